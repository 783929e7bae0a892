import { Injectable } from '@nestjs/common';
import { Database, isDatabaseAway, type Session } from '../../../platform/database/index.js';
import { BackgroundTurns } from '../../../platform/requests-first/index.js';
import { JobRepository, type JobRecord } from '../infrastructure/job.repository.js';
import { LineRepository } from '../infrastructure/line.repository.js';
import { SyncCursorRepository } from '../infrastructure/sync-cursor.repository.js';
import { MAX_ATTEMPTS, retryDelayMs } from '../domain/retry.js';
import type { PageCursor } from '../contract/index.js';
import { isConflict, isPassing } from './line-error.js';
import type { FetchedPage, JobRef, Operation } from './operation.js';
import { InstanceAccess } from './instance-access.js';
import { JobBells } from './job-bells.js';
import { JobLog } from './job-log.js';
import { OperationRegistry } from './registries.js';

/** One reader's stretch of work on a job. */
interface Reading {
  readonly job: JobRecord;
  /** Where the store's changes are read from, for an incremental run that has no page yet. */
  readonly since: string | null;
  /** The page at the job's cursor, when it was asked for before its turn: the store works on it while the page before is written. */
  readonly page: Promise<FetchedPage> | null;
}

/** The job was cancelled, or read on by somebody else, while a page was on its way: the page is forgotten. */
class Superseded extends Error {}

/** Reads a job's pages: each page's lines and the cursor move in one transaction, so a kill loses and doubles nothing. */
@Injectable()
export class FetchJob {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRepository,
    private readonly lines: LineRepository,
    private readonly cursors: SyncCursorRepository,
    private readonly operations: OperationRegistry,
    private readonly instances: InstanceAccess,
    private readonly bells: JobBells,
    private readonly log: JobLog,
    private readonly turns: BackgroundTurns,
  ) {}

  /** One reader at a time: a second bell for the same job finds the lock taken and leaves. */
  async run(jobId: string, signal: AbortSignal): Promise<void> {
    await this.database.withSession(async (session) => {
      if (!(await tryLock(session, jobId))) return;
      try {
        let reading = await this.begin(jobId);
        while (reading && !signal.aborted) {
          reading = await this.nextPage(reading);
          if (reading) await this.lines.roomToRead();
        }
      } finally {
        await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 1))', [jobId]);
      }
    });
  }

  /** @returns null when there is nothing to read now */
  private async begin(jobId: string): Promise<Reading | null> {
    const job = await this.jobs.find(jobId);
    if (!job || job.phase !== 'fetch' || (job.state !== 'draft' && job.state !== 'processing')) return null;
    const wait = (job.nextFetchAt?.getTime() ?? 0) - Date.now();
    if (wait > 0) {
      await this.bells.fetch(jobId, wait);
      return null;
    }
    const cursorKey = this.operations.get(job.operation).incrementalKey(job.parameters);
    return { job, since: cursorKey ? await this.cursors.of(job.instanceId, cursorKey) : null, page: null };
  }

  /** @returns where to go on at once */
  private async nextPage({ job, since, page: asked }: Reading): Promise<Reading | null> {
    const operation = this.operations.get(job.operation);
    const read = (cursor: PageCursor | null) => operation.fetchPage(jobRef(job), since, cursor);
    let page: FetchedPage;
    try {
      page = await (asked ?? read(job.pageCursor));
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      await this.failed(job, error);
      return null;
    }
    const following = page.next && read(page.next);
    // Whoever takes it hears what went wrong; one that nobody takes any more (the job was cancelled, the hub stops) has nothing to say.
    following?.catch(() => undefined);
    if (!(await this.turns.take(() => this.write(job, operation, page)))) return null;
    await this.bells.process(job.id);
    return following && { job: { ...job, pageCursor: page.next, fetchAttempts: 0 }, since, page: following };
  }

  /** @returns false when this reader's work on the job is over */
  private async write(job: JobRecord, operation: Operation, page: FetchedPage): Promise<boolean> {
    const cursorKey = operation.incrementalKey(job.parameters);
    try {
      await this.database.transaction(async (tx) => {
        // Lines first and the job after, as workers take them, so that neither waits for the other in a circle.
        const before = await this.lines.addLines(tx, job, page.records, page.answer);
        const missing = await this.lines.addMissing(
          tx,
          job,
          page.missingIds,
          (id) => `The store has no record ${id}. Check the number; it may have been deleted there.`,
        );
        const counts = {
          created: -before.created,
          updated: -before.updated,
          skipped: page.skipped - before.skipped,
          failed: missing - before.failed,
        };
        if (!(await this.jobs.advanceFetch(tx, job, page.next, counts, operation.skippedMeans))) throw new Superseded();
        if (cursorKey && page.highWater) await this.cursors.move(tx, job.instanceId, cursorKey, page.highWater);
      });
      return true;
    } catch (error) {
      // A reader that lost its lock with its connection finds its lines written by the next one.
      if (error instanceof Superseded || isConflict(error)) return false;
      if (isPassing(error)) throw error;
      await this.failed(job, error);
      return false;
    }
  }

  private async failed(job: JobRecord, error: unknown): Promise<void> {
    const problem = await this.instances.classify(job.instanceId, error);
    const attempt = job.fetchAttempts + 1;
    if (problem.do === 'retry' && attempt < MAX_ATTEMPTS * 2) {
      const wait = retryDelayMs(attempt, Math.random(), problem.afterMs);
      await this.jobs.delayFetch(job.id, attempt, new Date(Date.now() + wait), problem);
      await this.bells.fetch(job.id, wait);
      return;
    }
    this.log.unexpected('reading from the store failed', job, problem, error);
    await this.database.transaction(async (tx) => {
      await this.jobs.giveUpFetch(tx, job.id, problem);
      await this.log.write(tx, job, [
        {
          level: 'error',
          code: problem.code,
          message: problem.message,
          remoteId: null,
          recordId: null,
          endpoint: problem.endpoint,
          vendorMessage: problem.vendorMessage,
        },
      ]);
    });
    await this.bells.process(job.id);
  }
}

async function tryLock(session: Session, jobId: string): Promise<boolean> {
  const [row] = await session.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS locked',
    [jobId],
  );
  return row?.locked ?? false;
}

export function jobRef(job: JobRecord): JobRef {
  return {
    id: job.id,
    instanceId: job.instanceId,
    operation: job.operation,
    parameters: job.parameters,
    correlationId: job.correlationId,
  };
}
