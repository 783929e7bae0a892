import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { isSecretOf } from '../../../platform/secrets/index.js';
import type { Assessment } from '../domain/report.js';
import type { TicketState } from '../domain/ticket-state.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';
import { noSuchTicket } from '../domain/ticket-errors.js';

/** What the reporter may see of the ticket: nothing that staff wrote for itself, and nothing the hub found out about a store. */
export interface FollowedTicket extends Omit<Assessment, 'suggestions'> {
  readonly number: string;
  readonly product: string;
  readonly subject: string;
  readonly state: TicketState;
  readonly openedAt: string;
  /** null: the next word is yours, or nothing more is owed. */
  readonly respondBy: string | null;
  readonly messages: readonly { author: 'reporter' | 'staff'; authorName: string; body: string; at: string }[];
}

@Injectable()
export class FollowTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
  ) {}

  /** @throws DomainError `not-found`, the same for a wrong number and a wrong secret */
  async ticket(number: string, secret: string): Promise<StoredTicket> {
    const ticket = await this.store.byNumber(this.database, number);
    if (!ticket || !isSecretOf(secret, ticket.secretHash)) throw noSuchTicket();
    return ticket;
  }

  async read(number: string, secret: string): Promise<FollowedTicket> {
    const ticket = await this.ticket(number, secret);
    const { coverage, missing, checklist, suggestedTrack } = ticket.assessment;
    const messages = await this.store.messages(this.database, ticket.id);
    return {
      number: ticket.number,
      product: ticket.product,
      subject: ticket.subject,
      state: ticket.state,
      openedAt: ticket.openedAt.toISOString(),
      respondBy: ticket.pausedAt ? null : (ticket.dueAt?.toISOString() ?? null),
      coverage,
      missing,
      checklist,
      suggestedTrack,
      messages: messages
        .filter((message) => !message.isInternal)
        .map(({ author, authorName, body, at }) => ({ author, authorName, body, at: at.toISOString() })),
    };
  }
}
