import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { ticketMerged } from '../domain/ticket-errors.js';
import type { TicketState } from '../domain/ticket-state.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { TicketSteps } from './ticket-steps.js';

export interface Message {
  readonly author: 'reporter' | 'staff';
  readonly authorName: string;
  readonly body: string;
  /** A note among staff. */
  readonly isInternal: boolean;
  /** The reporter's word that came by e-mail. */
  readonly isByMail?: boolean;
}

/**
 * Both sides of the conversation. Who speaks hands the turn to the other; a note among staff changes nothing. What a reporter still
 * writes to a merged duplicate counts for the ticket that took its place.
 */
@Injectable()
export class AnswerTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly steps: TicketSteps,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param state to leave the ticket in; null: whatever follows from who speaks
   * @param alongside what is to be written with the message, in its transaction
   */
  async run(
    ticketId: string,
    message: Message,
    state: TicketState | null = null,
    alongside?: (tx: Tx, messageId: string) => Promise<void>,
  ): Promise<void> {
    const id = newId();
    const { author, authorName, isInternal } = message;
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (ticket.mergedInto !== null && author === 'staff') throw ticketMerged(ticket.number, ticket.mergedInto);
      await this.store.say(tx, { id, ticketId, ...message });
      await alongside?.(tx, id);
      if (isInternal) {
        if (state) await this.steps.take(tx, ticket, { to: state, actorName: authorName, word: null });
        return;
      }
      const goesOn = ticket.mergedIntoId === null ? ticket : await this.store.lock(tx, ticket.mergedIntoId);
      const to = state ?? followingState(goesOn.state, author);
      await this.steps.take(tx, goesOn, { to, actorName: authorName, word: author });
      await this.outbox.append(tx, [
        {
          id: newId(),
          type: 'support.ticket-answered.v1',
          payload: { ticketId, number: ticket.number, messageId: id, author },
        },
      ]);
    });
  }
}

function followingState(state: TicketState, author: Message['author']): TicketState {
  if (author === 'reporter') return 'open';
  return state === 'open' || state === 'new' ? 'waiting-on-customer' : state;
}
