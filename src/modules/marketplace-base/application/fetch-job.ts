import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Database, isDatabaseAway, type Session } from '../../../platform/database/index.js';
import { JobRepository, type JobRecord } from '../infrastructure/job.repository.js';
import { SyncCursorRepository } from '../infrastructure/sync-cursor.repository.js';
import { MAX_ATTEMPTS, retryDelayMs } from '../domain/retry.js';
import type { Disposition, PageCursor } from '../contract/index.js';
import type { FetchedPage, JobRef } from './operation.js';
import { InstanceAccess } from './instance-access.js';
import { JobBells } from './job-bells.js';
import { JobLog } from './job-log.js';
import { OperationRegistry } from './registries.js';

/** A page that was asked for before its turn, so that the store works on it while the page before it is written. */
interface PageAhead {
  readonly from: PageCursor;
  readonly page: Promise<FetchedPage>;
}

/** The job was cancelled, or read on by somebody else, while a page was on its way: the page is forgotten. */
class Superseded extends Error {}

/** Reads a job's pages: each page's lines and the cursor move in one transaction, so a kill loses and doubles nothing. */
@Injectable()
export class FetchJob {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRepository,
    private readonly cursors: SyncCursorRepository,
    private readonly operations: OperationRegistry,
    private readonly instances: InstanceAccess,
    private readonly bells: JobBells,
    private readonly log: JobLog,
  ) {}

  /** One reader at a time: a second bell for the same job finds the lock taken and leaves. */
  async run(jobId: string, signal: AbortSignal): Promise<void> {
    await this.database.withSession(async (session) => {
      if (!(await tryLock(session, jobId))) return;
      try {
        const reader: { ahead: PageAhead | null } = { ahead: null };
        while (!signal.aborted && (await this.nextPage(jobId, reader))) await this.jobs.roomToRead();
      } finally {
        await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 1))', [jobId]);
      }
    });
  }

  /** @returns whether to go on at once */
  private async nextPage(jobId: string, reader: { ahead: PageAhead | null }): Promise<boolean> {
    const job = await this.jobs.find(jobId);
    if (!job || job.phase !== 'fetch' || (job.state !== 'draft' && job.state !== 'processing')) return false;
    const wait = (job.nextFetchAt?.getTime() ?? 0) - Date.now();
    if (wait > 0) {
      await this.bells.fetch(jobId, wait);
      return false;
    }
    const operation = this.operations.get(job.operation);
    const cursorKey = operation.incrementalKey(job.parameters);
    try {
      const since = cursorKey ? await this.cursors.of(job.instanceId, cursorKey) : null;
      const page = await this.page(job, since, reader);
      if (page.next) reader.ahead = this.askFor(job, since, page.next);
      await this.database.transaction(async (tx) => {
        // Lines first and the job after, as workers take them, so that neither waits for the other in a circle.
        const before = await this.jobs.addLines(tx, job, page.records, page.answer);
        const missing = await this.jobs.addMissing(
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
      await this.bells.process(jobId);
      return page.next !== null;
    } catch (error) {
      if (error instanceof Superseded) return false;
      if (isDatabaseAway(error)) throw error;
      return this.failed(job, await this.instances.classify(job.instanceId, error), error);
    }
  }

  private page(job: JobRecord, since: string | null, reader: { ahead: PageAhead | null }): Promise<FetchedPage> {
    const { ahead } = reader;
    reader.ahead = null;
    if (ahead && isDeepStrictEqual(ahead.from, job.pageCursor)) return ahead.page;
    return this.operations.get(job.operation).fetchPage(jobRef(job), since, job.pageCursor);
  }

  private askFor(job: JobRecord, since: string | null, cursor: PageCursor): PageAhead {
    const page = this.operations.get(job.operation).fetchPage(jobRef(job), since, cursor);
    // Whoever takes the page hears what went wrong; a page that nobody takes any more has nothing to say.
    page.catch(() => undefined);
    return { from: cursor, page };
  }

  private async failed(job: JobRecord, problem: Disposition, error: unknown): Promise<boolean> {
    const attempt = job.fetchAttempts + 1;
    if (problem.do === 'retry' && attempt < MAX_ATTEMPTS * 2) {
      const wait = retryDelayMs(attempt, Math.random(), problem.afterMs);
      await this.jobs.delayFetch(job.id, attempt, new Date(Date.now() + wait), problem);
      await this.bells.fetch(job.id, wait);
      return false;
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
    return false;
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
