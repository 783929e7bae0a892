import { aLine, anOrder, aShipping, someConsignments } from '../testing/order-payload.js';
import { lacksLines, withAllLines } from './complete-lines.js';
import { mapOrder } from './map-order.js';

const lines = (ids: readonly number[], more = {}) => ids.map((id) => aLine({ id, quantity: 1, ...more }));

describe('lacksLines', () => {
  it('is content with a complete order', () => {
    expect(lacksLines(anOrder())).toBe(false);
  });

  it.each([
    ['a warning beside the list', aShipping([aLine()], { __warning__: {} })],
    ['a warning as an element of the list', aShipping([aLine(), { __warning__: {} }])],
    ['a warning as a key of the list', aShipping([], { line_items: { 0: aLine(), __warning__: {} } })],
    ['fewer pieces than the order has', aShipping([aLine({ quantity: 1 })])],
    ['an empty list', aShipping([])],
    ['links instead of lines', aShipping([{ url: 'https://x', resource: '/orders/1/products/2' }])],
  ])('notices %s', (_, shipping) => {
    expect(lacksLines(anOrder({ consignments: someConsignments({ shipping: [shipping] }) }))).toBe(true);
  });
});

describe('withAllLines', () => {
  it('puts every line into its own consignment, once, and drops the warning', () => {
    const cut = anOrder({
      items_total: 6,
      consignments: someConsignments({
        shipping: [
          aShipping(lines([1]), { id: 10, __warning__: {} }),
          aShipping(lines([3], { order_address_id: 20 }), { id: 20 }),
        ],
        downloads: [
          { recipient_email: 'a@example.com', line_items: lines([5], { type: 'digital', order_address_id: 0 }) },
        ],
      }),
    });
    const all = [
      ...lines([1, 2], { order_address_id: 10 }),
      ...lines([3, 4], { order_address_id: 20 }),
      ...lines([5, 6], { type: 'digital', order_address_id: 0 }),
      ...lines([2], { order_address_id: 10 }),
    ];
    const whole = withAllLines(cut, all);
    expect(lacksLines(whole)).toBe(false);
    expect(mapOrder(whole).lines.map((line) => [line.remoteId, line.consignmentRemoteId])).toEqual([
      ['1', '10'],
      ['2', '10'],
      ['3', '20'],
      ['4', '20'],
      ['5', null],
      ['6', null],
    ]);
  });

  it('finds the pickup and the gift certificate of lines that came without a consignment', () => {
    const cut = anOrder({
      items_total: 2,
      consignments: someConsignments({
        pickups: [{ id: 3, pickup_method_id: 8, location: { id: 2 }, line_items: [] }],
        email: { gift_certificates: [{ recipient_email: 'b@example.com', line_items: [] }] },
      }),
    });
    const whole = withAllLines(cut, [
      ...lines([1], { order_pickup_method_id: 8, order_address_id: 0 }),
      ...lines([2], { type: 'giftcertificate', order_address_id: 0 }),
    ]);
    expect(mapOrder(whole).lines.map((line) => [line.kind, line.consignmentRemoteId])).toEqual([
      ['physical', 'pickup-3'],
      ['gift-certificate', null],
    ]);
  });

  it('does not invent an address for a line whose consignment never came', () => {
    const whole = withAllLines(
      anOrder({ items_total: 1, consignments: someConsignments({}) }),
      lines([1], { order_address_id: 77 }),
    );
    expect(() => mapOrder(whole)).toThrow('no address to ship to');
  });
});
