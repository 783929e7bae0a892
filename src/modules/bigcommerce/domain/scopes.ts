export interface Scope {
  /** As the API names it. */
  readonly name: string;
  /** As the control panel names it, where it is ticked. */
  readonly label: string;
}

const INFORMATION: Scope = { name: 'store_v2_information', label: 'Information & Settings' };
const ORDERS: Scope = { name: 'store_v2_orders', label: 'Orders' };
const PRODUCTS: Scope = { name: 'store_v2_products', label: 'Products' };

/** First match wins; paths are those after `/stores/{hash}`. */
const SCOPES: readonly (readonly [RegExp, Scope])[] = [
  [/^\/v2\/(store|time|tax_classes|currencies)\b/, INFORMATION],
  [/^\/v3\/settings\b/, INFORMATION],
  [/^\/v3\/orders\/\d+\/transactions\b/, { name: 'store_v2_transactions', label: 'Order Transactions' }],
  [/^\/v[23]\/(orders|order_statuses)\b/, ORDERS],
  [/^\/v3\/channels\/\d+\/listings\b/, { name: 'store_channel_listings', label: 'Channel Listings' }],
  [/^\/v3\/channels\b/, { name: 'store_channel_settings', label: 'Channel Settings' }],
  [/^\/v3\/inventory\/locations(\?|$)/, { name: 'store_locations', label: 'Store Locations' }],
  [/^\/v3\/inventory\b/, { name: 'store_inventory', label: 'Store Inventory' }],
  [/^\/v3\/(catalog|pricelists)\b/, PRODUCTS],
  [/^\/v3\/customers\b|^\/v2\/customer/, { name: 'store_v2_customers', label: 'Customers' }],
  [/^\/v2\/(coupons|gift_certificates)\b/, { name: 'store_v2_marketing', label: 'Marketing' }],
];

/** The OAuth scope that opens a path; null when we do not know of one. */
export function scopeOf(path: string): Scope | null {
  return SCOPES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
