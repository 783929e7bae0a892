import { Injectable } from '@nestjs/common';
import { Database, type Session, type Tx } from '../../../platform/database/index.js';
import type { RemoteRecord } from '../contract/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { PayloadMemory } from './payload-memory.js';
import { placeKey, packPayloads, readPayloads, type PayloadPlace } from './payload-pages.js';
import { QueueLineRow, QueuePageRow } from './queue.entity.js';

export interface ClaimedLine {
  readonly id: string;
  readonly remoteId: string;
  readonly payload: unknown;
  readonly attempts: number;
}

interface LineOwner {
  readonly id: string;
  readonly instanceId: string;
}

/** A line that the job had already when its record was read once more. */
interface StandingLine {
  readonly isRenewed: boolean;
  /** What the line was counted as; null: it still waited. */
  readonly before: Result | null;
}

type LineInPage = Omit<ClaimedLine, 'payload'> & PayloadPlace;

export interface CountChange {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly failed: number;
}

type Result = keyof CountChange;

function countsOf(results: readonly (Result | null)[]): CountChange {
  const counts = { created: 0, updated: 0, skipped: 0, failed: 0 };
  for (const result of results) if (result !== null) counts[result]++;
  return counts;
}

export interface DoneLine {
  readonly id: string;
  readonly result: 'created' | 'updated' | 'skipped';
  readonly recordId: string | null;
}

export interface FailedLine {
  readonly id: string;
  readonly errorCode: string;
  readonly message: string;
  readonly vendorMessage: string | null;
  readonly endpoint: string | null;
  /** JSON text. */
  readonly facts: string | null;
}

/** Lines of queue jobs as SQL. Every statement takes any number of them. */
@Injectable()
export class LineRepository {
  private readonly memory = new PayloadMemory();

  constructor(private readonly database: Database) {}

  /**
   * Records become lines. One that the job has read before, and that has changed since, has its line opened again: the change is worked
   * on by the same job, because the cursor passes it by.
   * @returns what the opened lines had been counted as
   */
  async addLines(
    tx: Tx,
    job: LineOwner,
    records: readonly RemoteRecord[],
    answer: Buffer | null = null,
  ): Promise<CountChange> {
    if (records.length === 0) return countsOf([]);
    const { places, pages } = await packPayloads(job.id, records, answer);
    const rows = records.map((record, index) => ({
      id: newId(),
      jobId: job.id,
      instanceId: job.instanceId,
      remoteId: record.remoteId,
      remoteModifiedAt: record.modifiedAt,
      ...(places[index] as PayloadPlace),
    }));
    // Before anything that refers to the job: its row comes after its lines, for readers, workers and people who cancel alike.
    const standing = await this.renewLines(tx, job.id, rows);
    await tx.insert(QueuePageRow, pages);
    // Nobody else adds lines to the job: it has one reader at a time. A record that a page holds twice gets one line.
    const fresh = new Map(rows.filter((row) => !standing.has(row.remoteId)).map((row) => [row.remoteId, row]));
    await tx.insert(QueueLineRow, [...fresh.values()]);
    tx.afterCommit(() => {
      rows.forEach((row, index) => {
        const isOfLine = standing.get(row.remoteId)?.isRenewed || fresh.get(row.remoteId) === row;
        if (isOfLine) this.memory.keep(row, records[index]?.content);
      });
    });
    return countsOf([...standing.values()].map(({ isRenewed, before }) => (isRenewed ? before : null)));
  }

  /**
   * Opens lines again whose record is newer now; a cancelled line stays cancelled.
   * @returns the lines that stand, by remote id
   */
  private async renewLines(
    tx: Tx,
    jobId: string,
    rows: readonly ({ readonly remoteId: string; readonly remoteModifiedAt: string } & PayloadPlace)[],
  ): Promise<Map<string, StandingLine>> {
    const standing = await tx.query<StandingLine & { remoteId: string }>(
      `WITH held AS (
         SELECT t.remote_id, l.id, l.state, l.result, t.modified_at, t.page_id, t.page_position,
             coalesce(l.state <> 'cancelled' AND l.remote_modified_at <= t.modified_at, false) AS is_renewed
           FROM unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::integer[])
             AS t(remote_id, modified_at, page_id, page_position)
           CROSS JOIN LATERAL (SELECT id, state, result, remote_modified_at FROM marketplace.queue_line
             WHERE job_id = $1 AND remote_id = t.remote_id FOR UPDATE) l
       ), renewed AS (
         UPDATE marketplace.queue_line l
         SET page_id = h.page_id, page_position = h.page_position, remote_modified_at = h.modified_at, state = 'draft', attempts = 0,
             next_attempt_at = NULL, error_code = NULL, message = NULL, vendor_message = NULL, endpoint = NULL, facts = NULL,
             ended_at = NULL
         FROM held h WHERE l.id = h.id AND h.is_renewed
       )
       SELECT remote_id AS "remoteId", is_renewed AS "isRenewed",
         CASE state WHEN 'draft' THEN NULL WHEN 'failed' THEN 'failed' ELSE result END AS before
       FROM held`,
      [
        jobId,
        rows.map((row) => row.remoteId),
        rows.map((row) => row.remoteModifiedAt),
        rows.map((row) => row.pageId),
        rows.map((row) => row.pagePosition),
      ],
    );
    return new Map(standing.map(({ remoteId, ...line }) => [remoteId, line]));
  }

  /** Ids asked for that the remote side does not have: failed lines, so that nothing asked for vanishes. */
  async addMissing(
    tx: Tx,
    job: LineOwner,
    remoteIds: readonly string[],
    message: (remoteId: string) => string,
  ): Promise<number> {
    const rows = remoteIds.map((remoteId) => ({
      id: newId(),
      jobId: job.id,
      instanceId: job.instanceId,
      remoteId,
      remoteModifiedAt: null,
      state: 'failed' as const,
      errorCode: 'marketplace.remote-record-missing',
      message: message(remoteId),
      endedAt: new Date(),
    }));
    const written = await tx.insert(QueueLineRow, rows, { onConflict: 'nothing', returning: ['id'] });
    return written.length;
  }

  /** Takes lines by their row locks: free again at the end of the transaction, whatever ends it. */
  async claim(tx: Tx, jobId: string, limit: number, only: readonly string[] | null): Promise<ClaimedLine[]> {
    const lines = await tx.query<LineInPage>(
      `SELECT id, remote_id AS "remoteId", attempts, page_id AS "pageId", page_position AS "pagePosition"
       FROM marketplace.queue_line
       WHERE job_id = $1 AND state = 'draft' AND page_id IS NOT NULL AND (next_attempt_at IS NULL OR next_attempt_at <= now())
         ${only ? 'AND id = ANY($3::uuid[])' : ''}
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      only ? [jobId, limit, only] : [jobId, limit],
    );
    const kept = lines.map((line) => this.memory.take(line));
    const stored = await readPayloads(
      tx,
      lines.filter((_, index) => kept[index] === undefined),
    );
    return lines.map(({ id, remoteId, attempts, ...place }, index) => ({
      id,
      remoteId,
      attempts,
      payload: kept[index] ?? stored.get(placeKey(place)),
    }));
  }

  /** Resolves when this process's workers are not far behind its reader. */
  roomToRead(): Promise<void> {
    return this.memory.room();
  }

  /** A record that this job created stays created, although the job saw it again. @returns what the lines are counted as */
  async finish(tx: Tx, lines: readonly DoneLine[]): Promise<CountChange> {
    if (lines.length === 0) return countsOf([]);
    const finished = await tx.query<{ result: Result }>(
      `UPDATE marketplace.queue_line l
       SET state = CASE WHEN t.result = 'skipped' AND l.result IS DISTINCT FROM 'created' THEN 'skipped' ELSE 'done' END,
           result = CASE l.result WHEN 'created' THEN 'created' ELSE t.result END, record_id = t.record_id,
           error_code = NULL, message = NULL, vendor_message = NULL, endpoint = NULL, facts = NULL, attempts = l.attempts + 1,
           next_attempt_at = NULL, ended_at = now()
       FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS t(id, result, record_id)
       WHERE l.id = t.id
       RETURNING l.result`,
      [lines.map((line) => line.id), lines.map((line) => line.result), lines.map((line) => line.recordId)],
    );
    return countsOf(finished.map((line) => line.result));
  }

  async fail(tx: Tx, lines: readonly FailedLine[]): Promise<void> {
    if (lines.length === 0) return;
    const column = <K extends keyof FailedLine>(name: K) => lines.map((line) => line[name]);
    await tx.execute(
      `UPDATE marketplace.queue_line l
       SET state = 'failed', result = NULL, record_id = NULL, error_code = t.error_code, message = t.message,
           vendor_message = t.vendor_message, endpoint = t.endpoint, facts = t.facts::jsonb, attempts = l.attempts + 1,
           next_attempt_at = NULL, ended_at = now()
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS t(id, error_code, message, vendor_message, endpoint, facts)
       WHERE l.id = t.id`,
      [
        column('id'),
        column('errorCode'),
        column('message'),
        column('vendorMessage'),
        column('endpoint'),
        column('facts'),
      ],
    );
  }

  /** Lines that wait for a fresh payload (A22.3). */
  async unread(jobId: string, limit: number): Promise<{ id: string; remoteId: string }[]> {
    return this.database.query(
      `SELECT id, remote_id AS "remoteId" FROM marketplace.queue_line
       WHERE job_id = $1 AND state = 'draft' AND page_id IS NULL AND (next_attempt_at IS NULL OR next_attempt_at <= now())
       ORDER BY id LIMIT $2`,
      [jobId, limit],
    );
  }

  /** Those of the lines that still wait for a payload and that no other worker has in hand. */
  async claimUnread(tx: Tx, lineIds: readonly string[]): Promise<Omit<ClaimedLine, 'payload'>[]> {
    return tx.query(
      `SELECT id, remote_id AS "remoteId", attempts FROM marketplace.queue_line
       WHERE id = ANY($1::uuid[]) AND state = 'draft' AND page_id IS NULL ORDER BY id FOR UPDATE SKIP LOCKED`,
      [lineIds],
    );
  }

  /** @returns how many lines have a payload now */
  async storePayloads(tx: Tx, jobId: string, records: readonly RemoteRecord[]): Promise<number> {
    if (records.length === 0) return 0;
    const { places, pages } = await packPayloads(jobId, records, null);
    const stored = await tx.execute(
      `UPDATE marketplace.queue_line l SET page_id = t.page_id, page_position = t.page_position, remote_modified_at = t.modified_at
       FROM unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::integer[]) AS t(remote_id, modified_at, page_id, page_position)
       WHERE l.job_id = $1 AND l.remote_id = t.remote_id AND l.state = 'draft'`,
      [
        jobId,
        records.map((record) => record.remoteId),
        records.map((record) => record.modifiedAt),
        places.map((place) => place.pageId),
        places.map((place) => place.pagePosition),
      ],
    );
    await tx.insert(QueuePageRow, pages);
    return stored;
  }

  /** Puts lines off after a passing failure; at the last attempt they stay failed. */
  async delayLines(session: Session, lineIds: readonly string[], nextAttemptAt: Date): Promise<void> {
    await session.execute(
      `UPDATE marketplace.queue_line SET attempts = attempts + 1, next_attempt_at = $2 WHERE id = ANY($1::uuid[]) AND state = 'draft'`,
      [lineIds, nextAttemptAt],
    );
  }
}
