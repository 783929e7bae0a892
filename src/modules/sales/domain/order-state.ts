import { DomainError } from '../../../shared-kernel/index.js';

const NEXT = {
  quotation: ['confirmed', 'cancelled'],
  confirmed: ['done', 'cancelled'],
  done: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof NEXT;
export const ORDER_STATES = Object.keys(NEXT) as readonly OrderState[];

export function canMove(from: OrderState, to: OrderState): boolean {
  const allowed: readonly OrderState[] = NEXT[from];
  return allowed.includes(to);
}

/** The states an order may come from; what a set-wise UPDATE expects of its rows. */
export function statesBefore(to: OrderState): OrderState[] {
  return ORDER_STATES.filter((from) => canMove(from, to));
}

const TO = { quotation: 'reopened', confirmed: 'confirmed', done: 'completed', cancelled: 'cancelled' } as const;
const IS = { quotation: 'a quotation', confirmed: 'confirmed', done: 'done', cancelled: 'cancelled' } as const;

export function checkMove(from: OrderState, to: OrderState): void {
  if (canMove(from, to)) return;
  throw new DomainError(
    'rule-broken',
    'sales.illegal-state-change',
    `An order that is ${IS[from]} cannot be ${TO[to]}.`,
    { from, to },
  );
}
