import { defineList } from '../../../platform/http/index.js';
import type { MoneyText } from '../../../shared-kernel/index.js';
import { PRODUCT_KINDS, TRACKINGS } from '../domain/catalog.js';

export interface ProductView {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly description: string;
  readonly tracking: string;
  readonly isArchived: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const productList = defineList<ProductView>({
  name: 'products',
  from: 'catalog.product p',
  columns: {
    id: 'p.id',
    name: 'p.name',
    kind: 'p.kind',
    description: 'p.description',
    tracking: 'p.tracking',
    isArchived: '(p.archived_at IS NOT NULL)',
    version: 'p.version',
    createdAt: { instant: 'p.created_at' },
    updatedAt: { instant: 'p.updated_at' },
  },
  filters: {
    id: { column: 'p.id', type: 'uuid' },
    name: { column: 'p.name_key', type: 'text', match: 'prefix', lowercase: true },
    kind: { column: 'p.kind', type: 'text', enum: PRODUCT_KINDS },
    tracking: { column: 'p.tracking', type: 'text', enum: TRACKINGS },
    isArchived: { column: '(p.archived_at IS NOT NULL)', type: 'boolean' },
    createdAt: { column: 'p.created_at', type: 'instant', range: true },
  },
  sorts: {
    createdAt: { column: 'p.created_at', type: 'instant' },
    name: { column: 'p.name_key', type: 'text' },
  },
  defaultSort: '-createdAt',
  tieBreak: 'p.id',
  instanceColumn: null,
});

export interface VariantView {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly sku: string;
  readonly barcode: string;
  /** In the currency of the default price list; null: no price of its own. */
  readonly price: MoneyText | null;
  readonly weightGrams: string;
  readonly optionsText: string;
  readonly isArchived: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What variants are priced in; there is one default list from the first start on, and it never changes its currency. */
export const PRICE_CURRENCY = '(SELECT d.currency FROM catalog.price_list d WHERE d.is_default)';

export const variantList = defineList<VariantView>({
  name: 'variants',
  from: 'catalog.variant v JOIN catalog.product p ON p.id = v.product_id',
  columns: {
    id: 'v.id',
    productId: 'v.product_id',
    productName: 'p.name',
    sku: 'v.sku',
    barcode: 'v.barcode',
    price: { money: ['v.price', PRICE_CURRENCY] },
    weightGrams: 'v.weight_grams',
    optionsText: 'v.options_text',
    isArchived: '(v.archived_at IS NOT NULL)',
    version: 'v.version',
    createdAt: { instant: 'v.created_at' },
    updatedAt: { instant: 'v.updated_at' },
  },
  filters: {
    id: { column: 'v.id', type: 'uuid' },
    productId: { column: 'v.product_id', type: 'uuid' },
    sku: { column: 'v.sku_key', type: 'text', match: 'prefix', lowercase: true },
    barcode: { column: 'v.barcode', type: 'text' },
    isArchived: { column: '(v.archived_at IS NOT NULL)', type: 'boolean' },
    createdAt: { column: 'v.created_at', type: 'instant', range: true },
  },
  sorts: {
    createdAt: { column: 'v.created_at', type: 'instant' },
    sku: { column: 'v.sku_key', type: 'text' },
  },
  defaultSort: '-createdAt',
  tieBreak: 'v.id',
  instanceColumn: null,
});

export interface PriceListView {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly isDefault: boolean;
  readonly isForCurrency: boolean;
  readonly isArchived: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const priceListList = defineList<PriceListView>({
  name: 'price-lists',
  from: 'catalog.price_list l',
  columns: {
    id: 'l.id',
    name: 'l.name',
    currency: 'l.currency',
    isDefault: 'l.is_default',
    isForCurrency: 'l.is_for_currency',
    isArchived: '(l.archived_at IS NOT NULL)',
    version: 'l.version',
    createdAt: { instant: 'l.created_at' },
    updatedAt: { instant: 'l.updated_at' },
  },
  filters: {
    id: { column: 'l.id', type: 'uuid' },
    name: { column: 'l.name_key', type: 'text', match: 'prefix', lowercase: true },
    currency: { column: 'l.currency', type: 'text' },
    isDefault: { column: 'l.is_default', type: 'boolean' },
    isArchived: { column: '(l.archived_at IS NOT NULL)', type: 'boolean' },
  },
  sorts: { createdAt: { column: 'l.created_at', type: 'instant' }, name: { column: 'l.name_key', type: 'text' } },
  defaultSort: '-createdAt',
  tieBreak: 'l.id',
  instanceColumn: null,
});

export interface PriceListItemView {
  readonly id: string;
  readonly variantId: string;
  readonly sku: string;
  readonly minQuantity: number;
  readonly price: MoneyText;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const priceListItemList = defineList<PriceListItemView>({
  name: 'price-list-items',
  from: `catalog.price_list_item i JOIN catalog.price_list l ON l.id = i.price_list_id
    JOIN catalog.variant v ON v.id = i.variant_id`,
  columns: {
    id: 'i.id',
    variantId: 'i.variant_id',
    sku: 'v.sku',
    minQuantity: 'i.min_quantity',
    price: { money: ['i.price', 'l.currency'] },
    createdAt: { instant: 'i.created_at' },
    updatedAt: { instant: 'i.updated_at' },
  },
  filters: {
    id: { column: 'i.id', type: 'uuid' },
    variantId: { column: 'i.variant_id', type: 'uuid' },
  },
  sorts: { createdAt: { column: 'i.created_at', type: 'instant' } },
  defaultSort: '-createdAt',
  tieBreak: 'i.id',
  instanceColumn: null,
  scopes: { priceListId: { column: 'i.price_list_id', type: 'uuid' } },
});
