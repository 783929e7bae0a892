import { DomainError } from '../../../shared-kernel/index.js';

/** For staff, who name a ticket by its id. */
export function ticketNotFound(id: string): DomainError {
  return new DomainError('not-found', 'support.ticket-not-found', 'There is no such ticket.', { id });
}

/** For a reporter, said for a wrong secret as well, so that numbers cannot be tried out. */
export function noSuchTicket(): DomainError {
  return new DomainError('not-found', 'support.no-such-ticket', 'There is no ticket with this number and secret.');
}

/** Who goes on with a duplicate goes on with the ticket that took its place. */
export function ticketMerged(number: string, mergedInto: string): DomainError {
  const message = `Ticket ${number} was merged into ${mergedInto}: go on there.`;
  return new DomainError('conflict', 'support.ticket-merged', message, { number, mergedInto });
}
