import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Purchase } from '../domain/report.js';
import { ticketNotFound } from '../domain/ticket-errors.js';
import { TicketEventRow, TicketMessageRow, TicketRow } from './support.entity.js';

/** Anything that answers a query: a transaction, or the database outside one. */
export type Queryable = Pick<Tx, 'query'>;

export interface TicketEvent {
  readonly kind: string;
  readonly actorName: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface StoredMessage extends Pick<TicketMessageRow, 'id' | 'author' | 'authorName' | 'body' | 'isInternal'> {
  readonly at: Date;
}

const STORED = `SELECT id, number, secret_hash AS "secretHash", product, policy_version AS "policyVersion", state, priority, subject,
    reporter_name AS "reporterName", reporter_email AS "reporterEmail", report, assessment, purchase_id AS "purchaseId",
    assigned_to AS "assignedTo", due_at AS "dueAt", paused_at AS "pausedAt", opened_at AS "openedAt",
    first_answer_at AS "firstAnswerAt", resolved_at AS "resolvedAt", version
  FROM support.ticket`;

export type StoredTicket = Omit<TicketRow, 'emailKey' | 'updatedAt'>;

/** Tickets, one at a time, as people write and answer them. */
@Injectable()
export class TicketStore {
  async nextNumber(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ number: string }>(`SELECT nextval('support.ticket_number')::text AS number`);
    return `T-${(row?.number ?? '').padStart(6, '0')}`;
  }

  async insert(tx: Tx, ticket: Partial<TicketRow>): Promise<void> {
    await tx.insert(TicketRow, [ticket]);
  }

  async byNumber(on: Queryable, number: string): Promise<StoredTicket | null> {
    const [row] = await on.query<StoredTicket>(`${STORED} WHERE number = $1`, [number]);
    return row ?? null;
  }

  async byId(on: Queryable, id: string): Promise<StoredTicket | null> {
    const [row] = await on.query<StoredTicket>(`${STORED} WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** Locks the ticket until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<StoredTicket> {
    const [row] = await tx.query<StoredTicket>(`${STORED} WHERE id = $1 FOR UPDATE`, [id]);
    if (row) return row;
    throw ticketNotFound(id);
  }

  /** Of a ticket that this transaction has locked. */
  async change(
    tx: Tx,
    ticket: Pick<StoredTicket, 'id' | 'version'>,
    change: Partial<Omit<TicketRow, 'report' | 'assessment'>>,
  ): Promise<void> {
    await tx.update(TicketRow, { id: ticket.id }, { ...change, version: ticket.version + 1, updatedAt: () => 'now()' });
  }

  async say(tx: Tx, message: Omit<TicketMessageRow, 'createdAt'>): Promise<void> {
    await tx.insert(TicketMessageRow, [message]);
  }

  /** Of one ticket, oldest first; notes among staff included. */
  async messages(on: Queryable, ticketId: string): Promise<StoredMessage[]> {
    return on.query<StoredMessage>(
      `SELECT id, author, author_name AS "authorName", body, is_internal AS "isInternal", created_at AS at
       FROM support.ticket_message WHERE ticket_id = $1 ORDER BY id`,
      [ticketId],
    );
  }

  /** Of one ticket, oldest first. */
  async events(on: Queryable, ticketId: string): Promise<(TicketEvent & { at: Date })[]> {
    return on.query<TicketEvent & { at: Date }>(
      'SELECT kind, actor_name AS "actorName", detail, at FROM support.ticket_event WHERE ticket_id = $1 ORDER BY id',
      [ticketId],
    );
  }

  async note(tx: Tx, ticketId: string, events: readonly TicketEvent[]): Promise<void> {
    await tx.insert(
      TicketEventRow,
      events.map((event) => ({ id: newId(), ticketId, ...event, detail: { ...event.detail } })),
    );
  }

  async purchase(on: Queryable, product: string, referenceKey: string): Promise<(Purchase & { id: string }) | null> {
    const [row] = await on.query<Purchase & { id: string }>(
      `SELECT id, reference, to_char(purchased_on, 'YYYY-MM-DD') AS "purchasedOn", version
       FROM support.purchase WHERE product = $1 AND reference_key = $2`,
      [product, referenceKey],
    );
    return row ?? null;
  }
}
