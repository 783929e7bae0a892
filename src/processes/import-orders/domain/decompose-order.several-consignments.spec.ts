import { aRemoteConsignment, aRemoteOrder, gbp, linesOf, mustAddUp, taxed } from '../testing/index.js';

const to = (remoteId: string, shipping: ReturnType<typeof taxed>, handling = taxed('0')) =>
  aRemoteConsignment({ remoteId, method: `Van ${remoteId}`, shipping, handling });
const pickup = aRemoteConsignment({
  remoteId: '50',
  kind: 'pickup',
  address: null,
  locationRemoteId: '3',
  method: 'Click and collect',
});

describe('several consignments', () => {
  it('have a line each for what they cost, none for what is free', () => {
    const result = mustAddUp(
      aRemoteOrder({
        consignments: [to('10', taxed('6', '5'), taxed('1.20', '1')), to('20', taxed('9')), pickup],
        totals: { totalTax: gbp('3.20'), total: gbp('28.20') },
      }),
    );

    expect(linesOf(result)).toEqual([
      'goods 5201 1 x 12.0000 - 0.0000 = 10.0000 + 2.0000 = 12.0000 @ 20.0000',
      'shipping 10 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
      'shipping 20 1 x 9.0000 - 0.0000 = 9.0000 + 0.0000 = 9.0000 @ none',
      'handling 10 1 x 1.2000 - 0.0000 = 1.0000 + 0.2000 = 1.2000 @ 20.0000',
    ]);
    expect(result.lines.map((line) => line.name)).toEqual(['Harbour Desk Lamp', 'Van 10', 'Van 20', 'Handling']);
  });

  it('share the shipping of the header when theirs says something else', () => {
    // Consignments say 6 + 3, the customer paid 6.00: two thirds and one third.
    const result = mustAddUp(
      aRemoteOrder({
        consignments: [to('10', taxed('6', '5')), to('20', taxed('3', '2.50'))],
        totals: { shipping: taxed('6', '5'), totalTax: gbp('3'), total: gbp('18') },
      }),
    );

    expect(linesOf(result).slice(1)).toEqual([
      'shipping 10 1 x 4.0000 - 0.0000 = 3.3333 + 0.6667 = 4.0000 @ 20.0000',
      'shipping 20 1 x 2.0000 - 0.0000 = 1.6667 + 0.3333 = 2.0000 @ 20.0000',
    ]);
  });

  it('share it equally, without the pickup, when they say nothing', () => {
    const result = mustAddUp(
      aRemoteOrder({
        consignments: [to('10', taxed('0')), to('20', taxed('0')), pickup],
        totals: { shipping: taxed('6', '5'), totalTax: gbp('3'), total: gbp('18') },
      }),
    );

    expect(linesOf(result).slice(1)).toEqual([
      'shipping 10 1 x 3.0000 - 0.0000 = 2.5000 + 0.5000 = 3.0000 @ 20.0000',
      'shipping 20 1 x 3.0000 - 0.0000 = 2.5000 + 0.5000 = 3.0000 @ 20.0000',
    ]);
  });

  it('are not needed for shipping to be charged', () => {
    const result = mustAddUp(
      aRemoteOrder({ consignments: [], totals: { shipping: taxed('6', '5'), totalTax: gbp('3'), total: gbp('18') } }),
    );

    expect(linesOf(result).slice(1)).toEqual(['shipping - 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000']);
  });
});
