import { Injectable } from '@nestjs/common';
import { Database, isDatabaseAway, type Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { BackgroundTurns } from '../../../platform/requests-first/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { JobRepository, type JobRecord } from '../infrastructure/job.repository.js';
import { LineRepository, type ClaimedLine, type DoneLine, type FailedLine } from '../infrastructure/line.repository.js';
import { MAX_ATTEMPTS, retryDelayMs } from '../domain/retry.js';
import type { Disposition } from '../contract/index.js';
import { jobRef } from './fetch-job.js';
import { InstanceAccess } from './instance-access.js';
import { JobBells } from './job-bells.js';
import { JobLog } from './job-log.js';
import { isConflict, isPassing, lineErrorOf } from './line-error.js';
import type { LineOutcome, OperationSession } from './operation.js';
import { OperationRegistry } from './registries.js';

/** How long retried lines wait while others are worked on. */
const RETRIES_WAIT_MS = 2_000;
/** Rounds of preparation without a line done, after which those that still ask for it are failed. */
const MAX_PREPARATIONS = 20;

/** Works on a job's lines, batch by batch, until none is left that it could take. Any number of workers at once. */
@Injectable()
export class ProcessJob {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobRepository,
    private readonly lines: LineRepository,
    private readonly operations: OperationRegistry,
    private readonly instances: InstanceAccess,
    private readonly bells: JobBells,
    private readonly outbox: Outbox,
    private readonly log: JobLog,
    private readonly turns: BackgroundTurns,
  ) {}

  async run(jobId: string, signal: AbortSignal): Promise<void> {
    const job = await this.jobs.find(jobId);
    if (!job || (job.state !== 'draft' && job.state !== 'processing')) return;
    const batchLimit = (await this.instances.settings(job.instanceId)).queueBatchLimit;
    const session = await this.operations.get(job.operation).open(jobRef(job));
    let preparations = 0;
    let lookedForRetriesAt = performance.now();
    while (!signal.aborted) {
      const step = await this.turns.take(() => this.batch(job, session, batchLimit, null));
      // A person's Retry does not wait for the end of a long import.
      if (step.taken === 0 || performance.now() - lookedForRetriesAt > RETRIES_WAIT_MS) {
        const read = await this.readAgain(job, batchLimit);
        lookedForRetriesAt = performance.now();
        if (step.taken === 0 && read === 0) break;
      }
      if (step.done > 0) preparations = 0;
      if (step.needsPreparation) {
        if (++preparations > MAX_PREPARATIONS) await this.giveUp(job, step.leftLineIds);
        else if (!(await this.prepare(job, session, step.leftLineIds))) break;
      }
    }
    if (!signal.aborted) await this.endOrWait(job);
  }

  private async batch(
    job: JobRecord,
    session: OperationSession,
    limit: number,
    only: readonly string[] | null,
    isSecondLook = false,
  ): Promise<Step> {
    let taken: ClaimedLine[] = [];
    try {
      return await this.database.transaction(async (tx) => {
        taken = await this.lines.claim(tx, job.id, limit, only);
        if (taken.length === 0) return { taken: 0, done: 0, needsPreparation: false, leftLineIds: [] };
        const { outcomes, needsPreparation, logs } = await session.process(taken, tx);
        await this.record(tx, job, outcomes);
        if (logs?.length) await this.log.write(tx, job, logs);
        const ended = new Set(outcomes.map((outcome) => outcome.lineId));
        return {
          taken: taken.length,
          done: outcomes.length,
          needsPreparation,
          leftLineIds: taken.filter((line) => !ended.has(line.id)).map((line) => line.id),
        };
      });
    } catch (error) {
      // A lost connection says nothing about the lines: the bell comes again.
      if (taken.length === 0 || isPassing(error)) throw error;
      // Another worker brought the same record a moment ago: a second look finds it standing.
      const [first] = taken;
      if (taken.length === 1 && first && !isSecondLook && isConflict(error)) {
        return this.batch(job, session, 1, [first.id], true);
      }
      return this.isolate(job, session, taken, error);
    }
  }

  /** The batch was refused: halve it until the culprit stands alone and fails by itself (design.md §4.4). */
  private async isolate(
    job: JobRecord,
    session: OperationSession,
    lines: readonly ClaimedLine[],
    error: unknown,
  ): Promise<Step> {
    const [only] = lines;
    if (lines.length === 1 && only) {
      this.log.unexpected('a line could not be written', job, { remoteId: only.remoteId }, error);
      await this.database.transaction(async (tx) => {
        const held = await this.lines.claim(tx, job.id, 1, [only.id]);
        if (held.length === 1)
          await this.record(tx, job, [
            { lineId: only.id, remoteId: only.remoteId, result: 'failed', error: lineErrorOf(error) },
          ]);
      });
      return { taken: 1, done: 1, needsPreparation: false, leftLineIds: [] };
    }
    const middle = Math.ceil(lines.length / 2);
    const halves = [lines.slice(0, middle), lines.slice(middle)];
    const total: Step = { taken: 0, done: 0, needsPreparation: false, leftLineIds: [] };
    for (const half of halves) {
      const step = await this.batch(
        job,
        session,
        half.length,
        half.map((line) => line.id),
      );
      total.taken += step.taken;
      total.done += step.done;
      total.needsPreparation ||= step.needsPreparation;
      total.leftLineIds = [...total.leftLineIds, ...step.leftLineIds];
    }
    return { ...total, taken: Math.max(total.taken, 1) };
  }

  private async record(tx: Tx, job: JobRecord, outcomes: readonly LineOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    await this.log.write(
      tx,
      job,
      outcomes.flatMap((outcome) => this.log.draftsOf(outcome)),
    );
    const failed = outcomes.flatMap(failedLine);
    const counts = await this.lines.finish(tx, outcomes.flatMap(doneLine));
    await this.lines.fail(tx, failed);
    await this.jobs.count(tx, job.id, { ...counts, failed: failed.length });
  }

  /** @returns false when the lines had to be put off */
  private async prepare(job: JobRecord, session: OperationSession, lineIds: readonly string[]): Promise<boolean> {
    try {
      await session.prepare();
      return true;
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      await this.putOff(job, lineIds, error);
      return false;
    }
  }

  /** Lines that ask for the same preparation again and again would do so for ever. */
  private async giveUp(job: JobRecord, lineIds: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = await this.lines.claim(tx, job.id, lineIds.length, lineIds);
      await this.record(
        tx,
        job,
        held.map((line) => ({
          lineId: line.id,
          remoteId: line.remoteId,
          result: 'failed',
          error: {
            code: 'marketplace.preparation-without-end',
            message:
              'What this record needs (a product, a tax, a gateway) was made, but is still not found. Look at the reference data it names, then press Retry.',
          },
        })),
      );
    });
  }

  private async putOff(job: JobRecord, lineIds: readonly string[], error: unknown): Promise<void> {
    const problem = await this.instances.classify(job.instanceId, error);
    await this.database.transaction(async (tx) =>
      this.failOrDelay(tx, job, await this.lines.claim(tx, job.id, lineIds.length, lineIds), problem),
    );
  }

  /** What may pass is tried again later, five times in all (Z21); anything else waits for a person at once. */
  private async failOrDelay(
    tx: Tx,
    job: JobRecord,
    held: readonly Omit<ClaimedLine, 'payload'>[],
    problem: Disposition,
  ): Promise<void> {
    const last = held.filter((line) => problem.do !== 'retry' || line.attempts + 1 >= MAX_ATTEMPTS);
    const again = held.filter((line) => !last.includes(line));
    await this.record(
      tx,
      job,
      last.map((line) => ({ lineId: line.id, remoteId: line.remoteId, result: 'failed', error: { ...problem } })),
    );
    const attempt = Math.max(0, ...again.map((line) => line.attempts)) + 1;
    const due = new Date(Date.now() + retryDelayMs(attempt, Math.random(), problem.afterMs));
    await this.lines.delayLines(
      tx,
      again.map((line) => line.id),
      due,
    );
  }

  /** Lines a person retried come without a payload: they are read afresh (A22.3). @returns how many lines it brought on */
  private async readAgain(job: JobRecord, limit: number): Promise<number> {
    const unread = await this.lines.unread(job.id, limit);
    if (unread.length === 0) return 0;
    const lineIds = unread.map((line) => line.id);
    try {
      const fresh = await this.operations.get(job.operation).refetch(
        jobRef(job),
        unread.map((line) => line.remoteId),
      );
      const missing = new Set(fresh.missingIds);
      return await this.database.transaction(async (tx) => {
        // Another worker may have read the same lines: whoever holds them says what became of them.
        const held = await this.lines.claimUnread(tx, lineIds);
        const stored = await this.lines.storePayloads(tx, job.id, fresh.records);
        const lost = held.filter((line) => missing.has(line.remoteId));
        await this.record(tx, job, lost.map(gone));
        return stored + lost.length;
      });
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      const problem = await this.instances.classify(job.instanceId, error);
      return await this.database.transaction(async (tx) => {
        const held = await this.lines.claimUnread(tx, lineIds);
        await this.failOrDelay(tx, job, held, problem);
        return held.length;
      });
    }
  }

  private async endOrWait(job: JobRecord): Promise<void> {
    const { mayEnd, due } = await this.jobs.outlook(job.id);
    if (due && due.getTime() > Date.now()) await this.bells.process(job.id, due.getTime() - Date.now());
    if (mayEnd) await this.end(job);
  }

  private async end(job: JobRecord): Promise<void> {
    const ended = await this.database.transaction(async (tx) => {
      const result = await this.jobs.end(tx, job.id);
      if (result) {
        await this.outbox.append(tx, [
          {
            id: newId(),
            type: 'marketplace.job-ended.v1',
            payload: {
              jobId: job.id,
              instanceId: job.instanceId,
              operation: job.operation,
              state: result.state,
              failed: result.failed,
            },
          },
        ]);
      }
      return result;
    });
    if (!ended) return;
    this.log.info('job ended', {
      jobId: job.id,
      instanceId: job.instanceId,
      operation: job.operation,
      state: ended.state,
    });
  }
}

interface Step {
  taken: number;
  done: number;
  needsPreparation: boolean;
  leftLineIds: string[];
}

function gone(line: { readonly id: string; readonly remoteId: string }): LineOutcome {
  return {
    lineId: line.id,
    remoteId: line.remoteId,
    result: 'failed',
    error: {
      code: 'marketplace.remote-record-missing',
      message: `The store no longer has record ${line.remoteId}. Nothing can be imported; cancel the line.`,
    },
  };
}

function doneLine(outcome: LineOutcome): DoneLine[] {
  if (outcome.result === 'failed') return [];
  return [{ id: outcome.lineId, result: outcome.result, recordId: outcome.recordId }];
}

function failedLine(outcome: LineOutcome): FailedLine[] {
  if (outcome.result !== 'failed') return [];
  const { code, message, vendorMessage, endpoint, facts } = outcome.error;
  return [
    {
      id: outcome.lineId,
      errorCode: code,
      message,
      vendorMessage: vendorMessage ?? null,
      endpoint: endpoint ?? null,
      facts: facts ? JSON.stringify(facts) : null,
    },
  ];
}
