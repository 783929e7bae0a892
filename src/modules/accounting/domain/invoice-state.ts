import { DomainError } from '../../../shared-kernel/index.js';

const NEXT = {
  draft: ['posted'],
  posted: ['reversed'],
  reversed: [],
} as const satisfies Record<string, readonly string[]>;

export type InvoiceState = keyof typeof NEXT;

export const INVOICE_STATES = Object.keys(NEXT) as InvoiceState[];

export function moveInvoice(from: InvoiceState, to: InvoiceState): InvoiceState {
  const allowed: readonly string[] = NEXT[from];
  if (allowed.includes(to)) return to;
  throw new DomainError('rule-broken', 'accounting.illegal-state-change', `A ${from} invoice cannot become ${to}.`, {
    from,
    to,
  });
}
