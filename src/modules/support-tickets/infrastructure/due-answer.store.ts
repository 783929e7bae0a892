import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';

/** In an event: an answer that is near its due time or past it. */
export interface DueTicket {
  readonly ticketId: string;
  readonly number: string;
  readonly assignedTo: string | null;
  /** ISO 8601. */
  readonly dueAt: string;
}

/** Which answers we owe soon or late, as far as it was not told yet. */
@Injectable()
export class DueAnswerStore {
  /**
   * Takes tickets whose answer is near its due time (4 hours ahead, or a quarter of a short target) or past it, and remembers that
   * this due time was told. Two processes never take the same one.
   */
  async noteDue(tx: Tx, what: 'near' | 'missed', now: Date, limit: number): Promise<DueTicket[]> {
    const noted = what === 'near' ? 'near_noted_for' : 'missed_noted_for';
    const reached =
      what === 'near'
        ? `t.due_at > $1 AND t.due_at <= $1 + least(interval '4 hours', interval '15 minutes' * (p.content->'response'->>'hours')::float8)`
        : 't.due_at <= $1';
    return tx.query<DueTicket>(
      `WITH due AS (
         SELECT t.id FROM support.ticket t
         JOIN support.support_policy p ON p.product = t.product AND p.version = t.policy_version
         WHERE t.due_at IS NOT NULL AND t.paused_at IS NULL AND t.due_at <= $1::timestamptz + interval '4 hours'
           AND ${reached} AND t.${noted} IS DISTINCT FROM t.due_at
         ORDER BY t.due_at, t.id LIMIT $2 FOR UPDATE OF t SKIP LOCKED)
       UPDATE support.ticket t SET ${noted} = t.due_at FROM due WHERE t.id = due.id
       RETURNING t.id AS "ticketId", t.number, t.assigned_to AS "assignedTo",
         to_char(t.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dueAt"`,
      [now, limit],
    );
  }
}
