import { aRemoteOrder, gbp, mustAddUp, mustBeRefused, taxed } from '../testing/index.js';

describe('lines that disagree with the subtotal', () => {
  it('are refused, because some may be missing', () => {
    const refusal = mustBeRefused(
      aRemoteOrder({ totals: { subtotal: taxed('36', '30'), totalTax: gbp('6'), total: gbp('36') } }),
    );

    expect(refusal.code).toBe('orders.lines-disagree');
    expect(refusal.message).toContain('add up to 12.00 GBP, but the store gives 36.00 GBP as its subtotal');
    expect(refusal.facts).toMatchObject({ lines: '12.0000', subtotal: '36.0000', difference: '24.0000' });
  });

  it('are refused even when they would come to the total', () => {
    expect(mustBeRefused(aRemoteOrder({ totals: { subtotal: taxed('36', '30') } })).code).toBe(
      'orders.amounts-disagree',
    );
  });

  it('are rounded when they are off by cents', () => {
    const result = mustAddUp(
      aRemoteOrder({ totals: { subtotal: taxed('12.02', '10.02'), totalTax: gbp('2'), total: gbp('12.02') } }),
    );

    expect(result.rounding).toEqual(gbp('0.02'));
  });
});
