import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import type { QueueJobRow, QueueLineRow } from './queue.entity.js';

/** Which failed lines to try again: one line, a whole job, or everything that failed for one cause. */
export type RetryScope =
  | { readonly lineId: string }
  | { readonly jobId: string }
  | { readonly instanceId: string; readonly errorCode: string };

export interface RetriedJob {
  readonly jobId: string;
  readonly lines: number;
}

export interface JobState {
  readonly id: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly parameters: Record<string, unknown>;
  readonly state: QueueJobRow['state'];
  readonly phase: QueueJobRow['phase'];
  readonly errorCode: string | null;
  readonly failedCount: number;
}

/**
 * What people do to jobs and lines. Every statement takes lines first and jobs after, as the workers do, so that neither waits for
 * the other in a circle.
 */
@Injectable()
export class JobActionsRepository {
  /**
   * Failed lines become drafts without a payload, so that they are read afresh first (A22.3), and their jobs open again. Lines that
   * are failed no longer, because someone else pressed Retry a moment ago, are not touched and not counted.
   */
  async retryLines(tx: Tx, scope: RetryScope): Promise<RetriedJob[]> {
    const [condition, values] = conditionOf(scope);
    return tx.query<RetriedJob>(
      `WITH retried AS (
         UPDATE marketplace.queue_line l
         SET state = 'draft', page_id = NULL, page_position = NULL, attempts = 0, next_attempt_at = NULL, result = NULL, error_code = NULL,
             message = NULL, vendor_message = NULL, endpoint = NULL, facts = NULL, ended_at = NULL
         WHERE state = 'failed' AND ${condition}
           AND NOT EXISTS (SELECT FROM marketplace.queue_job j WHERE j.id = l.job_id AND j.state = 'cancelled')
         RETURNING job_id
       ), per_job AS (SELECT job_id, count(*)::int AS lines FROM retried GROUP BY job_id)
       UPDATE marketplace.queue_job j
       SET failed_count = j.failed_count - p.lines, state = 'processing', ended_at = NULL, progress_at = now(),
           phase = CASE j.phase WHEN 'ended' THEN 'process' ELSE j.phase END,
           single_key = CASE j.phase WHEN 'ended' THEN NULL ELSE j.single_key END
       FROM per_job p WHERE j.id = p.job_id
       RETURNING j.id AS "jobId", p.lines`,
      values,
    );
  }

  async lockJob(tx: Tx, jobId: string): Promise<JobState | null> {
    const [job] = await tx.query<JobState>(
      `SELECT id, instance_id AS "instanceId", operation, parameters, state, phase, error_code AS "errorCode",
         failed_count AS "failedCount"
       FROM marketplace.queue_job WHERE id = $1 FOR UPDATE`,
      [jobId],
    );
    return job ?? null;
  }

  /** A job whose reading was given up reads on from the page it stopped at. */
  async retryFetch(tx: Tx, jobId: string, singleKey: string | null): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.queue_job
       SET phase = 'fetch', state = 'processing', single_key = $2, fetch_attempts = 0, next_fetch_at = NULL, error_code = NULL,
           message = NULL, endpoint = NULL, ended_at = NULL, progress_at = now()
       WHERE id = $1`,
      [jobId, singleKey],
    );
  }

  async lockLine(
    tx: Tx,
    jobId: string,
    lineId: string,
  ): Promise<{ state: QueueLineRow['state']; remoteId: string } | null> {
    const [line] = await tx.query<{ state: QueueLineRow['state']; remoteId: string }>(
      `SELECT state, remote_id AS "remoteId" FROM marketplace.queue_line WHERE id = $1 AND job_id = $2 FOR UPDATE`,
      [lineId, jobId],
    );
    return line ?? null;
  }

  async cancelLine(tx: Tx, lineId: string): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.queue_line SET state = 'cancelled', next_attempt_at = NULL, ended_at = now() WHERE id = $1`,
      [lineId],
    );
  }

  /** One failure less; a job that has ended is named anew by what is left. */
  async forgetFailure(tx: Tx, jobId: string): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.queue_job
       SET failed_count = failed_count - 1, state = CASE
         WHEN phase <> 'ended' OR state = 'cancelled' THEN state
         WHEN error_code IS NULL AND failed_count = 1 THEN 'done'
         WHEN created_count + updated_count + skipped_count > 0 THEN 'partially-done'
         ELSE 'failed' END
       WHERE id = $1`,
      [jobId],
    );
  }

  /** Waits for the batches that workers have in hand; theirs are done, the rest is cancelled. */
  async cancelWaitingLines(tx: Tx, jobId: string): Promise<number> {
    return tx.execute(
      `UPDATE marketplace.queue_line SET state = 'cancelled', next_attempt_at = NULL, ended_at = now()
       WHERE job_id = $1 AND state = 'draft'`,
      [jobId],
    );
  }

  /** Lines that no worker has in hand; those are his. */
  async cancelFreeLines(tx: Tx, jobId: string): Promise<number> {
    return tx.execute(
      `UPDATE marketplace.queue_line SET state = 'cancelled', next_attempt_at = NULL, ended_at = now()
       WHERE id IN (SELECT id FROM marketplace.queue_line WHERE job_id = $1 AND state = 'draft' FOR UPDATE SKIP LOCKED)`,
      [jobId],
    );
  }

  /** @returns false when the job has ended before */
  async cancelJob(tx: Tx, jobId: string): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE marketplace.queue_job
       SET state = 'cancelled', phase = 'ended', ended_at = now(), progress_at = now(), next_fetch_at = NULL
       WHERE id = $1 AND state IN ('draft', 'processing')`,
      [jobId],
    );
    return changed === 1;
  }
}

function conditionOf(scope: RetryScope): [condition: string, values: readonly string[]] {
  if ('lineId' in scope) return ['l.id = $1', [scope.lineId]];
  if ('jobId' in scope) return ['l.job_id = $1', [scope.jobId]];
  return ['l.instance_id = $1 AND l.error_code = $2', [scope.instanceId, scope.errorCode]];
}
