import { scopeOf } from './scopes.js';

describe('scopeOf', () => {
  it.each([
    ['/v2/store', 'store_v2_information'],
    ['/v2/tax_classes', 'store_v2_information'],
    ['/v2/orders', 'store_v2_orders'],
    ['/v2/orders/12/products', 'store_v2_orders'],
    ['/v2/order_statuses', 'store_v2_orders'],
    ['/v3/orders/12/transactions', 'store_v2_transactions'],
    ['/v3/channels', 'store_channel_settings'],
    ['/v3/channels/3/listings', 'store_channel_listings'],
    ['/v3/inventory/locations', 'store_locations'],
    ['/v3/inventory/items', 'store_inventory'],
    ['/v3/catalog/trees/categories', 'store_v2_products'],
    ['/v3/catalog/products', 'store_v2_products'],
    ['/v3/elsewhere', undefined],
  ])('%s needs %s', (path, name) => {
    expect(scopeOf(path)?.name).toBe(name);
  });
});
