export { SalesModule } from './sales.module.js';
export { SalesFacade } from './application/sales.facade.js';
export { OrderReferences } from './application/order-references.js';
export type { LineReferences, ReferenceFault, ReferencesOfOrder } from './application/order-references.js';
