import {
  aGiftCertificateLine,
  aRemoteDiscount,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  taxed,
} from '../testing/index.js';

describe('discounts on lines', () => {
  it('leave the rest of the header to the other goods when they exceed the line', () => {
    // 15.00 applied to a line of 12.00: 3.00 of it must have come off the other one.
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', appliedDiscounts: [aRemoteDiscount('15')] }),
          aRemoteLine({ remoteId: '2', unitPrice: taxed('24', '20') }),
        ],
        totals: { couponDiscount: gbp('15'), totalTax: gbp('3.50'), total: gbp('21') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 12.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'goods 2 1 x 24.0000 - 3.0000 = 17.5000 + 3.5000 = 21.0000 @ 20.0000',
    ]);
  });

  it('are scaled down to the header, which is what the customer paid', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [
          aRemoteLine({ remoteId: '1', appliedDiscounts: [aRemoteDiscount('6')] }),
          aRemoteLine({ remoteId: '2', appliedDiscounts: [aRemoteDiscount('3')] }),
        ],
        totals: { couponDiscount: gbp('3'), totalTax: gbp('3.50'), total: gbp('21') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 2.0000 = 8.3333 + 1.6667 = 10.0000 @ 20.0000',
      'goods 2 1 x 12.0000 - 1.0000 = 9.1667 + 1.8333 = 11.0000 @ 20.0000',
    ]);
  });

  it('are ignored when the header charged none', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', appliedDiscounts: [aRemoteDiscount('6')] })],
        totals: { couponDiscount: gbp('0'), totalTax: gbp('2'), total: gbp('12') },
      }),
    );

    expect(linesOf(result)).toEqual(['goods 1 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000']);
  });

  it('combine coupon and manual discount on one line', () => {
    const applied = [
      aRemoteDiscount('2'),
      aRemoteDiscount('4', { id: 'manual-discount', name: 'Goodwill', code: null }),
    ];
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', appliedDiscounts: applied })],
        totals: { couponDiscount: gbp('2'), discount: gbp('4'), totalTax: gbp('1'), total: gbp('6') },
      }),
    );

    expect(linesOf(result)).toEqual(['goods 1 1 x 12.0000 - 6.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000']);
  });

  it('are not taken off a sold gift certificate while goods can carry them', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aGiftCertificateLine({ remoteId: '9' }), aRemoteLine({ remoteId: '1' })],
        totals: { discount: gbp('6'), totalTax: gbp('1'), total: gbp('56') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'gift-certificate 9 1 x 50.0000 - 0.0000 = 50.0000 + 0.0000 = 50.0000 @ none',
      'goods 1 1 x 12.0000 - 6.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
    ]);
  });
});
