import { Injectable } from '@nestjs/common';
import { Database, type Session, type Tx } from '../../../platform/database/index.js';
import type { PageCursor, RemoteRecord } from '../contract/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { PayloadMemory } from './payload-memory.js';
import { placeKey, readPayloads, storePayloads, type PayloadPlace } from './payload-pages.js';
import { LogEntryRow, QueueJobRow, QueueLineRow } from './queue.entity.js';

export interface JobRecord {
  readonly id: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly parameters: Record<string, unknown>;
  readonly correlationId: string;
  readonly state: QueueJobRow['state'];
  readonly phase: QueueJobRow['phase'];
  readonly pageCursor: PageCursor | null;
  readonly fetchAttempts: number;
  readonly nextFetchAt: Date | null;
}

export interface ClaimedLine {
  readonly id: string;
  readonly remoteId: string;
  readonly payload: unknown;
  readonly attempts: number;
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

const JOB_COLUMNS = `id, instance_id AS "instanceId", operation, parameters, correlation_id AS "correlationId", state, phase,
  page_cursor AS "pageCursor", fetch_attempts AS "fetchAttempts", next_fetch_at AS "nextFetchAt"`;

/** Queue jobs and lines as SQL. Every statement takes any number of lines. */
@Injectable()
export class JobRepository {
  private readonly memory = new PayloadMemory();

  constructor(private readonly database: Database) {}

  /** @returns false when an active job of the instance has the same single key */
  async createUnlessRunning(tx: Tx, job: Partial<QueueJobRow>): Promise<boolean> {
    const written = await tx.insert(QueueJobRow, [job], { onConflict: 'nothing', returning: ['id'] });
    return written.length > 0;
  }

  async running(tx: Tx, instanceId: string, singleKey: string): Promise<string | null> {
    const [job] = await tx.query<{ id: string }>(
      `SELECT id FROM marketplace.queue_job WHERE instance_id = $1 AND single_key = $2 AND state IN ('draft', 'processing')`,
      [instanceId, singleKey],
    );
    return job?.id ?? null;
  }

  async find(jobId: string): Promise<JobRecord | null> {
    const [job] = await this.database.query<JobRecord>(
      `SELECT ${JOB_COLUMNS} FROM marketplace.queue_job WHERE id = $1`,
      [jobId],
    );
    return job ?? null;
  }

  /** Jobs that no worker has moved for a while, whose bells may have been lost. */
  async stale(olderThanMs: number): Promise<{ id: string; phase: QueueJobRow['phase'] }[]> {
    return this.database.query(
      `SELECT id, phase FROM marketplace.queue_job
       WHERE state IN ('draft', 'processing') AND progress_at < now() - make_interval(secs => $1)
       ORDER BY progress_at LIMIT 100`,
      [olderThanMs / 1000],
    );
  }

  /**
   * Records become lines. One that the job has read before, and that has changed since, has its line opened again: the change is worked
   * on by the same job, because the cursor passes it by.
   * @returns what the opened lines had been counted as
   */
  async addLines(
    tx: Tx,
    job: JobRecord,
    records: readonly RemoteRecord[],
    answer: Buffer | null = null,
  ): Promise<CountChange> {
    if (records.length === 0) return countsOf([]);
    const places = await storePayloads(tx, job.id, records, answer);
    const rows = records.map((record, index) => ({
      id: newId(),
      jobId: job.id,
      instanceId: job.instanceId,
      remoteId: record.remoteId,
      remoteModifiedAt: record.modifiedAt,
      ...(places[index] as PayloadPlace),
    }));
    const standing = await this.renewLines(tx, job.id, rows);
    // Nobody else adds lines to the job: it has one reader at a time. A record that a page holds twice gets one line.
    const fresh = new Map(rows.filter((row) => !standing.has(row.remoteId)).map((row) => [row.remoteId, row]));
    await tx.insert(QueueLineRow, [...fresh.values()]);
    tx.afterCommit(() => {
      rows.forEach((row, index) => {
        const waits = standing.get(row.remoteId)?.isRenewed ?? fresh.get(row.remoteId) === row;
        if (waits) this.memory.keep(row, records[index]?.content);
      });
    });
    return countsOf([...standing.values()].map(({ isRenewed, before }) => (isRenewed ? before : null)));
  }

  /**
   * Opens lines again whose record is newer now; a cancelled line stays cancelled.
   * @returns the lines that stand, by remote id; `before` is what a renewed one had been counted as (null: it still waited)
   */
  private async renewLines(
    tx: Tx,
    jobId: string,
    rows: readonly ({ readonly remoteId: string; readonly remoteModifiedAt: string } & PayloadPlace)[],
  ): Promise<Map<string, { isRenewed: boolean; before: Result | null }>> {
    const standing = await tx.query<{ remoteId: string; isRenewed: boolean; before: Result | null }>(
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
    job: JobRecord,
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

  /**
   * Moves the cursor past a page; after the last one the job says why records were skipped. Last statement of the page, because every
   * worker of the job waits for this row.
   * @returns false when the job is no longer where it was: cancelled, or read on by somebody else
   */
  async advanceFetch(
    tx: Tx,
    job: Pick<JobRecord, 'id' | 'pageCursor'>,
    next: PageCursor | null,
    counts: Partial<CountChange>,
    skippedMeans: string | undefined,
  ): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE marketplace.queue_job
       SET page_cursor = $2::jsonb, phase = CASE WHEN $2::jsonb IS NULL THEN 'process' ELSE 'fetch' END, state = 'processing',
           started_at = coalesce(started_at, now()), fetch_attempts = 0, next_fetch_at = NULL, progress_at = now(),
           skipped_count = skipped_count + $3, failed_count = failed_count + $4, created_count = created_count + $7,
           updated_count = updated_count + $8, error_code = NULL, endpoint = NULL,
           message = CASE WHEN $2::jsonb IS NULL AND skipped_count + $3 > 0 THEN $6::text END
       WHERE id = $1 AND phase = 'fetch' AND state IN ('draft', 'processing') AND page_cursor IS NOT DISTINCT FROM $5::jsonb`,
      [
        job.id,
        next ? JSON.stringify(next) : null,
        counts.skipped ?? 0,
        counts.failed ?? 0,
        job.pageCursor ? JSON.stringify(job.pageCursor) : null,
        skippedMeans ?? null,
        counts.created ?? 0,
        counts.updated ?? 0,
      ],
    );
    return changed === 1;
  }

  async delayFetch(
    jobId: string,
    attempts: number,
    nextFetchAt: Date,
    problem: { code: string; message: string; endpoint: string },
  ): Promise<void> {
    await this.database.query(
      `UPDATE marketplace.queue_job SET fetch_attempts = $2, next_fetch_at = $3, error_code = $4, message = $5, endpoint = $6, progress_at = now()
       WHERE id = $1 AND phase = 'fetch'`,
      [jobId, attempts, nextFetchAt, problem.code, problem.message, problem.endpoint],
    );
  }

  /** The fetch cannot go on; lines that are already here are still processed. */
  async giveUpFetch(
    tx: Tx,
    jobId: string,
    problem: { code: string; message: string; endpoint: string },
  ): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.queue_job SET phase = 'process', state = 'processing', error_code = $2, message = $3, endpoint = $4, progress_at = now()
       WHERE id = $1 AND phase = 'fetch'`,
      [jobId, problem.code, problem.message, problem.endpoint],
    );
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

  /** Last statement of a batch: every worker of the job waits for this row. */
  async count(tx: Tx, jobId: string, change: CountChange): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.queue_job
       SET created_count = created_count + $2, updated_count = updated_count + $3, skipped_count = skipped_count + $4,
           failed_count = failed_count + $5, state = CASE state WHEN 'draft' THEN 'processing' ELSE state END,
           started_at = coalesce(started_at, now()), progress_at = now()
       WHERE id = $1`,
      [jobId, change.created, change.updated, change.skipped, change.failed],
    );
  }

  async addLogs(tx: Tx, logs: readonly Partial<LogEntryRow>[]): Promise<void> {
    await tx.insert(LogEntryRow, logs);
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

  async storePayloads(tx: Tx, jobId: string, records: readonly RemoteRecord[]): Promise<void> {
    if (records.length === 0) return;
    const places = await storePayloads(tx, jobId, records, null);
    await tx.execute(
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
  }

  /** Puts lines off after a passing failure; at the last attempt they stay failed. */
  async delayLines(session: Session, lineIds: readonly string[], nextAttemptAt: Date): Promise<void> {
    await session.execute(
      `UPDATE marketplace.queue_line SET attempts = attempts + 1, next_attempt_at = $2 WHERE id = ANY($1::uuid[]) AND state = 'draft'`,
      [lineIds, nextAttemptAt],
    );
  }

  /** What a worker that found no line can do: end the job, or come back when the next line is due (null: nothing waits). */
  async outlook(jobId: string): Promise<{ mayEnd: boolean; due: Date | null }> {
    const [row] = await this.database.query<{ isRead: boolean; due: Date | null }>(
      `SELECT phase = 'process' AND state IN ('draft', 'processing') AS "isRead",
         (SELECT min(coalesce(next_attempt_at, now())) FROM marketplace.queue_line WHERE job_id = j.id AND state = 'draft') AS due
       FROM marketplace.queue_job j WHERE id = $1`,
      [jobId],
    );
    return { mayEnd: row !== undefined && row.isRead && row.due === null, due: row?.due ?? null };
  }

  /** Ends a job that has fetched everything and has no line left; false when it has not, or another worker was first. */
  async end(tx: Tx, jobId: string): Promise<{ state: string; failed: number } | null> {
    const [ended] = await tx.query<{ state: string; failed: number }>(
      `UPDATE marketplace.queue_job
       SET phase = 'ended', ended_at = now(), progress_at = now(), started_at = coalesce(started_at, now()),
           state = CASE
             WHEN error_code IS NULL AND failed_count = 0 THEN 'done'
             WHEN created_count + updated_count + skipped_count > 0 THEN 'partially-done'
             ELSE 'failed' END
       WHERE id = $1 AND phase = 'process' AND state IN ('draft', 'processing')
         AND NOT EXISTS (SELECT 1 FROM marketplace.queue_line WHERE job_id = $1 AND state = 'draft')
       RETURNING state, failed_count AS failed`,
      [jobId],
    );
    return ended ?? null;
  }
}
