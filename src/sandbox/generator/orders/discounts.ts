import { convert, type Currency } from '../currencies.js';
import { allocate, mulDiv, type Amount } from '../money.js';
import type { AppliedDiscount, Coupon, Line } from './order-model.js';
import type { Shape } from './shapes.js';

export interface Discounts {
  coupons: Coupon[];
  discountAmount: Amount;
  couponDiscount: Amount;
  shippingDiscount: Amount;
}

const PERCENTAGES = [10, 15, 33];

/** Puts the shape's discounts on the lines and says what the header and the coupon list show for them. */
export function applyDiscounts(
  shape: Shape,
  orderId: number,
  lines: readonly Line[],
  currency: Currency,
  baseShipping: Amount,
): Discounts {
  const result: Discounts = { coupons: [], discountAmount: 0, couponDiscount: 0, shippingDiscount: 0 };
  const targets = lines.filter((line) => line.kind !== 'certificate' && line.kind !== 'pick-list-child');
  if (shape.discount === 'none' || targets.length === 0) return result;
  const weights = targets.map((line) => line.baseTotal);
  const base = weights.reduce((sum, weight) => sum + weight, 0);
  const coupon = (type: number, code: string, amount: Amount, discount: Amount): void => {
    result.coupons.push({ id: orderId, couponId: 7 + type, code, type, amount, discount });
    result.couponDiscount += discount;
  };
  const spread = (
    total: Amount,
    discount: Omit<AppliedDiscount, 'amount'>,
    over: readonly number[] = weights,
  ): void => {
    const parts = allocate(total, over);
    targets.forEach((line, i) => {
      const amount = parts[i] as number;
      if (amount > 0) line.discounts.push({ ...discount, amount });
    });
  };
  switch (shape.discount) {
    case 'coupon-percent': {
      const percent = PERCENTAGES[orderId % PERCENTAGES.length] as number;
      const total = mulDiv(base, percent, 100);
      spread(total, couponOnLines('Welcome', `WELCOME${percent}`));
      coupon(1, `WELCOME${percent}`, percent * 10000, total);
      break;
    }
    case 'coupon-total': {
      const total = Math.min(convert(50000, currency), Math.floor(base / 2));
      spread(total, couponOnLines('Five off', 'FIVEOFF'));
      coupon(2, 'FIVEOFF', convert(50000, currency), total);
      break;
    }
    case 'coupon-item': {
      const perItem = convert(3300, currency);
      const parts = targets.map((line) => Math.min(perItem, Math.floor(line.basePrice / 2)) * line.quantity);
      const total = parts.reduce((sum, part) => sum + part, 0);
      targets.forEach((line, i) => {
        const amount = parts[i] as number;
        if (amount > 0) line.discounts.push({ ...couponOnLines('Thirty-three', 'ITEM33'), target: 'product', amount });
      });
      coupon(0, 'ITEM33', perItem, total);
      break;
    }
    case 'coupon-shipping': {
      // Never more than the goods, so that the order's tax stays above what shipping shows.
      result.shippingDiscount = Math.min(convert(30000, currency), baseShipping, base);
      coupon(3, 'SHIPLESS', convert(30000, currency), result.shippingDiscount);
      break;
    }
    case 'free-shipping':
      coupon(4, 'SHIPFREE', 0, 0);
      break;
    case 'free-shipping-traceless':
      result.shippingDiscount = Math.min(baseShipping, base);
      coupon(4, 'SHIPFREE', 0, result.shippingDiscount);
      break;
    case 'promotion':
      result.discountAmount = promotion(targets);
      break;
    case 'promotion-coupon': {
      const total = mulDiv(base, 12, 100);
      spread(total, couponOnLines('Members', 'MEMBER12'));
      coupon(5, 'MEMBER12', 12 * 10000, total);
      break;
    }
    case 'manual':
      result.discountAmount = Math.min(convert(70000, currency), Math.floor(base / 3));
      spread(result.discountAmount, { id: 'manual-discount', name: 'Manual Discount', code: null, target: 'order' });
      break;
    case 'manual-traceless': {
      result.discountAmount = Math.min(convert(40000, currency), Math.floor(base / 4));
      const parts = allocate(result.discountAmount, weights);
      targets.forEach((line, i) => (line.hiddenDiscount = parts[i] as number));
      break;
    }
    case 'promotion-and-coupon': {
      result.discountAmount = promotion(targets);
      const left = targets.map((line) => line.baseTotal - discountOf(line));
      const total = mulDiv(base - result.discountAmount, 10, 100);
      spread(total, couponOnLines('Welcome', 'WELCOME10'), left);
      coupon(1, 'WELCOME10', 100000, total);
      break;
    }
    case 'everything-free':
      spread(base, couponOnLines('On the house', 'FREE100'));
      coupon(1, 'FREE100', 1000000, base);
      break;
  }
  return result;
}

export function discountOf(line: Line): Amount {
  let sum = 0;
  for (const discount of line.discounts) sum += discount.amount;
  return sum;
}

function couponOnLines(name: string, code: string): Omit<AppliedDiscount, 'amount'> {
  return { id: 'total-coupon', name, code, target: 'order' };
}

/** A promotion takes a fifth off the first line and is no coupon: it counts in discount_amount. */
function promotion(targets: readonly Line[]): Amount {
  const [line] = targets;
  if (!line) return 0;
  const amount = mulDiv(line.baseTotal, 20, 100);
  if (amount > 0) line.discounts.push({ id: '12', name: 'Summer sale', code: null, target: 'product', amount });
  return amount;
}
