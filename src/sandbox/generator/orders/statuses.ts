export interface OrderStatus {
  id: number;
  name: string;
  order: number;
  description: string;
  /** The merchant's own label: only this one may differ between stores. */
  customLabel: string;
}

function status(id: number, name: string, order: number, description: string, customLabel = name): OrderStatus {
  return { id, name, order, description, customLabel };
}

export const ORDER_STATUSES: readonly OrderStatus[] = [
  status(
    0,
    'Incomplete',
    0,
    'An incomplete order happens when a shopper reached the payment page, but did not complete the transaction.',
  ),
  status(1, 'Pending', 1, 'Customer started the checkout process, but did not complete it.'),
  status(
    2,
    'Shipped',
    8,
    'Order has been shipped, but receipt has not been confirmed; seller has used the Ship Items action.',
  ),
  status(
    3,
    'Partially Shipped',
    6,
    'Only some items in the order have been shipped, due to some products being pre-order only or other reasons.',
  ),
  status(4, 'Refunded', 11, 'Seller has used the Refund action.'),
  status(5, 'Cancelled', 9, 'Seller has cancelled an order, due to a stock inconsistency or other reasons.'),
  status(6, 'Declined', 10, 'Seller has marked the order as declined for lack of manual payment, or other reasons.'),
  status(7, 'Awaiting Payment', 2, 'Customer has completed checkout process, but payment has yet to be confirmed.'),
  status(
    8,
    'Awaiting Pickup',
    5,
    'Order has been pulled, and is awaiting customer pickup from a seller-specified location.',
  ),
  status(
    9,
    'Awaiting Shipment',
    4,
    'Order has been pulled and packaged, and is awaiting collection from a shipping provider.',
    'Packed',
  ),
  status(10, 'Completed', 7, 'Client has paid for their digital product and their file(s) are available for download.'),
  status(11, 'Awaiting Fulfillment', 3, 'Customer has completed the checkout process and payment has been confirmed.'),
  status(12, 'Manual Verification Required', 13, 'Order is on hold while some aspect needs to be manually confirmed.'),
  status(
    13,
    'Disputed',
    12,
    'Customer has initiated a dispute resolution process for the PayPal transaction that paid for the order.',
  ),
  status(14, 'Partially Refunded', 14, 'Seller has partially refunded the order.'),
];

export const PAYMENT_STATUSES: readonly string[] = [
  'authorized',
  'captured',
  'capture pending',
  'declined',
  'held for review',
  'paid',
  'partially refunded',
  'pending',
  'refunded',
  'void',
  'void pending',
  '',
];
