import { isoZulu } from '../../generator/dates.js';
import { onlyFilters, idList, textList } from '../../http/query.js';
import { v3Error } from '../../http/errors.js';
import { Answer, PROBLEM_TYPE, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Variant } from '../../generator/catalog.js';
import { onHand } from '../../generator/stock.js';
import type { Store } from '../../stores/store.js';
import { INVENTORY, LOCATIONS } from '../scopes.js';
import { v3Rows } from './v3-list.js';

const IN_FLIGHT = 50;

export const locationRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/inventory/locations', scopes: LOCATIONS, handle: listLocations, maxInFlight: IN_FLIGHT },
  { method: 'GET', path: '/v3/inventory/items', scopes: INVENTORY, handle: listItems },
  { method: 'GET', path: '/v3/inventory/locations/{location_id}/items', scopes: INVENTORY, handle: listLocationItems },
];

const LOCATION_FILTERS = [
  'location_id:in',
  'location_code:in',
  'is_default',
  'type_id:in',
  'managed_by_external_source',
  'is_active',
  'storefront_visibility',
  'page',
  'limit',
];
const ITEM_FILTERS = [
  'sku:in',
  'variant_id:in',
  'product_id:in',
  'location_id:in',
  'location_code:in',
  'page',
  'limit',
];
const MAX_PAGE = 1000;
const HOURS = { open: true, opening: '09:00', closing: '18:00' };

function codeOf(id: number): string {
  return `BC-LOCATION-${id}`;
}

function labelOf(id: number): string {
  return id === 1 ? 'Default location' : `Warehouse ${id}`;
}

function listLocations(context: HandlerContext): ApiReply {
  const { request, store } = context;
  onlyFilters(request.query, LOCATION_FILTERS);
  const ids = idList(request.query, 'location_id:in');
  const codes = textList(request.query, 'location_code:in');
  const active = request.query.get('is_active');
  const onlyDefault = request.query.get('is_default') === 'true';
  const all = Array.from({ length: store.locations }, (_, i) => i + 1);
  const wanted = all.filter(
    (id) =>
      (!ids || ids.includes(id)) &&
      (!codes || codes.includes(codeOf(id))) &&
      active !== 'false' &&
      (!onlyDefault || id === 1),
  );
  return v3Rows(context, wanted, (id) => locationRow(store, id), MAX_PAGE);
}

function locationRow(store: Store, id: number): object {
  const at = isoZulu(store.origin);
  return {
    id,
    code: codeOf(id),
    label: labelOf(id),
    description: '',
    managed_by_external_source: false,
    type_id: 'PHYSICAL',
    enabled: true,
    operating_hours: Object.fromEntries(
      ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => [day, HOURS]),
    ),
    time_zone: 'Europe/London',
    created_at: at,
    updated_at: at,
    address: {
      address1: `${id} Quay Road`,
      address2: '',
      city: 'Leith',
      state: 'Midlothian',
      zip: 'EH6 6AA',
      email: 'leith@example.com',
      phone: '0131 555 0101',
      geo_coordinates: { latitude: 55.97, longitude: -3.17 },
      country_code: 'GB',
    },
    storefront_visibility: true,
    special_hours: [],
  };
}

function listItems(context: HandlerContext): ApiReply {
  const ids = idList(context.request.query, 'location_id:in');
  const codes = textList(context.request.query, 'location_code:in');
  const locations = Array.from({ length: context.store.locations }, (_, i) => i + 1).filter(
    (id) => (!ids || ids.includes(id)) && (!codes || codes.includes(codeOf(id))),
  );
  return itemsAt(context, locations);
}

function listLocationItems(context: HandlerContext): ApiReply {
  const id = Number(context.request.params.location_id);
  if (id < 1 || id > context.store.locations) {
    throw new Answer({ ...v3Error(404, 'Location not found'), contentType: PROBLEM_TYPE });
  }
  return itemsAt(context, [id]);
}

function itemsAt(context: HandlerContext, locations: readonly number[]): ApiReply {
  const { query } = context.request;
  onlyFilters(query, ITEM_FILTERS);
  const skus = textList(query, 'sku:in');
  const variantIds = idList(query, 'variant_id:in');
  const productIds = idList(query, 'product_id:in');
  const variants = context.store.catalog.variants.filter(
    (variant) =>
      (!skus || skus.includes(variant.sku)) &&
      (!variantIds || variantIds.includes(variant.id)) &&
      (!productIds || productIds.includes(variant.product.id)),
  );
  return v3Rows(context, locations.length === 0 ? [] : variants, (variant) => itemRow(variant, locations), MAX_PAGE);
}

function itemRow(variant: Variant, locations: readonly number[]): object {
  return {
    identity: {
      sku: variant.sku,
      variant_id: variant.id,
      product_id: variant.product.id,
      sku_id: variant.option ? variant.id - 200 : null,
    },
    locations: locations.map((id) => {
      const safety = variant.id % 5 === 0 ? 1 : 0;
      return {
        location_id: id,
        location_code: codeOf(id),
        location_name: labelOf(id),
        available_to_sell: Math.max(0, onHand(variant, id) - safety),
        total_inventory_onhand: onHand(variant, id),
        location_enabled: true,
        settings: {
          safety_stock: safety,
          is_in_stock: onHand(variant, id) > safety,
          warning_level: 5,
          bin_picking_number: variant.product.bin,
        },
      };
    }),
  };
}
