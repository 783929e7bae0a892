import {
  aRemoteFee,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  mustBeRefused,
  taxed,
} from '../testing/index.js';

describe('gift wrapping and fees', () => {
  it('are lines of their own, wrapping as the header has it', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', wrapping: taxed('2.40', '2') }),
          aRemoteLine({ remoteId: '2', wrapping: taxed('2.40', '2') }),
        ],
        fees: [
          aRemoteFee({ remoteId: '71', cost: taxed('1.20', '1') }),
          aRemoteFee({ remoteId: '72', name: 'Free', cost: taxed('0') }),
        ],
        totals: { totalTax: gbp('5'), total: gbp('30') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
      'goods 2 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
      'wrapping - 1 x 4.8000 - 0.0000 = 4.0000 + 0.8000 = 4.8000 @ 20.0000',
      'fee 71 1 x 1.2000 - 0.0000 = 1.0000 + 0.2000 = 1.2000 @ 20.0000',
    ]);
  });

  it('become discount lines, as lines do, when the store gave them a negative price', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', quantity: 2 }),
          aRemoteLine({ remoteId: '2', name: 'Old lamp back', unitPrice: taxed('-6', '-5') }),
        ],
        fees: [aRemoteFee({ remoteId: '71', name: 'Paperless', cost: taxed('-1') })],
        // 24 - 6 - 1 = 17; tax 4 - 1 = 3.
        totals: { totalTax: gbp('3'), total: gbp('17') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 2 x 12.0000 - 0.0000 = 20.0000 + 4.0000 = 24.0000 @ 20.0000',
      'discount 2 1 x -6.0000 - 0.0000 = -5.0000 + -1.0000 = -6.0000 @ none',
      'discount 71 1 x -1.0000 - 0.0000 = -1.0000 + 0.0000 = -1.0000 @ none',
    ]);
  });

  it('cannot be negative as a whole, nor have tax against their sign', () => {
    const negative = mustBeRefused(aRemoteOrder({ totals: { wrapping: taxed('-1') } }));
    const against = mustBeRefused(aRemoteOrder({ totals: { shipping: taxed('5', '6') } }));

    expect(negative).toMatchObject({
      code: 'orders.impossible-amount',
      facts: { what: 'the gift wrapping cost', amount: '-1.0000' },
    });
    expect(against).toMatchObject({ code: 'orders.impossible-amount', facts: { amount: '-1.0000' } });
  });
});
