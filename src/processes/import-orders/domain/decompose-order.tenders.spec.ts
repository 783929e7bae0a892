import { aRemoteOrder, gbp, linesOf, mustAddUp, mustBeRefused } from '../testing/index.js';

const credit = (storeCredit: string, giftCertificates: string) =>
  aRemoteOrder({ totals: { storeCredit: gbp(storeCredit), giftCertificates: gbp(giftCertificates) } });

describe('what pays an order of 12.00', () => {
  it('is the gateway for what store credit and gift certificates left over', () => {
    const result = mustAddUp(credit('5', '4.50'));

    expect(result.tenders).toEqual([
      { kind: 'gateway', amount: gbp('2.50') },
      { kind: 'store-credit', amount: gbp('5') },
      { kind: 'gift-certificate', amount: gbp('4.50') },
    ]);
    // Tenders are not discounts: the document still comes to 12.00.
    expect(result.gross.amount).toBe('12.0000');
    expect(linesOf(result)).toEqual(['goods 5201 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000']);
  });

  it('is not the gateway at all when a certificate paid everything', () => {
    expect(mustAddUp(credit('0', '12')).tenders).toEqual([{ kind: 'gift-certificate', amount: gbp('12') }]);
  });

  it('cannot be more than the total', () => {
    const refusal = mustBeRefused(credit('8', '4.01'));

    expect(refusal.code).toBe('orders.tenders-exceed-total');
    expect(refusal.message).toContain('paid 12.01 GBP of this order, more than its total of 12.00 GBP');
    expect(refusal.facts).toMatchObject({
      total: '12.0000',
      tenders: '12.0100',
      storeCredit: '8.0000',
      currency: 'GBP',
    });
  });
});
