/** Which scopes open what (sheet 1.1); any one of a list is enough. */
export const ORDERS: readonly string[] = ['store_v2_orders'];
export const TRANSACTIONS: readonly string[] = ['store_v2_transactions'];
/** Refunds, capture and void: either. */
export const PAYMENTS: readonly string[] = ['store_v2_orders', 'store_v2_transactions'];
export const PRODUCTS: readonly string[] = ['store_v2_products'];
export const CUSTOMERS: readonly string[] = ['store_v2_customers'];
export const INFORMATION: readonly string[] = ['store_v2_information'];
export const MARKETING: readonly string[] = ['store_v2_marketing'];
export const INVENTORY: readonly string[] = ['store_inventory'];
export const LOCATIONS: readonly string[] = ['store_locations'];
export const CHANNEL_SETTINGS: readonly string[] = ['store_channel_settings'];
export const CHANNEL_LISTINGS: readonly string[] = ['store_channel_listings'];
export const SITES: readonly string[] = ['store_sites'];
export const PAYMENT_METHODS: readonly string[] = ['store_payments_methods_read'];
