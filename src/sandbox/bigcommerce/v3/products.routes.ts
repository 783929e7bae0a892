import type { Product, Variant } from '../../generator/catalog.js';
import { parseDate } from '../../generator/dates.js';
import { v3Error, v3NotFound } from '../../http/errors.js';
import { Answer, json, type ApiReply } from '../../http/exchange.js';
import { MAX_LIMIT, idList, onlyFilters, textList, v3Number } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { PRODUCTS } from '../scopes.js';
import { imageRows, productRow, variantRow } from './product-rows.js';
import { v3One, v3Rows } from './v3-list.js';

export const productRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/catalog/products', scopes: PRODUCTS, handle: listProducts },
  { method: 'GET', path: '/v3/catalog/products/{product_id}', scopes: PRODUCTS, handle: getProduct },
  { method: 'GET', path: '/v3/catalog/products/{product_id}/variants', scopes: PRODUCTS, handle: productVariants },
  {
    method: 'GET',
    path: '/v3/catalog/products/{product_id}/variants/{variant_id}',
    scopes: PRODUCTS,
    handle: getVariant,
  },
  { method: 'GET', path: '/v3/catalog/products/{product_id}/images', scopes: PRODUCTS, handle: productImages },
  { method: 'GET', path: '/v3/catalog/products/{product_id}/custom-fields', scopes: PRODUCTS, handle: customFields },
  { method: 'GET', path: '/v3/catalog/products/{product_id}/options', scopes: PRODUCTS, handle: productOptions },
  {
    method: 'GET',
    path: '/v3/catalog/products/{product_id}/modifiers',
    scopes: PRODUCTS,
    handle: (context) => v3Rows(context, [], Object),
  },
  { method: 'GET', path: '/v3/catalog/products/channel-assignments', scopes: PRODUCTS, handle: channelAssignments },
  { method: 'GET', path: '/v3/catalog/variants', scopes: PRODUCTS, handle: listVariants },
  { method: 'GET', path: '/v3/catalog/summary', scopes: PRODUCTS, handle: summary },
];

const RANGE = [':in', ':not_in', ':min', ':max', ':greater', ':less'];
const FILTERS = [
  'id',
  ...RANGE.map((suffix) => `id${suffix}`),
  'channel_id:in',
  'name',
  'mpn',
  'sku',
  'sku:in',
  'upc',
  'price',
  'weight',
  'condition',
  'brand_id',
  'date_modified',
  'date_modified:min',
  'date_modified:max',
  'date_last_imported',
  'date_last_imported:not',
  'date_last_imported:min',
  'date_last_imported:max',
  'is_visible',
  'is_featured',
  'is_free_shipping',
  'inventory_level',
  ...RANGE.map((suffix) => `inventory_level${suffix}`),
  'inventory_low',
  'out_of_stock',
  'total_sold',
  'type',
  'categories',
  'categories:in',
  'keyword',
  'keyword_context',
  'availability',
  'include',
  'include_fields',
  'exclude_fields',
  'page',
  'limit',
  'sort',
  'direction',
];
const INCLUDES = new Set([
  'bulk_pricing_rules',
  'channels',
  'custom_fields',
  'images',
  'modifiers',
  'options',
  'parent_relations',
  'primary_image',
  'reviews',
  'variants',
  'videos',
]);
/** With options or modifiers a page holds ten products, whatever the limit says. */
const SMALL_PAGE = 10;

function listProducts(context: HandlerContext): ApiReply {
  const { request, store } = context;
  onlyFilters(request.query, FILTERS);
  const include = includesOf(request.query);
  const products = store.catalog.products.filter(productFilter(request.query, store));
  sortProducts(products, request.query);
  const maximum = include.has('options') || include.has('modifiers') ? SMALL_PAGE : MAX_LIMIT;
  return v3Rows(context, products, (product) => productRow(product, include), maximum);
}

function includesOf(query: URLSearchParams): Set<string> {
  const include = new Set(textList(query, 'include') ?? []);
  const unknown = [...include].filter((part) => !INCLUDES.has(part));
  if (unknown.length > 0) throw new Answer(v3Error(422, `The include(s): ${unknown.join(', ')} are not valid.`));
  return include;
}

function productFilter(query: URLSearchParams, store: Store): (product: Product) => boolean {
  const id = v3Number(query, 'id');
  const ids = idList(query, 'id:in');
  const notIds = idList(query, 'id:not_in');
  const [min, max, greater, less] = ['id:min', 'id:max', 'id:greater', 'id:less'].map((name) => v3Number(query, name));
  const skus = textList(query, 'sku:in')?.map((sku) => sku.toLowerCase());
  const sku = query.get('sku')?.toLowerCase();
  const name = query.get('name');
  const brand = v3Number(query, 'brand_id');
  const categories = idList(query, 'categories:in') ?? idList(query, 'categories');
  const type = query.get('type');
  const keyword = query.get('keyword')?.toLowerCase();
  const visible = query.get('is_visible');
  const from = dateFilter(query.get('date_modified:min'), store);
  const to = dateFilter(query.get('date_modified:max'), store);
  return (product) =>
    (id === undefined || product.id === id) &&
    (!ids || ids.includes(product.id)) &&
    !notIds?.includes(product.id) &&
    product.id >= (min ?? 0) &&
    product.id <= (max ?? Infinity) &&
    product.id > (greater ?? 0) &&
    product.id < (less ?? Infinity) &&
    (!skus || skus.includes(product.sku.toLowerCase())) &&
    (sku === undefined || product.sku.toLowerCase() === sku) &&
    (name === null || product.name === name) &&
    (brand === undefined || product.brandId === brand) &&
    (!categories || categories.some((category) => product.categories.includes(category))) &&
    (type === null || product.type === type) &&
    (keyword === undefined || `${product.name} ${product.sku}`.toLowerCase().includes(keyword)) &&
    (visible === null || (product.id % 17 !== 0) === (visible === 'true' || visible === '1')) &&
    product.modifiedAt >= (from ?? -Infinity) &&
    product.modifiedAt <= (to ?? Infinity);
}

/** The date trap: a date without a time of day gets the clock's. */
function dateFilter(text: string | null, store: Store): number | undefined {
  if (text === null) return undefined;
  const seconds = parseDate(text);
  if (seconds === null) throw new Answer(v3Error(422, 'Query parameter "date_modified" value must be a date.'));
  return /^\d{4}-\d\d-\d\d$/.test(text) ? seconds + (store.clock.seconds() % 86400) : seconds;
}

function sortProducts(products: Product[], query: URLSearchParams): void {
  const sort = query.get('sort') ?? 'id';
  const keys: Record<string, (product: Product) => number | string> = {
    id: (product) => product.id,
    name: (product) => product.name,
    sku: (product) => product.sku,
    price: (product) => product.price,
    calculated_price: (product) => product.price,
    date_modified: (product) => product.modifiedAt,
  };
  const key = keys[sort] ?? keys.id;
  if (!key) return;
  const sign = query.get('direction') === 'desc' ? -1 : 1;
  products.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
}

function productOf({ request, store }: HandlerContext): Product {
  const product = store.catalog.productById(Number(request.params.product_id));
  if (!product) throw v3NotFound(`A product with the id of ${request.params.product_id} was not found`);
  return product;
}

function getProduct(context: HandlerContext): ApiReply {
  return v3One(productRow(productOf(context), includesOf(context.request.query)));
}

function productVariants(context: HandlerContext): ApiReply {
  return v3Rows(context, productOf(context).variants, variantRow);
}

function getVariant(context: HandlerContext): ApiReply {
  const id = Number(context.request.params.variant_id);
  const variant = productOf(context).variants.find((candidate) => candidate.id === id);
  if (!variant) throw v3NotFound(`A variant with the id of ${id} was not found`);
  return v3One(variantRow(variant));
}

function productImages(context: HandlerContext): ApiReply {
  return v3Rows(context, imageRows(productOf(context)), (row) => row);
}

function customFields(context: HandlerContext): ApiReply {
  return v3Rows(
    context,
    rowsOf(productRow(productOf(context), new Set(['custom_fields'])).custom_fields),
    (row) => row,
  );
}

function productOptions(context: HandlerContext): ApiReply {
  return v3Rows(context, rowsOf(productRow(productOf(context), new Set(['options'])).options), (row) => row);
}

function rowsOf(value: unknown): object[] {
  return Array.isArray(value) ? (value as object[]) : [];
}

function channelAssignments(context: HandlerContext): ApiReply {
  const { query } = context.request;
  onlyFilters(query, ['product_id:in', 'channel_id:in', 'page', 'limit']);
  const ids = idList(query, 'product_id:in');
  const channels = idList(query, 'channel_id:in');
  const products = context.store.catalog.products.filter(
    (product) => (!ids || ids.includes(product.id)) && (!channels || channels.includes(1)),
  );
  return v3Rows(context, products, (product) => ({ product_id: product.id, channel_id: 1 }));
}

/** The sku filter does not find a simple product's own SKU: that one is found through products. */
function listVariants(context: HandlerContext): ApiReply {
  const { query } = context.request;
  onlyFilters(query, ['id', 'sku', 'upc', 'product_id:in', 'page', 'limit', 'include_fields', 'exclude_fields']);
  const id = v3Number(query, 'id');
  const sku = query.get('sku')?.toLowerCase();
  const upc = query.get('upc');
  const products = idList(query, 'product_id:in');
  const variants = context.store.catalog.variants.filter(
    (variant: Variant) =>
      (id === undefined || variant.id === id) &&
      (sku === undefined || (variant.option !== null && variant.sku.toLowerCase() === sku)) &&
      (upc === null || variant.upc === upc) &&
      (!products || products.includes(variant.product.id)),
  );
  return v3Rows(context, variants, variantRow);
}

function summary({ store }: HandlerContext): ApiReply {
  const prices = store.catalog.variants.map((variant) => variant.price);
  const data = {
    variant_count: prices.length,
    inventory_count: 0,
    inventory_value: 0,
    highest_variant_price: Math.max(...prices) / 10000,
    average_variant_price: Math.round(prices.reduce((sum, price) => sum + price, 0) / prices.length) / 10000,
    lowest_variant_price: String(Math.min(...prices) / 10000),
    oldest_variant_date: '2025-01-01',
    newest_variant_date: '2025-01-01',
    primary_category_id: 21,
    primary_category_name: 'Lighting',
  };
  return json(200, { data, meta: {} });
}
