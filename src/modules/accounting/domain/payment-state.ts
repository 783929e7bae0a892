import type { Money } from '../../../shared-kernel/index.js';

export type PaymentState = 'not-paid' | 'partial' | 'paid' | 'in-payment' | 'reversed';

export interface SettledDocument {
  readonly state: 'draft' | 'posted' | 'reversed';
  readonly gross: Money;
  readonly open: Money;
  /** The gateway has authorised the money and not captured it: no entry, so still open. */
  readonly isAuthorised?: boolean;
}

/** How far a document is paid; derived from its allocations, never stored (accounting.md §3). */
export function paymentStateOf({ state, gross, open, isAuthorised }: SettledDocument): PaymentState {
  if (state === 'reversed') return 'reversed';
  if (state === 'draft') return 'not-paid';
  if (open.isZero) return 'paid';
  if (isAuthorised) return 'in-payment';
  return open.compare(gross) < 0 ? 'partial' : 'not-paid';
}
