export { InventoryModule } from './inventory.module.js';
export { InventoryFacade } from './application/inventory.facade.js';
export type { AdjustmentDraft } from './application/adjust-stock.js';
