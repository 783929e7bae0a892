import type { Catalog } from '../catalog.js';
import { CURRENCIES, DEFAULT_CURRENCY, convert, type Currency } from '../currencies.js';
import type { Amount } from '../money.js';
import type { People, Person } from '../people/people.js';
import { Rng, mix } from '../rng.js';
import { LOCAL, NOTHING, STANDARD, ZERO, addTaxed, withTax, type TaxClass, type TaxedAmount } from '../tax.js';
import { applyDiscounts, discountOf } from './discounts.js';
import { ADDRESSES_PER_ORDER, addressIdsFor, makeLines } from './lines.js';
import type { Consignment, Fee, OrderModel } from './order-model.js';
import { payOrder } from './payment.js';
import { markProgress } from './progress.js';
import type { Shape, Shapes } from './shapes.js';

export interface OrderTimes {
  createdAt: number;
  modifiedAt: number;
}

/** Order number n as a function of (seed, n, profile): built when asked for, never kept. */
export class OrderBuilder {
  constructor(
    private readonly seed: number,
    private readonly firstOrderId: number,
    private readonly shapes: Shapes,
    private readonly catalog: Catalog,
    private readonly people: People,
  ) {}

  build(n: number, times: OrderTimes): OrderModel {
    const orderSeed = mix(this.seed, n);
    const rng = new Rng(orderSeed);
    const shape = this.shapes.of(n);
    const id = this.firstOrderId + n;
    const inclusive = shape.side !== 'exclusive';
    const currency = CURRENCIES[shape.currency] ?? DEFAULT_CURRENCY;
    const buyer = this.buyerOf(shape, rng);
    const addressIds = addressIdsFor(id, shape.composition);
    const pickupId = shape.composition.startsWith('pickup') ? id * ADDRESSES_PER_ORDER + 9 : 0;
    const lines = makeLines({
      orderId: id,
      shape,
      inclusive,
      currency,
      catalog: this.catalog,
      rng,
      addressIds,
      pickupId,
    });
    const charges = shippingClass(shape);
    const consignments = makeConsignments(shape, buyer, addressIds, currency, rng, charges, inclusive);
    const baseShipping = consignments.reduce((sum, consignment) => sum + consignment.baseCost, 0);
    const discounts = applyDiscounts(shape, id, lines, currency, baseShipping);
    const fees = makeFees(shape, id, currency, inclusive);
    const wrapping = sum(lines, (line) => line.wrapping ?? NOTHING);
    const order: OrderModel = {
      id,
      seed: orderSeed,
      shape,
      statusId: shape.statusId,
      paymentStatus: shape.paymentStatus,
      channelId: !shape.simple && id % 6 === 0 ? 2 : 1,
      paymentMethod: '',
      paymentReference: null,
      createdAt: times.createdAt,
      modifiedAt: times.modifiedAt,
      shippedAt: null,
      inclusiveFlag: shape.side === 'inclusive',
      buyer,
      billing: buyer.addresses[0] as Person['addresses'][0],
      currency,
      display: shape.displayDiffers ? (CURRENCIES[(shape.currency + 1) % 3] ?? currency) : currency,
      lines,
      consignments,
      pickupId,
      fees,
      ...discounts,
      shippingTaxRelief: 0,
      subtotal: NOTHING,
      baseShipping,
      shipping: sum(consignments, (consignment) => consignment.cost),
      baseHandling: consignments.reduce((total, consignment) => total + consignment.baseHandling, 0),
      handling: sum(consignments, (consignment) => consignment.handling),
      baseWrapping: lines.reduce((total, line) => total + line.wrappingBase, 0),
      wrapping,
      total: NOTHING,
      storeCredit: 0,
      certificateAmount: 0,
      itemsTotal: lines.reduce((total, line) => total + line.quantity, 0),
      itemsShipped: 0,
    };
    totalUp(order, inclusive, charges);
    payOrder(order, rng);
    markProgress(order);
    return order;
  }

  /** The buyer alone, for filters that walk many orders: the first thing drawn, so nothing else has to be built. */
  buyer(n: number): Person {
    return this.buyerOf(this.shapes.of(n), new Rng(mix(this.seed, n)));
  }

  private buyerOf(shape: Shape, rng: Rng): Person {
    const { customers } = this.people;
    switch (shape.buyer) {
      case 'guest':
        return this.people.guest(rng.next(), false);
      case 'guest-without-email':
        return this.people.guest(rng.next(), true);
      case 'returning':
        return this.people.customer(1 + rng.below(Math.min(20, customers)));
      case 'company':
        return this.people.customer(customers < 4 ? 1 : 4 + 9 * rng.below(Math.floor((customers - 4) / 9) + 1));
      case 'customer':
      case 'ships-elsewhere':
        return this.people.customer(1 + rng.below(customers));
    }
  }
}

function sum<T>(items: readonly T[], part: (item: T) => TaxedAmount): TaxedAmount {
  let total = NOTHING;
  for (const item of items) total = addTaxed(total, part(item));
  return total;
}

function shippingClass(shape: Shape): TaxClass {
  if (shape.tax === 'zero-rated') return ZERO;
  return shape.tax === 'two-jurisdictions' ? LOCAL : STANDARD;
}

function makeConsignments(
  shape: Shape,
  buyer: Person,
  ids: readonly number[],
  currency: Currency,
  rng: Rng,
  taxClass: TaxClass,
  inclusive: boolean,
): Consignment[] {
  const free = shape.discount === 'free-shipping' || shape.discount === 'everything-free';
  const chargeFor = (): Amount => (free ? 0 : convert(rng.pick([49900, 60000, 123500, 37700]), currency));
  const start = shape.buyer === 'ships-elsewhere' ? 1 : 0;
  return ids.map((id, i) => {
    const baseCost = chargeFor();
    const wantsHandling = i === 0 && !free && shape.charge.startsWith('handling');
    const baseHandling = wantsHandling ? convert(15100, currency) : 0;
    return {
      id,
      address: buyer.addresses[(start + i) % buyer.addresses.length] as Person['addresses'][0],
      method: free ? 'Free Shipping' : i === 0 ? 'Flat Rate' : 'Ship by Weight',
      baseCost,
      cost: withTax(baseCost, taxClass.millionths, inclusive),
      baseHandling,
      handling: withTax(baseHandling, taxClass.millionths, inclusive),
      itemsTotal: 0,
      itemsShipped: 0,
    };
  });
}

function makeFees(shape: Shape, orderId: number, currency: Currency, inclusive: boolean): Fee[] {
  if (shape.discount === 'everything-free') return [];
  const names =
    shape.charge === 'two-fees'
      ? ['Recycling fee', 'Insurance']
      : shape.charge.endsWith('fee')
        ? ['Recycling fee']
        : [];
  return names.map((name, i) => {
    const baseCost = convert(i === 0 ? 29900 : 7500, currency);
    return { id: orderId * 4 + i, name, baseCost, cost: withTax(baseCost, STANDARD.millionths, inclusive) };
  });
}

/**
 * Totals of the sheet's 11.5. Subtotals are before discounts, subtotal_tax and total_tax after them; the discounts come off the
 * side on which prices are entered, so an exclusive store satisfies the sum of its amounts without tax.
 */
function totalUp(order: OrderModel, inclusive: boolean, shippingTaxClass: TaxClass): void {
  let goodsTax = 0;
  for (const line of order.lines) {
    line.tax = withTax(
      line.baseTotal - discountOf(line) - line.hiddenDiscount,
      line.taxClass.millionths,
      inclusive,
    ).tax;
    goodsTax += line.tax;
  }
  const before = sum(order.lines, (line) => line.total);
  order.subtotal = { ex: before.ex, inc: before.inc, tax: goodsTax };
  const fees = sum(order.fees, (fee) => fee.cost);
  // The coupon takes tax with it, but never more than there is: rounding would leave goods with a tax below nothing.
  const relief = withTax(order.shippingDiscount, shippingTaxClass.millionths, inclusive).tax;
  order.shippingTaxRelief = Math.min(relief, order.shipping.tax, goodsTax);
  const tax =
    goodsTax + order.shipping.tax - order.shippingTaxRelief + order.handling.tax + order.wrapping.tax + fees.tax;
  const discount = order.discountAmount + order.couponDiscount;
  const { shipping, handling, wrapping } = order;
  if (inclusive) {
    const inc = before.inc + shipping.inc + handling.inc + wrapping.inc + fees.inc - discount;
    order.total = { inc, tax, ex: inc - tax };
  } else {
    const ex = before.ex + shipping.ex + handling.ex + wrapping.ex + fees.ex - discount;
    order.total = { ex, tax, inc: ex + tax };
  }
}
