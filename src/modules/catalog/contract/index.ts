export type { PriceListDraft, PriceListRef, ProductDraft, VariantDraft, VariantRef } from '../domain/catalog.js';
export { skuKey } from '../domain/sku.js';
