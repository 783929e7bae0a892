import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { Priority } from '../domain/ticket.js';
import { TicketStore, type TicketEvent } from '../infrastructure/ticket.store.js';

/** What is left out stays. */
export interface TicketChange {
  readonly priority?: Priority;
  /** null: nobody's. */
  readonly assignedTo?: string | null;
}

/** Who looks after a ticket, and how urgent it is. */
@Injectable()
export class ChangeTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
  ) {}

  /** @param seen the version that was looked at. @throws DomainError `conflict` when the ticket changed since */
  async run(ticketId: string, seen: number, change: TicketChange): Promise<void> {
    const actorName = currentActor().name;
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (ticket.version !== seen) {
        const message = 'The ticket was changed while you were editing it: read it again and repeat your change.';
        throw new DomainError('conflict', 'support.changed-meanwhile', message, { version: ticket.version });
      }
      const { priority = ticket.priority, assignedTo = ticket.assignedTo } = change;
      const events: TicketEvent[] = [];
      if (priority !== ticket.priority) {
        events.push({ kind: 'priority-changed', actorName, detail: { from: ticket.priority, to: priority } });
      }
      if (assignedTo !== ticket.assignedTo) {
        events.push({ kind: 'assigned', actorName, detail: { from: ticket.assignedTo, to: assignedTo } });
      }
      if (events.length === 0) return;
      await this.store.change(tx, ticket, { priority, assignedTo });
      await this.store.note(tx, ticketId, events);
    });
  }
}
