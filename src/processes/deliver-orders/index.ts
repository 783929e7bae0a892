export { DeliverOrdersModule } from './deliver-orders.module.js';
