import {
  aGiftCertificateLine,
  aRemoteConsignment,
  aRemoteFee,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  taxed,
} from '../testing/index.js';

const shipping = aRemoteConsignment({ shipping: taxed('6', '5') });

describe('a coupon that no line shows', () => {
  it('pays the shipping when it is exactly what shipping costs', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('60', '50') })],
        consignments: [shipping],
        totals: { couponDiscount: gbp('6'), totalTax: gbp('10'), total: gbp('60') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 60.0000 - 0.0000 = 50.0000 + 10.0000 = 60.0000 @ 20.0000',
      'shipping 2990 1 x 6.0000 - 6.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
    ]);
  });

  it('is on the goods otherwise', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('60', '50') })],
        consignments: [shipping],
        totals: { couponDiscount: gbp('12'), totalTax: gbp('9'), total: gbp('54') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 60.0000 - 12.0000 = 40.0000 + 8.0000 = 48.0000 @ 20.0000',
      'shipping 2990 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
    ]);
  });

  it('is on the shipping when that is where the tax went down', () => {
    // Half price shipping, books without tax: 1.00 tax became 0.50.
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('40') })],
        consignments: [shipping],
        totals: { couponDiscount: gbp('3'), totalTax: gbp('0.50'), total: gbp('43') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 40.0000 - 0.0000 = 40.0000 + 0.0000 = 40.0000 @ none',
      'shipping 2990 1 x 6.0000 - 3.0000 = 2.5000 + 0.5000 = 3.0000 @ 20.0000',
    ]);
  });

  it('stays on the goods, although as large as the shipping, when their tax went down', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('60', '50') })],
        consignments: [aRemoteConsignment({ shipping: taxed('6') })],
        totals: { couponDiscount: gbp('6'), totalTax: gbp('9'), total: gbp('60') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 60.0000 - 6.0000 = 45.0000 + 9.0000 = 54.0000 @ 20.0000',
      'shipping 2990 1 x 6.0000 - 0.0000 = 6.0000 + 0.0000 = 6.0000 @ none',
    ]);
  });

  it('goes on to shipping, handling, wrapping, fees and at last gift certificates when goods are paid', () => {
    const result = mustAddUp(
      aRemoteOrder({
        lines: [aRemoteLine({ remoteId: '1', unitPrice: taxed('12', '10') }), aGiftCertificateLine({ remoteId: '9' })],
        consignments: [aRemoteConsignment({ shipping: taxed('6', '5'), handling: taxed('3', '2.50') })],
        fees: [aRemoteFee({ cost: taxed('1.20', '1') })],
        // 12 + 6 + 3 + 2.40 + 1.20 = 24.60 of the 30.00 discount; 5.40 is left for the certificate of 50.00.
        totals: { wrapping: taxed('2.40', '2'), discount: gbp('30'), totalTax: gbp('0'), total: gbp('44.60') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 1 1 x 12.0000 - 12.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'gift-certificate 9 1 x 50.0000 - 5.4000 = 44.6000 + 0.0000 = 44.6000 @ none',
      'shipping 2990 1 x 6.0000 - 6.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'handling 2990 1 x 3.0000 - 3.0000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'wrapping - 1 x 2.4000 - 2.4000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
      'fee 71 1 x 1.2000 - 1.2000 = 0.0000 + 0.0000 = 0.0000 @ 20.0000',
    ]);
  });
});
