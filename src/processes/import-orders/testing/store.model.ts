import { Money } from '../../../shared-kernel/money/index.js';
import type {
  RemoteConsignment,
  RemoteFee,
  RemoteOrder,
  RemoteOrderLine,
  TaxedAmount,
} from '../../../modules/marketplace-base/contract/index.js';
import {
  aGiftCertificateLine,
  aRemoteConsignment,
  aRemoteDiscount,
  aRemoteFee,
  aRemoteLine,
  aRemoteOrder,
} from './remote-order.builder.js';

export interface ChargePlan {
  readonly price: bigint;
  readonly rate: bigint;
}

export interface GoodsPlan extends ChargePlan {
  readonly quantity: number;
  readonly digital: boolean;
  readonly discountPercent: number;
  readonly trace: 'coupon' | 'manual' | 'both';
  readonly hasChild: boolean;
  readonly wrapping: bigint | null;
}

/** What a shopper and a shop decided; prices in the smallest coin, rates in 1/10000 percent. */
export interface OrderPlan {
  readonly currency: string;
  readonly side: 'inc' | 'ex';
  readonly flagIsRight: boolean;
  readonly derivedSideIsInCoins: boolean;
  readonly goods: readonly GoodsPlan[];
  readonly giftCertificates: readonly bigint[];
  readonly consignments: readonly {
    readonly shipping: ChargePlan;
    readonly handling: ChargePlan;
    readonly pickup: boolean;
  }[];
  readonly consignmentsAreOff: boolean;
  readonly wrappingRate: bigint;
  readonly fees: readonly ChargePlan[];
  readonly untraced: 'none' | 'goods' | 'shipping';
  readonly untracedPercent: number;
  readonly tradeIn: boolean;
  readonly storeCreditPercent: number;
  readonly giftCertificatePercent: number;
}

export interface GeneratedOrder {
  readonly order: RemoteOrder;
  readonly side: 'inc' | 'ex';
  /** Tax in 1/10000 that the store charged per goods line, by remote id. */
  readonly goodsTax: ReadonlyMap<string, bigint>;
  /** What rounded prices alone may move between lines, in 1/10000. */
  readonly noise: bigint;
}

interface Both {
  readonly inc: bigint;
  readonly ex: bigint;
}

const ONE = 1_000_000n;
const NOTHING: Both = { inc: 0n, ex: 0n };

/**
 * A shop's checkout: prices in, header totals out, line by line and before anything is known about documents. It works forwards
 * from the rates that the importer has to find out, in plain integers of 1/10000, so that it shares no arithmetic with the importer.
 */
export class StoreModel {
  private readonly coin: bigint;

  constructor(private readonly plan: OrderPlan) {
    this.coin = plan.currency === 'JPY' ? 10_000n : plan.currency === 'KWD' ? 10n : 100n;
  }

  order(): GeneratedOrder {
    const { plan } = this;
    const goods = plan.goods.map((item, index) => this.sell(item, `g${index}`));
    const extra = this.untracedPerLine(goods);
    const shippingOff = plan.untraced === 'shipping';
    const goodsTax = new Map<string, bigint>();
    let coupons = 0n;
    let manual = 0n;
    let paid = 0n;
    goods.forEach((sold, index) => {
      const left = sold.list - sold.coupon - sold.manual - (extra[index] ?? 0n);
      goodsTax.set(sold.line.remoteId, this.taxIn(left, sold.rate));
      coupons += sold.coupon + (extra[index] ?? 0n);
      manual += sold.manual;
      paid += left;
    });

    const shipping = plan.consignments.map((one) => this.both(one.shipping));
    const handling = plan.consignments.map((one) => this.both(one.handling));
    const fees = plan.fees.map((fee) => this.both(fee));
    const wrapping = this.both({
      price: plan.goods.reduce((all, item) => all + (item.wrapping ?? 0n), 0n),
      rate: plan.wrappingRate,
    });
    const charges = [...handling, ...fees, wrapping, ...(shippingOff ? [] : shipping)];
    const certificates = plan.giftCertificates.reduce((all, price) => all + price * this.coin, 0n);
    const tradeIn = plan.tradeIn ? -((paid / 4n / this.coin) * this.coin) : 0n;
    if (shippingOff) coupons += this.pick(total(shipping));

    const tax = [...goodsTax.values()].reduce((all, one) => all + one, 0n) + total(charges).inc - total(charges).ex;
    const due = paid + certificates + tradeIn + this.pick(total(charges)) + (plan.side === 'ex' ? tax : 0n);
    const credit = (due * BigInt(plan.storeCreditPercent)) / 100n;
    const redeemed = ((due - credit) * BigInt(plan.giftCertificatePercent)) / 100n;

    const lines = [...this.linesFor(goods), ...this.otherLines(tradeIn)];
    const order = aRemoteOrder({
      currency: plan.currency,
      pricesIncludeTax: (plan.side === 'inc') === plan.flagIsRight,
      lines,
      consignments: plan.consignments.map((_, index) =>
        this.consignment(index, shipping[index] ?? NOTHING, handling[index] ?? NOTHING),
      ),
      fees: fees.map((cost, index): RemoteFee => aRemoteFee({ remoteId: `f${index}`, cost: this.taxed(cost) })),
      totals: {
        shipping: this.taxed(total(shipping)),
        handling: this.taxed(total(handling)),
        wrapping: this.taxed(wrapping),
        couponDiscount: this.money(coupons),
        discount: this.money(manual),
        totalTax: this.money(tax),
        total: this.money(due),
        storeCredit: this.money(credit),
        giftCertificates: this.money(redeemed),
      },
    });
    const pieces = plan.goods.reduce((all, item) => all + BigInt(item.quantity), 0n);
    return { order, side: plan.side, goodsTax, noise: 20n + pieces * (plan.derivedSideIsInCoins ? this.coin : 1n) };
  }

  private sell(item: GoodsPlan, remoteId: string) {
    const unit = this.both(item);
    const quantity = BigInt(item.quantity);
    const list = this.pick(unit) * quantity;
    const off = (list * BigInt(item.discountPercent)) / 100n;
    const coupon = item.trace === 'manual' ? 0n : item.trace === 'both' ? off / 3n : off;
    const manual = off - coupon;
    const line = aRemoteLine({
      remoteId,
      kind: item.digital ? 'digital' : 'physical',
      consignmentRemoteId: item.digital ? null : 'c0',
      quantity: item.quantity,
      unitPrice: this.taxed(unit),
      total: this.taxed({ inc: unit.inc * quantity, ex: unit.ex * quantity }),
      wrapping: this.taxed(NOTHING),
      appliedDiscounts: [
        ...(coupon > 0n ? [aRemoteDiscount('0', { amount: this.money(coupon) })] : []),
        ...(manual > 0n
          ? [aRemoteDiscount('0', { amount: this.money(manual), code: null, id: 'manual-discount' })]
          : []),
      ],
    });
    return { line, list, coupon, manual, rate: item.rate, hasChild: item.hasChild };
  }

  /** A discount that only the header knows, the same share of every line. */
  private untracedPerLine(goods: readonly { list: bigint; coupon: bigint; manual: bigint }[]): bigint[] {
    if (this.plan.untraced !== 'goods') return [];
    return goods.map(
      ({ list, coupon, manual }) => ((list - coupon - manual) * BigInt(this.plan.untracedPercent)) / 100n,
    );
  }

  private linesFor(goods: readonly { line: RemoteOrderLine; hasChild: boolean }[]): RemoteOrderLine[] {
    return goods.flatMap(({ line, hasChild }) => {
      if (!hasChild) return [line];
      const parentLineRemoteId = line.remoteId;
      return [
        line,
        aRemoteLine({ remoteId: `${line.remoteId}-child`, parentLineRemoteId, unitPrice: this.taxed(NOTHING) }),
      ];
    });
  }

  private otherLines(tradeIn: bigint): RemoteOrderLine[] {
    const certificates = this.plan.giftCertificates.map((price, index) =>
      aGiftCertificateLine({
        remoteId: `v${index}`,
        unitPrice: this.taxed({ inc: price * this.coin, ex: price * this.coin }),
      }),
    );
    if (tradeIn === 0n) return certificates;
    return [
      ...certificates,
      aRemoteLine({ remoteId: 't', name: 'Trade-in', unitPrice: this.taxed({ inc: tradeIn, ex: tradeIn }) }),
    ];
  }

  private consignment(index: number, shipping: Both, handling: Both): RemoteConsignment {
    const off = this.plan.consignmentsAreOff ? this.coin * BigInt(index + 1) : 0n;
    const told = { inc: shipping.inc + off, ex: shipping.ex + off };
    const kind = this.plan.consignments[index]?.pickup ? 'pickup' : 'shipping';
    return aRemoteConsignment({
      remoteId: `c${index}`,
      kind,
      shipping: this.taxed(told),
      handling: this.taxed(handling),
    });
  }

  /** Both sides of a price: one as the shop typed it, the other derived and rounded as stores do. */
  private both({ price, rate }: ChargePlan): Both {
    const typed = price * this.coin;
    const grain = this.plan.derivedSideIsInCoins ? this.coin : 1n;
    if (this.plan.side === 'inc') return { inc: typed, ex: nearest(typed * ONE, (ONE + rate) * grain) * grain };
    return { inc: nearest(typed * (ONE + rate), ONE * grain) * grain, ex: typed };
  }

  private taxIn(amount: bigint, rate: bigint): bigint {
    return this.plan.side === 'inc' ? amount - nearest(amount * ONE, ONE + rate) : nearest(amount * rate, ONE);
  }

  private pick(amount: Both): bigint {
    return this.plan.side === 'inc' ? amount.inc : amount.ex;
  }

  private money(units: bigint): Money {
    return Money.fromUnits(units, this.plan.currency);
  }

  private taxed({ inc, ex }: Both): TaxedAmount {
    return { incTax: this.money(inc), exTax: this.money(ex) };
  }
}

function total(amounts: readonly Both[]): Both {
  return amounts.reduce((all, one) => ({ inc: all.inc + one.inc, ex: all.ex + one.ex }), NOTHING);
}

/** Half up; nothing here is negative. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}
