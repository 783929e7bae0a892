import { DomainError } from '../../../shared-kernel/index.js';

const NEXT = {
  draft: ['done', 'cancelled'],
  done: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type AdjustmentState = keyof typeof NEXT;

export const ADJUSTMENT_STATES = Object.keys(NEXT) as AdjustmentState[];

export function moveAdjustment(from: AdjustmentState, to: AdjustmentState): AdjustmentState {
  const allowed: readonly string[] = NEXT[from];
  if (allowed.includes(to)) return to;
  throw new DomainError(
    'rule-broken',
    'inventory.illegal-state-change',
    `A ${from} adjustment cannot become ${to}. Write another one.`,
    { from, to },
  );
}
