import {
  aGiftCertificateLine,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  mustBeRefused,
} from '../testing/index.js';

describe('a sold gift certificate', () => {
  it('carries no tax: all of it is on the goods', () => {
    const result = mustAddUp(
      aRemoteOrder({ lines: [aGiftCertificateLine({ remoteId: '9' }), aRemoteLine({ remoteId: '1' })] }),
    );

    expect(linesOf(result)).toEqual([
      'gift-certificate 9 1 x 50.0000 - 0.0000 = 50.0000 + 0.0000 = 50.0000 @ none',
      'goods 1 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
    ]);
  });

  it('cannot be alone on an order with tax', () => {
    const refusal = mustBeRefused(
      aRemoteOrder({ lines: [aGiftCertificateLine()], consignments: [], totals: { totalTax: gbp('10') } }),
    );

    expect(refusal.code).toBe('orders.tax-disagrees');
    expect(refusal.facts).toMatchObject({ totalTax: '10.0000', goodsTax: '10.0000', goods: '0.0000' });
  });
});
