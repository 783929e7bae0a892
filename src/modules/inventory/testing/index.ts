export { aDelivery, type DeliveryOverrides } from './drafts.js';
export { openInventory, type Inventory } from './open-inventory.js';
