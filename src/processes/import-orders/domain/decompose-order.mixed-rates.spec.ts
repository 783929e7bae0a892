import {
  aRemoteConsignment,
  aRemoteDiscount,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  taxed,
} from '../testing/index.js';

describe('goods at different rates', () => {
  it('get the tax of their own rate after their own discount', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', unitPrice: taxed('119', '100'), appliedDiscounts: [aRemoteDiscount('59.50')] }),
          aRemoteLine({ remoteId: '2', quantity: 2, unitPrice: taxed('10.70', '10') }),
          aRemoteLine({ remoteId: '3', unitPrice: taxed('8', '8') }),
        ],
        // 59.50 / 1.19 = 50 + 9.50; 21.40 = 20 + 1.40; 8 untaxed.
        totals: { totalTax: gbp('10.90'), total: gbp('88.90') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 119.0000 - 59.5000 = 50.0000 + 9.5000 = 59.5000 @ 19.0000',
      'goods 2 2 x 10.7000 - 0.0000 = 20.0000 + 1.4000 = 21.4000 @ 7.0000',
      'goods 3 1 x 8.0000 - 0.0000 = 8.0000 + 0.0000 = 8.0000 @ none',
    ]);
  });

  it('leave the tax to shipping when they are zero-rated', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('8') })],
        consignments: [aRemoteConsignment({ shipping: taxed('6', '5') })],
        totals: { totalTax: gbp('1'), total: gbp('14') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 8.0000 - 0.0000 = 8.0000 + 0.0000 = 8.0000 @ none',
      'shipping 2990 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
    ]);
  });

  it('share the tax by amount when no price shows a rate', () => {
    const result = mustAddUp(
      aRemoteOrder({
        pricesIncludeTax: false,
        lines: [
          aRemoteLine({ remoteId: '1', unitPrice: taxed('30') }),
          aRemoteLine({ remoteId: '2', unitPrice: taxed('10') }),
        ],
        totals: { totalTax: gbp('3.50'), total: gbp('43.50') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 30.0000 - 0.0000 = 30.0000 + 2.6250 = 32.6250 @ none',
      'goods 2 1 x 10.0000 - 0.0000 = 10.0000 + 0.8750 = 10.8750 @ none',
    ]);
  });

  it('never carry more tax than they cost', () => {
    // The store taxed before the discount: 3.00 tax is left although the taxed line costs only 0.60 now.
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', unitPrice: taxed('18', '15'), appliedDiscounts: [aRemoteDiscount('17.40')] }),
          aRemoteLine({ remoteId: '2', unitPrice: taxed('11.40') }),
        ],
        totals: { totalTax: gbp('3'), total: gbp('12') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 18.0000 - 17.4000 = 0.4500 + 0.1500 = 0.6000 @ 20.0000',
      'goods 2 1 x 11.4000 - 0.0000 = 8.5500 + 2.8500 = 11.4000 @ none',
    ]);
  });

  it('give the last unit of tax to the largest remainder', () => {
    const line = (remoteId: string) => aRemoteLine({ remoteId, unitPrice: taxed('1', '0.8333') });
    const result = mustAddUp(
      aRemoteOrder({ lines: [line('1'), line('2'), line('3')], totals: { totalTax: gbp('0.5'), total: gbp('3') } }),
    );

    expect(result.lines.map((one) => one.tax.amount)).toEqual(['0.1667', '0.1667', '0.1666']);
  });
});
