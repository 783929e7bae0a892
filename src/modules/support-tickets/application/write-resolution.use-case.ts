import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, currentActor } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { searchVector } from '../domain/search-terms.js';
import { ResolutionStore, type Resolution } from '../infrastructure/resolution.store.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';
import { KnowledgeBook } from './knowledge-book.js';

export type ResolutionText = Pick<Resolution, 'title' | 'cause' | 'fix' | 'isPublic'>;

/** How a ticket was resolved is written down, so that it is suggested with the next one like it. */
@Injectable()
export class WriteResolution {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly tickets: TicketStore,
    private readonly resolutions: ResolutionStore,
    private readonly book: KnowledgeBook,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `not-found`; `conflict` for a ticket that is not resolved */
  async run(ticketId: string, text: ResolutionText): Promise<Resolution> {
    const actorName = currentActor().name;
    const written = await this.database.transaction(async (tx) => {
      const ticket = await this.tickets.lock(tx, ticketId);
      if (ticket.state !== 'resolved' && ticket.state !== 'closed') throw notResolved(ticket);
      const { subject, description } = ticket.report;
      const search = searchVector({ ...text, subject, description: description ?? '' });
      const before = await this.resolutions.of(tx, ticketId);
      await this.resolutions.put(tx, { ticketId, product: ticket.product, ...text, search, writtenBy: actorName });
      const { title, isPublic } = text;
      await this.tickets.note(tx, ticketId, [{ kind: 'resolution-written', actorName, detail: { title, isPublic } }]);
      await this.audit.record(tx, [
        {
          action: 'ticket.resolution-written',
          recordType: 'ticket',
          recordId: ticketId,
          before: before && { title: before.title, cause: before.cause, fix: before.fix, isPublic: before.isPublic },
          after: { ...text },
        },
      ]);
      return this.resolutions.of(tx, ticketId);
    });
    this.book.forget();
    if (!written) throw new Error(`The resolution of ticket ${ticketId} is gone in its own transaction.`);
    return written;
  }
}

function notResolved({ number, state }: StoredTicket): DomainError {
  const message = `Ticket ${number} is ${state}. How it was resolved is written once it is resolved or closed.`;
  return new DomainError('conflict', 'support.not-resolved', message, { number, state });
}
