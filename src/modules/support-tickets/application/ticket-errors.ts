import { DomainError } from '../../../shared-kernel/index.js';

/** Said for a wrong secret as well, so that numbers cannot be tried out. */
export function noSuchTicket(): DomainError {
  return new DomainError('not-found', 'support.no-such-ticket', 'There is no ticket with this number and secret.');
}
