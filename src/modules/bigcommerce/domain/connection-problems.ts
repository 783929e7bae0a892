/** A1.9c: the commonest reason why Confirm fails on a new store. */
export const NO_LOCATIONS = {
  code: 'bigcommerce.no-locations',
  message:
    'The store has no inventory location yet. In BigCommerce open Settings › Inventory › Locations, create one, and try again.',
} as const;
