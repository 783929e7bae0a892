import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { checkMove, type TicketState } from '../domain/ticket-state.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';
import { PolicyBook } from './policy-book.js';
import { ResponseClock } from './response-clock.js';

export interface Step {
  readonly to: TicketState;
  readonly actorName: string;
  /** Whose word, which both sides see, comes with it; null: none does. */
  readonly word: 'reporter' | 'staff' | null;
}

/** Takes a locked ticket to its next state (maybe the one it has), with its clock and its history. */
@Injectable()
export class TicketSteps {
  constructor(
    private readonly store: TicketStore,
    private readonly book: PolicyBook,
    private readonly clock: ResponseClock,
  ) {}

  async take(tx: Tx, ticket: StoredTicket, { to, actorName, word }: Step): Promise<void> {
    const now = new Date();
    const isStep = to !== ticket.state;
    if (!isStep && word === null) return;
    const weAnswered = word === 'staff';
    if (isStep) checkMove(ticket.state, to, ticket.resolvedAt, now);
    const { policy } = await this.book.version(ticket.product, ticket.policyVersion);
    await this.store.change(tx, ticket, {
      state: to,
      ...this.clock.after(policy, ticket, to, weAnswered, now),
      ...(weAnswered && !ticket.firstAnswerAt && { firstAnswerAt: now }),
      ...(isStep && to === 'resolved' && { resolvedAt: now }),
    });
    if (!isStep) return;
    await this.store.note(tx, ticket.id, [{ kind: 'state-changed', actorName, detail: { from: ticket.state, to } }]);
  }
}
