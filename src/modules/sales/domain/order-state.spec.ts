import { canMove, checkMove, ORDER_STATES, type OrderState } from './order-state.js';

const ALLOWED = ['quotation>confirmed', 'quotation>cancelled', 'confirmed>done', 'confirmed>cancelled'];
const PAIRS = ORDER_STATES.flatMap((from) => ORDER_STATES.map((to): [OrderState, OrderState] => [from, to]));

describe('the states of an order', () => {
  it.each(PAIRS)('%s to %s', (from, to) => {
    const allowed = ALLOWED.includes(`${from}>${to}`);
    expect(canMove(from, to)).toBe(allowed);
    if (allowed) expect(() => checkMove(from, to)).not.toThrow();
    else expect(() => checkMove(from, to)).toThrow(/^An order that is .+ cannot be .+\.$/);
  });
});
