import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { PageCursor } from '../contract/index.js';
import type { CountChange } from './line.repository.js';
import { LogEntryRow, QueueJobRow } from './queue.entity.js';

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

const JOB_COLUMNS = `id, instance_id AS "instanceId", operation, parameters, correlation_id AS "correlationId", state, phase,
  page_cursor AS "pageCursor", fetch_attempts AS "fetchAttempts", next_fetch_at AS "nextFetchAt"`;

/** Queue jobs as SQL; their lines are the LineRepository's. */
@Injectable()
export class JobRepository {
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
   * Moves the cursor past a page; after the last one the job says why records were skipped. After the page's lines, because every
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
