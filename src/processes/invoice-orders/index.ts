export { InvoiceOrdersModule } from './invoice-orders.module.js';
