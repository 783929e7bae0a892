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

// bigcommerce-api.md §11.9: two lamps at 30.00 and a shade at 18.00, coupon 10 %, shipping 6.00, VAT 20 % included.
const order = aRemoteOrder({
  lines: [
    aRemoteLine({
      remoteId: '5201',
      quantity: 2,
      unitPrice: taxed('30', '25'),
      total: taxed('60', '50'),
      appliedDiscounts: [aRemoteDiscount('6')],
    }),
    aRemoteLine({
      remoteId: '5202',
      name: 'Linen Shade',
      sku: 'LSH',
      unitPrice: taxed('18', '15'),
      total: taxed('18', '15'),
      appliedDiscounts: [aRemoteDiscount('1.80')],
    }),
  ],
  consignments: [aRemoteConsignment({ shipping: taxed('6', '5') })],
  totals: {
    subtotal: taxed('78', '65'),
    shipping: taxed('6', '5'),
    couponDiscount: gbp('7.80'),
    total: gbp('76.20'),
    totalTax: gbp('12.70'),
  },
});

describe('the discounted order of the sheet', () => {
  const result = mustAddUp(order);

  it('becomes two goods lines and one shipping line, each with its tax', () => {
    expect(linesOf(result)).toEqual([
      'goods 5201 2 x 30.0000 - 6.0000 = 45.0000 + 9.0000 = 54.0000 @ 20.0000',
      'goods 5202 1 x 18.0000 - 1.8000 = 13.5000 + 2.7000 = 16.2000 @ 20.0000',
      'shipping 2990 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
    ]);
  });

  it('adds up on the side with tax, without rounding, and is paid by card', () => {
    expect(result).toMatchObject({
      side: 'inc',
      net: gbp('63.5'),
      tax: gbp('12.7'),
      gross: gbp('76.2'),
      rounding: gbp('0'),
    });
    expect(result.tenders).toEqual([{ kind: 'gateway', amount: gbp('76.2') }]);
  });

  it('keeps names, SKUs, consignments and tax classes', () => {
    expect(result.lines.map((line) => [line.name, line.sku, line.consignmentRemoteId, line.taxClassId])).toEqual([
      ['Harbour Desk Lamp', 'HDL-BRASS', '2990', null],
      ['Linen Shade', 'LSH', '2990', null],
      ['Flat Rate', '', '2990', '2'],
    ]);
  });
});
