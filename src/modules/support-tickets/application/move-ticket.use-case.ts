import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { ticketMerged } from '../domain/ticket-errors.js';
import type { TicketState } from '../domain/ticket-state.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { TicketSteps } from './ticket-steps.js';

/** A step without a word. */
@Injectable()
export class MoveTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly steps: TicketSteps,
  ) {}

  async run(ticketId: string, to: TicketState, actorName: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (ticket.mergedInto !== null) throw ticketMerged(ticket.number, ticket.mergedInto);
      await this.steps.take(tx, ticket, { to, actorName, word: null });
    });
  }
}
