import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { TicketLink } from '../domain/ticket-link.js';
import { ticketNotFound } from '../domain/ticket-errors.js';
import { TicketDecisionRow, TicketEventRow, TicketLinkRow, TicketMessageRow, TicketRow } from './support.entity.js';

/** Anything that answers a query: a transaction, or the database outside one. */
export type Queryable = Pick<Tx, 'query'>;

export interface TicketEvent {
  readonly kind: string;
  readonly actorName: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface StoredMessage extends Pick<
  TicketMessageRow,
  'id' | 'ticketId' | 'author' | 'authorName' | 'body' | 'isInternal' | 'isAutomatic' | 'isByMail'
> {
  readonly at: Date;
}

const STORED = `SELECT id, number, secret_hash AS "secretHash", product, policy_version AS "policyVersion", state, priority, subject,
    reporter_name AS "reporterName", reporter_email AS "reporterEmail", email_key AS "emailKey", report, assessment, purchase_id AS "purchaseId", report_revision AS "reportRevision",
    assigned_to AS "assignedTo", channel, proof, EXISTS (SELECT FROM support.evidence_wanted w WHERE w.ticket_id = ticket.id) AS "isEvidenceWanted",
    merged_into_id AS "mergedIntoId",
    (SELECT m.number FROM support.ticket m WHERE m.id = ticket.merged_into_id) AS "mergedInto", due_at AS "dueAt", paused_at AS "pausedAt", opened_at AS "openedAt",
    first_answer_at AS "firstAnswerAt", resolved_at AS "resolvedAt", version
  FROM support.ticket`;

export type StoredTicket = Omit<TicketRow, 'updatedAt' | 'nearNotedFor' | 'missedNotedFor'> & {
  /** Whether the hub is still to look for what it knows about the report. */
  readonly isEvidenceWanted: boolean;
  /** Number of the ticket that goes on in place of this duplicate. */
  readonly mergedInto: string | null;
};

/** `state` is the coverage, in the words of an assessment. */
export type StoredDecision = Omit<TicketDecisionRow, 'ticketId'> & { readonly state: TicketDecisionRow['coverage'] };

/** Tickets with all that is said, decided and noted about them. */
@Injectable()
export class TicketStore {
  /** Numbers may have gaps: one that is drawn is gone. */
  async nextNumbers(on: Queryable, count: number): Promise<string[]> {
    const rows = await on.query<{ number: string }>(
      `SELECT nextval('support.ticket_number')::text AS number FROM generate_series(1, $1)`,
      [count],
    );
    return rows.map(({ number }) => `T-${number.padStart(6, '0')}`);
  }

  async insert(tx: Tx, tickets: readonly Partial<TicketRow>[]): Promise<void> {
    await tx.insert(TicketRow, tickets);
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

  /** Locks several, always in the same order. @returns them in the order that was asked for */
  async lockAll(tx: Tx, ids: readonly string[]): Promise<StoredTicket[]> {
    const rows = await tx.query<StoredTicket>(`${STORED} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`, [ids]);
    return ids.map((id) => {
      const row = rows.find((each) => each.id === id);
      if (row) return row;
      throw ticketNotFound(id);
    });
  }

  /** What a locked ticket's report says now, and what follows from it. */
  async rewrite(
    tx: Tx,
    ticketId: string,
    { report, assessment, purchaseId }: Pick<TicketRow, 'report' | 'assessment' | 'purchaseId'>,
  ): Promise<void> {
    await tx.execute(
      'UPDATE support.ticket SET report = $2, assessment = $3, purchase_id = $4, report_revision = report_revision + 1 WHERE id = $1',
      [ticketId, JSON.stringify(report), JSON.stringify(assessment), purchaseId],
    );
  }

  /** Duplicates of one ticket become duplicates of another. */
  async moveDuplicates(tx: Tx, fromId: string, toId: string): Promise<void> {
    await tx.execute('UPDATE support.ticket SET merged_into_id = $2 WHERE merged_into_id = $1', [fromId, toId]);
  }

  /** An answer that is owed is owed by then at the latest. */
  async dueNoLaterThan(tx: Tx, ticketId: string, due: Date): Promise<void> {
    await tx.execute('UPDATE support.ticket SET due_at = least(due_at, $2) WHERE id = $1', [ticketId, due]);
  }

  /** Id → number of those that exist. */
  async numbers(on: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await on.query<{ id: string; number: string }>(
      'SELECT id, number FROM support.ticket WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** Tickets that go on in this one, oldest first. */
  async duplicates(on: Queryable, ticketId: string): Promise<Pick<TicketRow, 'id' | 'number'>[]> {
    return on.query<Pick<TicketRow, 'id' | 'number'>>(
      'SELECT id, number FROM support.ticket WHERE merged_into_id = $1 ORDER BY id',
      [ticketId],
    );
  }

  async decide(tx: Tx, decision: Omit<TicketDecisionRow, 'id' | 'decidedAt'>): Promise<void> {
    await tx.insert(TicketDecisionRow, [{ id: newId(), ...decision }]);
  }

  /** @returns whether there was such a link */
  async unlink(tx: Tx, ticketId: string, linkId: string): Promise<boolean> {
    const gone = await tx.execute('DELETE FROM support.ticket_link WHERE ticket_id = $1 AND id = $2', [
      ticketId,
      linkId,
    ]);
    return gone > 0;
  }

  /** Of a ticket that this transaction has locked. */
  async change(
    tx: Tx,
    ticket: Pick<StoredTicket, 'id' | 'version'>,
    change: Partial<Omit<TicketRow, 'report' | 'assessment' | 'proof'>>,
  ): Promise<void> {
    await tx.update(TicketRow, { id: ticket.id }, { ...change, version: ticket.version + 1, updatedAt: () => 'now()' });
  }

  async say(
    tx: Tx,
    message: Omit<TicketMessageRow, 'createdAt' | 'isAutomatic' | 'isByMail'> &
      Partial<Pick<TicketMessageRow, 'isAutomatic' | 'isByMail'>>,
  ): Promise<void> {
    await tx.insert(TicketMessageRow, [message]);
  }

  /** Of these tickets, oldest first; notes among staff included. */
  async messages(on: Queryable, ticketIds: readonly string[]): Promise<StoredMessage[]> {
    return on.query<StoredMessage>(
      `SELECT id, ticket_id AS "ticketId", author, author_name AS "authorName", body, is_internal AS "isInternal", is_automatic AS "isAutomatic",
         is_by_mail AS "isByMail", created_at AS at
       FROM support.ticket_message WHERE ticket_id = ANY($1::uuid[]) ORDER BY id`,
      [ticketIds],
    );
  }

  /** What people decided about one ticket, the last first: that one counts. */
  async decisions(on: Queryable, ticketId: string): Promise<StoredDecision[]> {
    return on.query<StoredDecision>(
      `SELECT id, coverage, coverage AS state, exclusion,
         suggested_track AS "suggestedTrack", sentence_number AS "sentenceNumber", sentence,
         confirms_rules AS "confirmsRules", reason, decided_by AS "decidedBy", decided_at AS "decidedAt"
       FROM support.ticket_decision WHERE ticket_id = $1 ORDER BY id DESC`,
      [ticketId],
    );
  }

  /** Of one ticket, oldest first. */
  async links(on: Queryable, ticketId: string): Promise<Omit<TicketLinkRow, 'ticketId'>[]> {
    return on.query<Omit<TicketLinkRow, 'ticketId'>>(
      `SELECT id, kind, record_id AS "recordId", label, added_by AS "addedBy", created_at AS "createdAt"
       FROM support.ticket_link WHERE ticket_id = $1 ORDER BY id`,
      [ticketId],
    );
  }

  /** A link that stands already stays as it is. @returns how many are new */
  async link(
    tx: Tx,
    links: readonly (TicketLink & { readonly ticketId: string; readonly addedBy: string })[],
  ): Promise<number> {
    const rows = links.map((link) => ({ id: newId(), ...link }));
    return (await tx.insert(TicketLinkRow, rows, { onConflict: 'nothing', returning: ['id'] })).length;
  }

  /** Of one ticket, oldest first. */
  async events(on: Queryable, ticketId: string): Promise<(TicketEvent & { at: Date })[]> {
    return on.query<TicketEvent & { at: Date }>(
      'SELECT kind, actor_name AS "actorName", detail, at FROM support.ticket_event WHERE ticket_id = $1 ORDER BY id',
      [ticketId],
    );
  }

  async note(tx: Tx, ticketId: string, events: readonly TicketEvent[]): Promise<void> {
    await this.noteEach(
      tx,
      events.map((event) => ({ ticketId, ...event })),
    );
  }

  async noteEach(tx: Tx, events: readonly (TicketEvent & { readonly ticketId: string })[]): Promise<void> {
    await tx.insert(
      TicketEventRow,
      events.map((event) => ({ id: newId(), ...event, detail: { ...event.detail } })),
    );
  }
}
