/** The shopper reached payment and did not finish: not an order yet (Z2). */
export const INCOMPLETE = '0';
export const AWAITING_FULFILLMENT = '11';
/** Cancelled by the merchant, and Declined. */
export const CANCELLED = ['5', '6'] as const;
