import fc from 'fast-check';
import { Money } from '../../../shared-kernel/money/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { consistentRemoteOrders, mustAddUp, mustEqual } from '../testing/index.js';
import { decomposeOrder, type DecomposedOrder, type DocumentLine } from './decompose-order.js';

const RUNS = { numRuns: 3_000 };

const of = (result: DecomposedOrder, kind: DocumentLine['kind']): DocumentLine[] =>
  result.lines.filter((line) => line.kind === kind);
const off = (units: bigint): bigint => (units < 0n ? -units : units);

function withTotal(order: RemoteOrder, change: Money): RemoteOrder {
  return { ...order, totals: { ...order.totals, total: order.totals.total.plus(change) } };
}

describe('every order that adds up in the store', () => {
  it('adds up here, to the fourth decimal and without a rounding line', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order }) => {
        const result = mustAddUp(order);
        expect(result.rounding.isZero).toBe(true);
        expect(of(result, 'rounding')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps every line with its quantity, its list price and a discount no larger than it', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order }) => {
        const result = mustAddUp(order);
        const byId = new Map(result.lines.map((line) => [line.remoteLineId, line]));
        for (const remote of order.lines) {
          const line = byId.get(remote.remoteId);
          const price = result.side === 'inc' ? remote.unitPrice.incTax : remote.unitPrice.exTax;
          if (!line || line.quantity !== remote.quantity)
            throw new Error(`line ${remote.remoteId} is not what was ordered`);
          mustEqual('unit price', line.unitPrice, price);
        }
        for (const line of result.lines) {
          const list = line.unitPrice.times(line.quantity);
          const paid = result.side === 'inc' ? line.gross : line.net;
          mustEqual('list price less discount', list.minus(line.discount), paid);
          const amounts = line.kind === 'discount' ? [] : [line.net, line.tax, line.gross];
          for (const amount of [line.discount, ...amounts]) mustEqual('positive amount', amount, amount.abs());
        }
      }),
      RUNS,
    );
  });

  it('charges each goods line the tax the store did, up to the rounding of its prices', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order, goodsTax, noise }) => {
        const result = mustAddUp(order);
        for (const line of of(result, 'goods')) {
          const charged = goodsTax.get(line.remoteLineId ?? '') ?? 0n;
          if (off(line.tax.units - charged) > noise) throw new Error(`${line.tax.units} tax instead of ${charged}`);
        }
      }),
      RUNS,
    );
  });

  it('takes tax of shipping, handling, wrapping and fees from the header, and none of gift certificates', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order }) => {
        const result = mustAddUp(order);
        const { shipping, handling, wrapping } = order.totals;
        const sum = (lines: readonly DocumentLine[]): string =>
          Money.sum(
            lines.map((line) => line.tax),
            order.currency,
          ).amount;
        const taxOf = (amount: typeof shipping): string => amount.incTax.minus(amount.exTax).amount;
        if (of(result, 'shipping').every((line) => line.discount.isZero))
          expect(sum(of(result, 'shipping'))).toBe(taxOf(shipping));
        expect(sum(of(result, 'handling'))).toBe(taxOf(handling));
        expect(sum(of(result, 'wrapping'))).toBe(taxOf(wrapping));
        for (const line of of(result, 'gift-certificate'))
          expect([line.tax.isZero, line.discount.isZero]).toEqual([true, true]);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of its lines', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order }) => {
        const result = mustAddUp(order);
        const turned = mustAddUp({ ...order, lines: [...order.lines].reverse() });
        const taxes = new Map(turned.lines.map((line) => [line.remoteLineId, line.tax.units]));
        for (const line of of(result, 'goods')) {
          // Equal remainders go to the first line, so one unit may move.
          expect(off((taxes.get(line.remoteLineId) ?? 0n) - line.tax.units) <= 2n).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an order whose total the store got wrong', () => {
  it('by up to 0.05 gets one rounding line and still adds up', () => {
    const change = fc.bigInt({ min: 1n, max: 500n });
    fc.assert(
      fc.property(consistentRemoteOrders(), change, ({ order }, units) => {
        const wrong = withTotal(order, Money.fromUnits(units, order.currency));
        const result = mustAddUp(wrong);
        expect(off(result.rounding.units) <= 500n).toBe(true);
        expect(of(result, 'rounding').length).toBe(result.rounding.isZero ? 0 : 1);
      }),
      RUNS,
    );
  });

  it('by a lot is refused, with a sentence and both sums', () => {
    fc.assert(
      fc.property(consistentRemoteOrders(), ({ order }) => {
        const result = decomposeOrder(withTotal(order, Money.of('1000000', order.currency)));
        expect(result.ok).toBe(false);
        if (!result.ok) {
          expect(result.code).toBe('orders.amounts-disagree');
          expect(Object.keys(result.facts).sort()).toEqual([
            'currency',
            'difference',
            'side',
            'sum',
            'sumOnTheOtherSide',
            'total',
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
