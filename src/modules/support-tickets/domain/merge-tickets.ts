import { DomainError } from '../../../shared-kernel/index.js';

export interface MergeSide {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  /** The reporter's address, lower case. */
  readonly emailKey: string;
  readonly mergedIntoId: string | null;
}

/**
 * A duplicate goes on in another ticket of the same person about the same product. Tickets of two people are linked instead: each
 * of them is owed an answer, and neither may read the other's.
 * @throws DomainError `conflict` `support.cannot-merge`, saying why
 */
export function checkMerge(duplicate: MergeSide, into: MergeSide): void {
  const refuse = (why: string): DomainError =>
    new DomainError('conflict', 'support.cannot-merge', why, { duplicate: duplicate.number, into: into.number });
  if (duplicate.id === into.id) throw refuse('A ticket cannot be merged into itself.');
  if (duplicate.mergedIntoId !== null) throw refuse(`Ticket ${duplicate.number} is merged into another one already.`);
  if (into.mergedIntoId !== null) {
    throw refuse(`Ticket ${into.number} is merged into another one; take that one instead.`);
  }
  if (duplicate.product !== into.product) throw refuse('The two tickets are about different products.');
  if (duplicate.emailKey !== into.emailKey) {
    throw refuse('The two tickets come from different people, and each is owed an answer: link them instead.');
  }
}
