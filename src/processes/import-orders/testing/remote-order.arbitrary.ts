import fc from 'fast-check';
import { StoreModel, type OrderPlan } from './store.model.js';
import type { GeneratedOrder } from './store.model.js';

export type { GeneratedOrder } from './store.model.js';

/** Percent in 1/10000: none, 5, 7.25, 8.875, 19, 20, 25. */
const rate = fc.constantFrom(0n, 50_000n, 72_500n, 88_750n, 190_000n, 200_000n, 250_000n);
/** In the currency's smallest coin. */
const coins = (min: number, max: number): fc.Arbitrary<bigint> => fc.integer({ min, max }).map(BigInt);
const percent = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 99 }) },
  fc.constant(100),
);

const charge = fc.record({ price: fc.oneof(fc.constant(0n), coins(100, 5_000)), rate });

const goods = fc.record({
  price: coins(100, 500_000),
  rate,
  quantity: fc.integer({ min: 1, max: 9 }),
  digital: fc.boolean(),
  discountPercent: percent,
  trace: fc.constantFrom('coupon' as const, 'manual' as const, 'both' as const),
  hasChild: fc.boolean(),
  wrapping: fc.option(coins(10, 500), { nil: null, freq: 4 }),
});

const plan: fc.Arbitrary<OrderPlan> = fc.record({
  currency: fc.constantFrom('GBP', 'USD', 'JPY', 'KWD'),
  side: fc.constantFrom('inc' as const, 'ex' as const),
  flagIsRight: fc.integer({ min: 0, max: 5 }).map((chance) => chance > 0),
  derivedSideIsInCoins: fc.boolean(),
  goods: fc.array(goods, { minLength: 0, maxLength: 6 }),
  giftCertificates: fc.array(coins(1_000, 20_000), { maxLength: 2 }),
  consignments: fc.array(fc.record({ shipping: charge, handling: charge, pickup: fc.boolean() }), {
    minLength: 0,
    maxLength: 3,
  }),
  consignmentsAreOff: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
  wrappingRate: rate,
  fees: fc.array(charge, { maxLength: 2 }),
  untraced: fc.constantFrom('none' as const, 'none' as const, 'goods' as const, 'shipping' as const),
  untracedPercent: fc.integer({ min: 1, max: 100 }),
  tradeIn: fc.integer({ min: 0, max: 7 }).map((chance) => chance === 0),
  storeCreditPercent: percent,
  giftCertificatePercent: percent,
});

/** Orders of every shape that a store can make and that add up on `side`, with the tax the store charged on each goods line. */
export function consistentRemoteOrders(): fc.Arbitrary<GeneratedOrder> {
  return plan.map((chosen) => new StoreModel(chosen).order());
}
