import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { Report } from '../domain/report.js';
import { EvidenceWantedRow, TicketEvidenceRow } from './evidence.entity.js';
import type { Queryable } from './ticket.store.js';

export type StoredEvidence = TicketEvidenceRow;

/** A ticket somebody has taken to gather evidence for. */
export interface TakenTicket {
  readonly id: string;
  readonly attempt: number;
  /** When it is due again. With the attempt it tells who took it last: nobody else speaks for it. */
  readonly dueAt: Date;
  readonly connector: string | null;
  readonly report: Report;
}

/** What the hub found out about tickets, and which wait for it to look. Takes lists. */
@Injectable()
export class EvidenceStore {
  /**
   * Takes tickets that are due, each for one worker. Until it is due again, later with each attempt, nobody else takes it: a worker
   * that dies loses nothing.
   */
  async take(tx: Tx, limit: number, secondsPerAttempt: number): Promise<TakenTicket[]> {
    return tx.query<TakenTicket>(
      `WITH due AS (
         SELECT ticket_id FROM support.evidence_wanted WHERE due_at <= now()
         ORDER BY due_at, ticket_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       UPDATE support.evidence_wanted w
       SET attempts = w.attempts + 1, due_at = now() + make_interval(secs => $2 * (w.attempts + 1))
       FROM due
       JOIN support.ticket t ON t.id = due.ticket_id
       JOIN support.support_product p ON p.key = t.product
       WHERE w.ticket_id = due.ticket_id
       RETURNING t.id, w.attempts AS attempt, w.due_at AS "dueAt", p.connector, t.report`,
      [limit, secondsPerAttempt],
    );
  }

  /** New tickets, which wait from their first moment. */
  async wantFirst(tx: Tx, ticketIds: readonly string[], dueAt: Date): Promise<void> {
    await tx.insert(
      EvidenceWantedRow,
      ticketIds.map((ticketId) => ({ ticketId, dueAt, attempts: 0 })),
    );
  }

  /** Looks (again), from now on. Who is at it already speaks for it no more. */
  async want(tx: Tx, ticketId: string): Promise<void> {
    await tx.execute(
      `INSERT INTO support.evidence_wanted (ticket_id, due_at) VALUES ($1, now())
       ON CONFLICT (ticket_id) DO UPDATE SET due_at = now(), attempts = 0`,
      [ticketId],
    );
  }

  /** These wait no longer. */
  async settle(tx: Tx, ticketIds: readonly string[]): Promise<void> {
    await tx.execute('DELETE FROM support.evidence_wanted WHERE ticket_id = ANY($1::uuid[])', [ticketIds]);
  }

  /** Those of these tickets that wait, held until the transaction ends: who took each last, and until when it is his. */
  async waiting(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, Pick<TakenTicket, 'attempt' | 'dueAt'>>> {
    const rows = await tx.query<Pick<TakenTicket, 'attempt' | 'dueAt'> & { id: string }>(
      `SELECT ticket_id AS id, attempts AS attempt, due_at AS "dueAt" FROM support.evidence_wanted
       WHERE ticket_id = ANY($1::uuid[]) ORDER BY ticket_id FOR UPDATE`,
      [ticketIds],
    );
    return new Map(rows.map(({ id, ...taken }) => [id, taken]));
  }

  async insert(tx: Tx, evidence: readonly TicketEvidenceRow[]): Promise<void> {
    await tx.insert(TicketEvidenceRow, evidence);
  }

  /** The last of each ticket; one that has none is missing from the map. */
  async latest(on: Queryable, ticketIds: readonly string[]): Promise<Map<string, StoredEvidence>> {
    const rows = await on.query<StoredEvidence>(
      `SELECT e.* FROM unnest($1::uuid[]) AS t(id) CROSS JOIN LATERAL (
         SELECT id, ticket_id AS "ticketId", report_revision AS "reportRevision", gathered_at AS "gatheredAt", instances, records, self_checks AS "selfChecks", assessment
         FROM support.ticket_evidence WHERE ticket_id = t.id ORDER BY ticket_evidence.id DESC LIMIT 1) e`,
      [ticketIds],
    );
    return new Map(rows.map((row) => [row.ticketId, row]));
  }

  /** Which of these tickets a person has decided about. */
  async decided(on: Queryable, ticketIds: readonly string[]): Promise<Set<string>> {
    const rows = await on.query<{ id: string }>(
      'SELECT DISTINCT ticket_id AS id FROM support.ticket_decision WHERE ticket_id = ANY($1::uuid[])',
      [ticketIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
