/** Every scope of the sheet's 1.1. `payment methods` is read only by nature. */
export const ALL_SCOPES: readonly string[] = [
  'store_v2_orders',
  'store_v2_transactions',
  'store_v2_products',
  'store_v2_customers',
  'store_v2_information',
  'store_v2_marketing',
  'store_inventory',
  'store_locations',
  'store_channel_settings',
  'store_channel_listings',
  'store_sites',
  'store_payments_methods_read',
  'default',
];

const READ_ONLY = '_read_only';

/** Whether a token with these scopes may call a route that any of `wanted` opens. */
export function allows(held: readonly string[], wanted: readonly string[], method: string): boolean {
  const reading = method === 'GET' || method === 'HEAD';
  return wanted.some((scope) => held.includes(scope) || (reading && held.includes(`${scope}${READ_ONLY}`)));
}
