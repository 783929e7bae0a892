import { aRemoteDiscount, aRemoteLine, aRemoteOrder, gbp, linesOf, mustAddUp, taxed } from '../testing/index.js';

describe('orders that cost nothing', () => {
  it('keep their lines when everything is discounted', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', appliedDiscounts: [aRemoteDiscount('12')] }),
          aRemoteLine({ remoteId: '2' }),
        ],
        totals: { couponDiscount: gbp('24'), totalTax: gbp('0'), total: gbp('0') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 12.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'goods 2 1 x 12.0000 - 12.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
    ]);
    expect(result.tenders).toEqual([]);
  });

  it('keep a free line, and the child of a pick list, which ships and costs nothing', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1' }),
          aRemoteLine({ remoteId: '2', parentLineRemoteId: '1', unitPrice: taxed('0'), quantity: 2 }),
        ],
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
      'goods 2 2 x 0.0000 - 0.0000 = 0.0000 + 0.0000 = 0.0000 @ none',
    ]);
  });

  it('have no lines at all when there is nothing on them', () => {
    const result = mustAddUp(aRemoteOrder({ lines: [], consignments: [] }));

    expect(result.lines).toEqual([]);
    expect(result.gross.amount).toBe('0.0000');
  });
});
