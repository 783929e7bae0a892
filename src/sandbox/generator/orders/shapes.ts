import { mix } from '../rng.js';

/**
 * What an order looks like, along independent dimensions. Each dimension is a table walked by order number, and the table
 * lengths have no common divisor: every entry comes back within a few dozen orders, and every combination comes sometime.
 */
export type Composition =
  | 'plain'
  | 'single'
  | 'two-addresses'
  | 'three-addresses'
  | 'pickup'
  | 'pickup-and-shipping'
  | 'digital'
  | 'mixed-digital'
  | 'certificate'
  | 'certificate-and-goods'
  | 'custom'
  | 'pick-list'
  | 'long'
  | 'long-two-addresses'
  | 'huge'
  | 'wrapped';
export type DiscountShape =
  | 'none'
  | 'coupon-percent'
  | 'coupon-total'
  | 'coupon-item'
  | 'coupon-shipping'
  | 'free-shipping'
  | 'free-shipping-traceless'
  | 'promotion'
  | 'promotion-coupon'
  | 'manual'
  | 'manual-traceless'
  | 'promotion-and-coupon'
  | 'everything-free';
export type ChargeShape = 'none' | 'handling' | 'fee' | 'two-fees' | 'handling-and-fee';
export type Buyer = 'customer' | 'returning' | 'company' | 'guest' | 'guest-without-email' | 'ships-elsewhere';
export type Tender =
  'gateway' | 'credit-part' | 'certificate-part' | 'credit-all' | 'certificate-all' | 'credit-and-certificate';
export type TaxShape = 'standard' | 'mixed-rates' | 'zero-rated' | 'two-jurisdictions';
export type TaxSide = 'inclusive' | 'exclusive' | 'inclusive-flagged-exclusive';

export interface Shape {
  /** Of the simple profile: one payment method, nothing unusual. */
  simple: boolean;
  composition: Composition;
  discount: DiscountShape;
  charge: ChargeShape;
  buyer: Buyer;
  tender: Tender;
  tax: TaxShape;
  side: TaxSide;
  statusId: number;
  paymentStatus: string;
  /** Index into the currencies of the store. */
  currency: number;
  /** The shopper looked at prices in another currency than he paid in. */
  displayDiffers: boolean;
}

const fill = <T>(...runs: readonly (readonly [number, T])[]): T[] =>
  runs.flatMap(([count, item]) => Array<T>(count).fill(item));

export const COMPOSITIONS = fill<Composition>(
  [12, 'plain'],
  [5, 'single'],
  [3, 'two-addresses'],
  [2, 'three-addresses'],
  [2, 'pickup'],
  [2, 'pickup-and-shipping'],
  [2, 'digital'],
  [3, 'mixed-digital'],
  [1, 'certificate'],
  [3, 'certificate-and-goods'],
  [3, 'custom'],
  [3, 'pick-list'],
  [1, 'long'],
  [1, 'long-two-addresses'],
  [2, 'huge'],
  [2, 'wrapped'],
);
export const DISCOUNTS = fill<DiscountShape>(
  [12, 'none'],
  [3, 'coupon-percent'],
  [2, 'coupon-total'],
  [2, 'coupon-item'],
  [2, 'coupon-shipping'],
  [1, 'free-shipping'],
  [1, 'free-shipping-traceless'],
  [2, 'promotion'],
  [1, 'promotion-coupon'],
  [2, 'manual'],
  [1, 'manual-traceless'],
  [1, 'promotion-and-coupon'],
  [1, 'everything-free'],
);
/** Every status and every payment status of the sheet, in pairs that make sense together. */
export const STATES: readonly (readonly [number, string])[] = [
  [11, 'captured'],
  [11, 'captured'],
  [11, 'captured'],
  [11, 'captured'],
  [11, 'paid'],
  [11, 'authorized'],
  [11, 'capture pending'],
  [11, ''],
  [7, 'pending'],
  [7, ''],
  [9, 'captured'],
  [8, 'captured'],
  [10, 'captured'],
  [10, 'paid'],
  [10, ''],
  [2, 'captured'],
  [2, 'paid'],
  [3, 'captured'],
  [3, 'authorized'],
  [4, 'refunded'],
  [14, 'partially refunded'],
  [5, 'void'],
  [5, 'void pending'],
  [6, 'declined'],
  [12, 'held for review'],
  [13, 'captured'],
  [0, ''],
  [1, 'pending'],
  [11, 'captured'],
];
export const CHARGES = fill<ChargeShape>(
  [10, 'none'],
  [3, 'handling'],
  [3, 'fee'],
  [2, 'two-fees'],
  [1, 'handling-and-fee'],
);
export const BUYERS = fill<Buyer>(
  [6, 'customer'],
  [3, 'returning'],
  [2, 'company'],
  [3, 'guest'],
  [1, 'guest-without-email'],
  [2, 'ships-elsewhere'],
);
export const TENDERS = fill<Tender>(
  [8, 'gateway'],
  [1, 'credit-part'],
  [1, 'certificate-part'],
  [1, 'credit-all'],
  [1, 'certificate-all'],
  [1, 'credit-and-certificate'],
);
export const TAXES = fill<TaxShape>([5, 'standard'], [3, 'mixed-rates'], [1, 'zero-rated'], [2, 'two-jurisdictions']);
const SIDES = fill<TaxSide>([3, 'inclusive'], [3, 'exclusive'], [1, 'inclusive-flagged-exclusive']);
/** [currency, display differs] */
const MONEY: readonly (readonly [number, boolean])[] = [
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, false],
  [0, true],
  [1, false],
  [1, false],
  [1, true],
  [2, false],
  [2, false],
  [3, false],
  [3, false],
  [4, false],
  [4, false],
  [0, false],
  [0, false],
  [0, true],
  [2, true],
];
const PERIODS = [COMPOSITIONS, DISCOUNTS, STATES, CHARGES, BUYERS, TENDERS, TAXES, SIDES, MONEY].map(
  (table) => table.length,
);

/** The lengths of the tables: pairwise without a common divisor, or combinations would never meet. */
export const periods: readonly number[] = PERIODS;

const SIMPLE: Shape = {
  simple: true,
  composition: 'plain',
  discount: 'none',
  charge: 'none',
  buyer: 'customer',
  tender: 'gateway',
  tax: 'standard',
  side: 'inclusive',
  statusId: 11,
  paymentStatus: 'captured',
  currency: 0,
  displayDiffers: false,
};

export class Shapes {
  private readonly offsets: readonly number[];
  private readonly simpleShape: Shape;

  constructor(
    seed: number,
    private readonly profile: 'simple' | 'all',
    private readonly taxSide: 'inclusive' | 'exclusive' | 'mixed',
  ) {
    this.offsets = PERIODS.map((period, dimension) => mix(seed ^ 0x54a9e5, dimension) % period);
    this.simpleShape = { ...SIMPLE, side: taxSide === 'exclusive' ? 'exclusive' : 'inclusive' };
  }

  of(n: number): Shape {
    if (this.profile === 'simple') {
      if (this.taxSide !== 'mixed') return this.simpleShape;
      return { ...SIMPLE, side: n % 2 === 0 ? 'inclusive' : 'exclusive' };
    }
    const [statusId, paymentStatus] = this.stateOf(n);
    const composition = this.entry(COMPOSITIONS, 0, n);
    const [currency, displayDiffers] = this.entry(MONEY, 8, n);
    const shape: Shape = {
      simple: false,
      composition,
      discount: discountFor(composition, this.entry(DISCOUNTS, 1, n)),
      charge: this.entry(CHARGES, 3, n),
      buyer: this.entry(BUYERS, 4, n),
      tender: this.entry(TENDERS, 5, n),
      tax: this.entry(TAXES, 6, n),
      side: this.taxSide === 'mixed' ? this.entry(SIDES, 7, n) : this.taxSide,
      statusId: statusFor(composition, statusId),
      paymentStatus,
      currency,
      displayDiffers,
    };
    // A coupon on shipping must find taxed goods beside it, or the order's tax would fall below the tax of its shipping.
    if (shape.discount === 'coupon-shipping' || shape.discount === 'free-shipping-traceless') shape.tax = 'standard';
    if (shape.buyer.startsWith('guest') && shape.tender.startsWith('credit')) shape.tender = 'gateway';
    return shape;
  }

  /** Status and payment status alone, for filters that walk many orders. */
  statesOf(n: number): readonly [number, string] {
    if (this.profile === 'simple') return [11, 'captured'];
    const [statusId, paymentStatus] = this.stateOf(n);
    return [statusFor(this.entry(COMPOSITIONS, 0, n), statusId), paymentStatus];
  }

  private stateOf(n: number): readonly [number, string] {
    return this.entry(STATES, 2, n);
  }

  private entry<T>(table: readonly T[], dimension: number, n: number): T {
    return table[(n + (this.offsets[dimension] as number)) % table.length] as T;
  }
}

const NOTHING_TO_SHIP: readonly Composition[] = ['digital', 'certificate'];
const NO_PARCEL: readonly Composition[] = [...NOTHING_TO_SHIP, 'pickup'];

function discountFor(composition: Composition, discount: DiscountShape): DiscountShape {
  if (composition === 'certificate') return 'none';
  const onShipping =
    discount === 'coupon-shipping' || discount === 'free-shipping' || discount === 'free-shipping-traceless';
  if (onShipping && NO_PARCEL.includes(composition)) return 'none';
  return discount;
}

/** Nothing can be shipped, or await shipping, in an order without parcels. */
function statusFor(composition: Composition, statusId: number): number {
  if (!NO_PARCEL.includes(composition)) return statusId;
  if (statusId === 2) return 10;
  if (statusId === 3 || statusId === 9) return composition === 'pickup' ? 8 : 11;
  if (statusId === 8) return composition === 'pickup' ? 8 : 11;
  return statusId;
}
