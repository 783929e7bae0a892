import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { Assessment, Report } from '../domain/report.js';
import { ticketNotFound } from '../domain/ticket-errors.js';
import type { TicketState } from '../domain/ticket-state.js';
import { TicketStore } from '../infrastructure/ticket.store.js';

/** A ticket as staff sees it: all of it but its secret. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly policyVersion: number;
  readonly state: TicketState;
  readonly priority: string;
  readonly assignedTo: string | null;
  readonly subject: string;
  readonly reporterName: string;
  readonly reporterEmail: string;
  readonly report: Report;
  readonly assessment: Assessment;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly pausedAt: string | null;
  readonly firstAnswerAt: string | null;
  readonly resolvedAt: string | null;
  readonly version: number;
  readonly messages: readonly {
    id: string;
    author: 'reporter' | 'staff';
    authorName: string;
    body: string;
    isInternal: boolean;
    at: string;
  }[];
  readonly history: readonly {
    kind: string;
    actorName: string;
    detail: Readonly<Record<string, unknown>>;
    at: string;
  }[];
}

@Injectable()
export class ReadTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
  ) {}

  async run(id: string): Promise<TicketView> {
    const ticket = await this.store.byId(this.database, id);
    if (!ticket) throw ticketNotFound(id);
    const messages = await this.store.messages(this.database, id);
    const history = await this.store.events(this.database, id);
    const { secretHash: _, purchaseId: __, ...rest } = ticket;
    return {
      ...rest,
      openedAt: ticket.openedAt.toISOString(),
      dueAt: ticket.dueAt?.toISOString() ?? null,
      pausedAt: ticket.pausedAt?.toISOString() ?? null,
      firstAnswerAt: ticket.firstAnswerAt?.toISOString() ?? null,
      resolvedAt: ticket.resolvedAt?.toISOString() ?? null,
      messages: messages.map((message) => ({ ...message, at: message.at.toISOString() })),
      history: history.map((event) => ({ ...event, at: event.at.toISOString() })),
    };
  }
}
