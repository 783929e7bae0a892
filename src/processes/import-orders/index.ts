export { ImportOrdersModule } from './import-orders.module.js';
