import fc from 'fast-check';
import { canMoveDelivery, DELIVERY_STATES, moveDelivery } from './delivery-state.js';
import { planReservations } from './plan-reservations.js';
import { splitDelivery } from './split-delivery.js';
import { StockSums } from './stock-key.js';

const locationId = 'shelf';
const stock = (levels: Record<string, number>) => {
  const sums = new StockSums();
  for (const [variantId, quantity] of Object.entries(levels)) sums.add({ locationId, variantId }, quantity);
  return sums;
};
const wanted = (deliveryId: string, needs: Record<string, number>) => ({
  deliveryId,
  lines: Object.entries(needs).map(([variantId, quantity]) => ({ locationId, variantId, quantity })),
});

describe('delivery states', () => {
  it('end with done and cancelled', () => {
    const moves = DELIVERY_STATES.flatMap((from) =>
      DELIVERY_STATES.filter((to) => canMoveDelivery(from, to)).map((to) => `${from} > ${to}`),
    );
    expect(moves).toEqual([
      'waiting > ready',
      'waiting > done',
      'waiting > cancelled',
      'ready > done',
      'ready > cancelled',
    ]);
    expect(() => moveDelivery('done', 'cancelled')).toThrow('A done delivery cannot become cancelled.');
  });
});

describe('planning reservations', () => {
  it('passes over a delivery that cannot have all of its goods and serves the next', () => {
    const { reserved } = planReservations(
      [wanted('first', { mug: 2, bowl: 1 }), wanted('second', { mug: 2 }), wanted('third', { mug: 1 })],
      stock({ mug: 3 }),
    );
    expect([...reserved]).toEqual(['second', 'third']);
  });

  it('never takes more than is free, and takes whole deliveries only', () => {
    const quantity = fc.integer({ min: 1, max: 5 });
    const delivery = fc.dictionary(fc.constantFrom('a', 'b', 'c'), quantity, { minKeys: 1 });
    fc.assert(
      fc.property(
        fc.array(delivery, { maxLength: 30 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -5, max: 30 })),
        (deliveries, levels) => {
          const all = deliveries.map((needs, index) => wanted(String(index), needs));
          const { reserved, taken } = planReservations(all, stock(levels));
          for (const variantId of ['a', 'b', 'c']) {
            const place = { locationId, variantId };
            const given = all
              .filter(({ deliveryId }) => reserved.has(deliveryId))
              .flatMap(({ lines }) => lines)
              .reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
            expect(taken.get(place)).toBe(given);
            expect(given).toBeLessThanOrEqual(Math.max(0, levels[variantId] ?? 0));
          }
        },
      ),
    );
  });
});

describe('splitting a delivery', () => {
  const lines = [
    { id: 'mugs', quantity: 5 },
    { id: 'bowls', quantity: 2 },
  ];

  it('divides every line into what left and what stays', () => {
    expect(splitDelivery(lines, [{ lineId: 'mugs', quantity: 3 }])).toEqual({
      shipped: [{ id: 'mugs', quantity: 3 }],
      rest: [
        { id: 'mugs', quantity: 2 },
        { id: 'bowls', quantity: 2 },
      ],
    });
  });

  it('leaves nothing behind when nothing is said', () => {
    expect(splitDelivery(lines, undefined)).toEqual({ shipped: lines, rest: [] });
  });

  it.each([
    [[{ lineId: 'mugs', quantity: 6 }], 'inventory.bad-quantity'],
    [[{ lineId: 'mugs', quantity: 1.5 }], 'inventory.bad-quantity'],
    [[{ lineId: 'forks', quantity: 1 }], 'inventory.unknown-line'],
    [[{ lineId: 'mugs', quantity: 0 }], 'inventory.nothing-shipped'],
  ])('refuses %j', (quantities, code) => {
    expect(() => splitDelivery(lines, quantities)).toThrow(expect.objectContaining({ code }));
  });
});
