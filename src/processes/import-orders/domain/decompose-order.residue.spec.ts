import { aRemoteLine, aRemoteOrder, gbp, linesOf, mustAddUp, mustBeRefused, taxed } from '../testing/index.js';

const off = (total: string) => aRemoteOrder({ totals: { total: gbp(total) } });

describe('an order of 12.00 whose total is a little off', () => {
  it.each([
    ['12.05', '0.0500'],
    ['12.0001', '0.0001'],
    ['11.95', '-0.0500'],
  ])('%s gets one visible rounding line of %s', (total, rounding) => {
    const result = mustAddUp(off(total));

    expect(linesOf(result)).toEqual([
      'goods 5201 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
      `rounding - 1 x ${rounding} - 0.0000 = ${rounding} + 0.0000 = ${rounding} @ none`,
    ]);
    expect(result.rounding).toEqual(gbp(rounding));
  });

  it.each(['12.0501', '11.9499', '15', '0'])('%s is refused with both sums', (total) => {
    const refusal = mustBeRefused(aRemoteOrder({ totals: { total: gbp(total), totalTax: gbp('0') } }));

    expect(refusal.code).toBe('orders.amounts-disagree');
    expect(refusal.facts).toMatchObject({
      side: 'inc',
      total: gbp(total).amount,
      sum: '12.0000',
      sumOnTheOtherSide: '10.0000',
    });
  });

  it('is told in a sentence that a merchant understands', () => {
    expect(mustBeRefused(off('15')).message).toBe(
      'The store says this order comes to 15.00 GBP with tax, but its subtotal, shipping, fees and discounts add up to 12.00 GBP. ' +
        'Correct the order in the store, then retry this line.',
    );
  });

  it('shows its sums before tax when that is where its prices live', () => {
    const refusal = mustBeRefused(aRemoteOrder({ pricesIncludeTax: false, totals: { total: gbp('15') } }));

    expect(refusal.facts).toMatchObject({ side: 'ex', total: '13.0000', sum: '10.0000', difference: '3.0000' });
  });

  it('puts its rounding on the side before tax when it is priced there', () => {
    const result = mustAddUp(
      aRemoteOrder({ pricesIncludeTax: false, totals: { subtotal: taxed('12.50', '10'), total: gbp('12.03') } }),
    );

    expect(result.side).toBe('ex');
    expect(linesOf(result)[1]).toBe('rounding - 1 x 0.0300 - 0.0000 = 0.0300 + 0.0000 = 0.0300 @ none');
  });

  it('prefers the side that is exact over the side of the flag', () => {
    // With tax 12.00 = 12.00; before tax 10.01 is not 10.00.
    const result = mustAddUp(
      aRemoteOrder({
        pricesIncludeTax: false,
        lines: [aRemoteLine({ unitPrice: taxed('12', '10.01'), total: taxed('12', '10.01') })],
        totals: { totalTax: gbp('2'), total: gbp('12') },
      }),
    );

    expect(result).toMatchObject({ side: 'inc', rounding: gbp('0') });
  });
});
