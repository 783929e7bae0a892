import { isoZulu } from '../../generator/dates.js';
import { mulDiv } from '../../generator/money.js';
import type { Variant } from '../../generator/catalog.js';
import { v3NotFound } from '../../http/errors.js';
import type { ApiReply } from '../../http/exchange.js';
import { idList, textList } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { CHANNEL_SETTINGS, CUSTOMERS, INFORMATION, LOCATIONS, ORDERS, PRODUCTS } from '../scopes.js';
import { v3CursorRows, v3One } from './v3-list.js';

const METAFIELDS: readonly (readonly [string, readonly string[]])[] = [
  ['orders', ORDERS],
  ['catalog/products', PRODUCTS],
  ['catalog/brands', PRODUCTS],
  ['catalog/categories', PRODUCTS],
  ['catalog/variants', PRODUCTS],
  ['customers', CUSTOMERS],
  ['channels', CHANNEL_SETTINGS],
  ['inventory/locations', LOCATIONS],
  ['pricelists', PRODUCTS],
];

/** Settings, price lists and metafields: reads only; no metafield was ever written here. */
export const settingsRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/tax/settings', scopes: INFORMATION, handle: taxSettings },
  { method: 'GET', path: '/v3/settings/inventory', scopes: INFORMATION, handle: inventorySettings },
  {
    method: 'GET',
    path: '/v3/pricelists',
    scopes: PRODUCTS,
    handle: (context) => v3CursorRows(context, priceLists(context.store), (row) => row),
  },
  { method: 'GET', path: '/v3/pricelists/{price_list_id}', scopes: PRODUCTS, handle: getPriceList },
  { method: 'GET', path: '/v3/pricelists/assignments', scopes: PRODUCTS, handle: assignments },
  {
    method: 'GET',
    path: '/v3/pricelists/{price_list_id}/records',
    scopes: PRODUCTS,
    handle: priceRecords,
    maxInFlight: 10,
  },
  ...METAFIELDS.flatMap(([resource, scopes]): Route[] => [
    {
      method: 'GET',
      path: `/v3/${resource}/metafields`,
      scopes,
      handle: (context) => v3CursorRows(context, [], Object),
    },
    {
      method: 'GET',
      path: `/v3/${resource}/{resource_id}/metafields`,
      scopes,
      handle: (context) => v3CursorRows(context, [], Object),
    },
  ]),
];

function taxSettings({ store }: HandlerContext): ApiReply {
  return v3One({
    tax_entered_with_prices: store.tax !== 'exclusive',
    price_display_settings: { control_panel_price_display_strategy: 'ZONE', invoice_price_display_strategy: 'ZONE' },
    fallback_strategy: 'BASIC',
    should_subtract_store_tax: true,
    should_use_geolocation_to_determine_guest_shopper_tax_zone: false,
    guest_shopper_tax_zone_id: 1,
    store_tax_zone_id: 1,
    document_submission_strategy: 'ON_PAYMENT_CAPTURE',
    rounding_strategy: 'NO_ROUNDING',
  });
}

function inventorySettings(): ApiReply {
  return v3One({
    product_out_of_stock_behavior: 'do_nothing',
    option_out_of_stock_behavior: 'do_nothing',
    update_stock_behavior: 'order_placed',
    edit_order_stock_adjustment: true,
    refund_order_stock_adjustment: false,
    stock_level_display: 'dont_show',
  });
}

const TRADE_LIST = 3;

function priceLists(store: Store): object[] {
  const at = isoZulu(store.origin);
  return [{ id: TRADE_LIST, name: 'Trade', active: true, date_created: at, date_modified: at }];
}

function getPriceList({ request, store }: HandlerContext): ApiReply {
  if (Number(request.params.price_list_id) !== TRADE_LIST) throw v3NotFound('Price list not found');
  return v3One(priceLists(store)[0] ?? {});
}

function assignments(context: HandlerContext): ApiReply {
  return v3CursorRows(
    context,
    [{ id: 1, price_list_id: TRADE_LIST, customer_group_id: 2, channel_id: null }],
    (row) => row,
  );
}

/** Trade prices are nine tenths of the catalogue's, for every physical variant. */
function priceRecords(context: HandlerContext): ApiReply {
  const { request, store } = context;
  if (Number(request.params.price_list_id) !== TRADE_LIST) throw v3NotFound('Price list not found');
  const variantIds = idList(request.query, 'variant_id:in');
  const skus = textList(request.query, 'sku:in');
  const variants = store.catalog.physical.filter(
    (variant) => (!variantIds || variantIds.includes(variant.id)) && (!skus || skus.includes(variant.sku)),
  );
  const withSku = (request.query.get('include') ?? '').includes('sku');
  return v3CursorRows(context, variants, (variant: Variant) => {
    const at = isoZulu(store.origin);
    const price = mulDiv(variant.price, 9, 10) / 10000;
    return {
      price_list_id: TRADE_LIST,
      variant_id: variant.id,
      price,
      sale_price: null,
      retail_price: null,
      map_price: null,
      calculated_price: price,
      date_created: at,
      date_modified: at,
      currency: 'gbp',
      product_id: variant.product.id,
      ...(withSku ? { sku: variant.sku } : {}),
      bulk_pricing_tiers: [],
    };
  });
}
