import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { checkMove, clockRuns, type TicketState } from '../domain/ticket-state.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';
import { PolicyBook } from './policy-book.js';
import { ResponseClock } from './response-clock.js';
import { noSuchTicket } from './ticket-errors.js';

export interface Message {
  readonly author: 'reporter' | 'staff';
  readonly authorName: string;
  readonly body: string;
  /** A note among staff. */
  readonly isInternal: boolean;
}

/** Both sides of the conversation. Who speaks hands the turn to the other; a note among staff changes nothing. */
@Injectable()
export class AnswerTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly book: PolicyBook,
    private readonly clock: ResponseClock,
    private readonly outbox: Outbox,
  ) {}

  /** @param to state to leave the ticket in; null: whatever follows from who speaks */
  async run(ticketId: string, message: Message, to: TicketState | null = null): Promise<string> {
    const id = newId();
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (!ticket) throw noSuchTicket();
      await this.store.say(tx, { id, ticketId, ...message });
      const next = to ?? followingState(ticket.state, message);
      await this.move(tx, ticket, next, message.authorName, {
        ...(message.author === 'staff' &&
          !message.isInternal &&
          !ticket.firstAnswerAt && { firstAnswerAt: new Date() }),
      });
      if (message.isInternal) return;
      await this.outbox.append(tx, [
        {
          id: newId(),
          type: 'support.ticket-answered.v1',
          payload: { ticketId, number: ticket.number, messageId: id, author: message.author },
        },
      ]);
    });
    return id;
  }

  /** A step without a word. */
  async step(ticketId: string, to: TicketState, actorName: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (!ticket) throw noSuchTicket();
      await this.move(tx, ticket, to, actorName, {});
    });
  }

  private async move(
    tx: Tx,
    ticket: StoredTicket,
    to: TicketState,
    actorName: string,
    change: { readonly firstAnswerAt?: Date },
  ): Promise<void> {
    const now = new Date();
    const isStep = to !== ticket.state;
    if (isStep) checkMove(ticket.state, to, ticket.resolvedAt, now);
    const { policy } = await this.book.version(ticket.product, ticket.policyVersion);
    const ran = clockRuns(ticket.state);
    const runs = clockRuns(to);
    const answered = change.firstAnswerAt !== undefined;
    await this.store.change(tx, ticket, {
      ...change,
      state: to,
      ...(isStep && to === 'resolved' && { resolvedAt: now }),
      ...(answered && { dueAt: null }),
      ...(ran && !runs && { pausedAt: now }),
      ...(!ran && runs && { pausedAt: null, dueAt: this.clock.dueAfterPause(policy, ticket, now) }),
    });
    if (isStep)
      await this.store.note(tx, ticket.id, [{ kind: 'state-changed', actorName, detail: { from: ticket.state, to } }]);
  }
}

function followingState(state: TicketState, { author, isInternal }: Message): TicketState {
  if (isInternal) return state;
  if (author === 'reporter') return 'open';
  return state === 'open' || state === 'new' ? 'waiting-on-customer' : state;
}
