import { DomainError } from '../../../shared-kernel/index.js';

export const TICKET_STATES = ['new', 'needs-info', 'open', 'waiting-on-customer', 'resolved', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** From a state, the states it may go to. `new` is a ticket that nobody has judged yet. */
const TRANSITIONS: Readonly<Record<TicketState, readonly TicketState[]>> = {
  new: ['needs-info', 'open', 'resolved'],
  'needs-info': ['open', 'waiting-on-customer', 'resolved'],
  open: ['needs-info', 'waiting-on-customer', 'resolved'],
  'waiting-on-customer': ['open', 'resolved'],
  resolved: ['open', 'closed'],
  closed: ['open'],
};

/** The response clock runs only while the next word is ours. */
const OUR_TURN: ReadonlySet<TicketState> = new Set(['new', 'open']);
const REOPEN_DAYS = 14;
const MS_PER_DAY = 86_400_000;

export function clockRuns(state: TicketState): boolean {
  return OUR_TURN.has(state);
}

/**
 * @param resolvedAt when the ticket was resolved last, for one that is
 * @throws DomainError `conflict` for a step that the table does not have, and for a reopening later than 14 days
 */
export function checkMove(from: TicketState, to: TicketState, resolvedAt: Date | null, now: Date): void {
  if (!TRANSITIONS[from].includes(to)) {
    throw new DomainError('conflict', 'support.no-such-step', `A ticket that is ${from} cannot become ${to}.`, {
      from,
      to,
      possible: TRANSITIONS[from],
    });
  }
  const isReopening = (from === 'resolved' || from === 'closed') && to === 'open';
  if (isReopening && resolvedAt && now.getTime() - resolvedAt.getTime() > REOPEN_DAYS * MS_PER_DAY) {
    throw new DomainError(
      'conflict',
      'support.too-late-to-reopen',
      `The ticket was resolved more than ${REOPEN_DAYS} days ago. Send a new one and name this one in it.`,
      { resolvedAt: resolvedAt.toISOString() },
    );
  }
}
