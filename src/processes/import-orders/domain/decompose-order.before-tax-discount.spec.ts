import { aRemoteConsignment, aRemoteLine, aRemoteOrder, gbp, linesOf, mustAddUp, taxed } from '../testing/index.js';

// Prices before tax, 8 % on goods, manual discount of 10.00: tax is computed on the reduced base, so only the side before tax adds up.
const order = aRemoteOrder({
  pricesIncludeTax: false,
  lines: [
    aRemoteLine({ remoteId: '1', quantity: 3, unitPrice: taxed('21.60', '20') }),
    aRemoteLine({ remoteId: '2', unitPrice: taxed('43.20', '40') }),
  ],
  consignments: [aRemoteConsignment({ shipping: taxed('5', '5') })],
  // 60 + 40 + 5 - 10 = 95 before tax; tax 8 % of 90 = 7.20.
  totals: { discount: gbp('10'), totalTax: gbp('7.20'), total: gbp('102.20') },
});

describe('an order priced before tax with a manual discount that no line shows', () => {
  it('adds up before tax, and spreads discount and tax over the goods', () => {
    const result = mustAddUp(order);

    expect(result.side).toBe('ex');
    expect(linesOf(result)).toEqual([
      'goods 1 3 x 20.0000 - 6.0000 = 54.0000 + 4.3200 = 58.3200 @ 8.0000',
      'goods 2 1 x 40.0000 - 4.0000 = 36.0000 + 2.8800 = 38.8800 @ 8.0000',
      'shipping 2990 1 x 5.0000 - 0.0000 = 5.0000 + 0.0000 = 5.0000 @ none',
    ]);
  });

  it('adds up with tax when the flag is wrong about the side', () => {
    // 108 - 10 = 98 with tax (64.80 + 43.20), although the flag says before tax; 98 - 7.2593 tax.
    const result = mustAddUp({
      ...order,
      consignments: [],
      totals: { ...order.totals, shipping: taxed('0'), total: gbp('98'), totalTax: gbp('7.2593') },
    });

    expect(result.side).toBe('inc');
    expect(linesOf(result)).toEqual([
      'goods 1 3 x 21.6000 - 6.0000 = 54.4444 + 4.3556 = 58.8000 @ 8.0000',
      'goods 2 1 x 43.2000 - 4.0000 = 36.2963 + 2.9037 = 39.2000 @ 8.0000',
    ]);
  });

  it('takes the other side when the tax was charged before the discount and fits only there', () => {
    // 12.00 with tax, 10.00 discount, and still 2.00 tax: nothing is left before tax, so goods cannot carry it there.
    const result = mustAddUp(
      aRemoteOrder({
        pricesIncludeTax: false,
        totals: { discount: gbp('10'), totalTax: gbp('2'), total: gbp('2') },
      }),
    );

    expect(result.side).toBe('inc');
    expect(linesOf(result)).toEqual(['goods 5201 1 x 12.0000 - 10.0000 = 0.0000 + 2.0000 = 2.0000 @ 20.0000']);
  });
});
