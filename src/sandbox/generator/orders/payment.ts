import { roundTo } from '../money.js';
import type { Rng } from '../rng.js';
import type { OrderModel } from './order-model.js';

const ONLINE = ['Credit Card', 'Stripe', 'PayPal', 'Apple Pay', 'Klarna', 'Braintree (PayPal)', 'Test Payment Gateway'];
const OFFLINE = ['Manual', 'Bank Deposit', 'Cash on Delivery', 'Check'];
/** Money that never moved was not moved by store credit either. */
const UNDONE = new Set(['declined', 'void', 'void pending', 'held for review', 'pending']);

export const OFFLINE_METHODS: ReadonlySet<string> = new Set(OFFLINE);

/** Sets tenders, the method's display name and the gateway's reference. Tenders are no discounts: the total stays. */
export function payOrder(order: OrderModel, rng: Rng): void {
  const { total, currency, shape } = order;
  const offline = order.paymentStatus === '' || order.paymentStatus === 'pending';
  order.paymentMethod = offline ? rng.pick(OFFLINE) : shape.simple ? 'Credit Card' : rng.pick(ONLINE);
  const tender = total.inc === 0 || UNDONE.has(order.paymentStatus) ? 'gateway' : shape.tender;
  const third = roundTo(Math.floor(total.inc / 3), currency.decimals);
  switch (tender) {
    case 'gateway':
      break;
    case 'credit-part':
      order.storeCredit = third;
      break;
    case 'certificate-part':
      order.certificateAmount = third;
      break;
    case 'credit-and-certificate':
      order.storeCredit = third;
      order.certificateAmount = third;
      break;
    case 'credit-all':
      order.storeCredit = total.inc;
      order.paymentMethod = 'Store Credit';
      break;
    case 'certificate-all':
      order.certificateAmount = total.inc;
      order.paymentMethod = 'Gift Certificate';
      break;
  }
  const byGateway = total.inc - order.storeCredit - order.certificateAmount;
  if (!offline && byGateway > 0) {
    // The sheet types this reference as text, number or null: all three occur.
    order.paymentReference = order.paymentMethod === 'PayPal' ? String(order.seed) : `"ch_${order.seed.toString(36)}"`;
  }
}
