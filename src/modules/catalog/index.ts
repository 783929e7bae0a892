export { CatalogModule } from './catalog.module.js';
export { CatalogFacade } from './application/catalog.facade.js';
export type { FirstPriceList } from './application/first-price-list.js';
export { skuKey } from './domain/sku.js';
