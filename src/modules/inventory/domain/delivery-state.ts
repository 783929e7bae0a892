import { DomainError } from '../../../shared-kernel/index.js';

const NEXT = {
  waiting: ['ready', 'done', 'cancelled'],
  ready: ['done', 'cancelled'],
  done: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type DeliveryState = keyof typeof NEXT;

export const DELIVERY_STATES = Object.keys(NEXT) as DeliveryState[];

export function canMoveDelivery(from: DeliveryState, to: DeliveryState): boolean {
  const allowed: readonly string[] = NEXT[from];
  return allowed.includes(to);
}

export function moveDelivery(from: DeliveryState, to: DeliveryState): DeliveryState {
  if (canMoveDelivery(from, to)) return to;
  throw new DomainError('rule-broken', 'inventory.illegal-state-change', `A ${from} delivery cannot become ${to}.`, {
    from,
    to,
  });
}
