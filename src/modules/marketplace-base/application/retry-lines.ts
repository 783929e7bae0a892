import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { JobActionsRepository, type JobState, type RetriedJob } from '../infrastructure/job-actions.repository.js';
import { JobBells } from './job-bells.js';
import { jobNotFound } from './read-job.js';
import { OperationRegistry } from './registries.js';
import { requireConfirmed } from './start-operation.js';

export interface Retried {
  readonly retriedLines: number;
  readonly jobIds: readonly string[];
}

/** Retry (A22.3) of one line, of all failed lines of a job, or of all that failed for one cause. Pressing twice is harmless. */
@Injectable()
export class RetryLines {
  constructor(
    private readonly database: Database,
    private readonly actions: JobActionsRepository,
    private readonly instances: InstanceRepository,
    private readonly operations: OperationRegistry,
    private readonly bells: JobBells,
    private readonly audit: AuditTrail,
  ) {}

  async line(jobId: string, lineId: string): Promise<Retried> {
    const jobs = await this.database.transaction(async (tx) => {
      const retried = await this.actions.retryLines(tx, { lineId });
      const job = await this.requireOpen(tx, jobId);
      if (retried.length === 0) {
        const line = await this.actions.lockLine(tx, jobId, lineId);
        // A draft was retried a moment ago, which is what is wanted.
        if (line?.state !== 'draft') throw notRetryable(line?.state ?? 'missing');
      }
      await this.note(tx, 'line.retried', lineId, job.instanceId, retried);
      return retried;
    });
    return this.ring(jobs);
  }

  async job(jobId: string): Promise<Retried & { readonly fetchRetried: boolean }> {
    const outcome = await this.database.transaction(async (tx) => {
      const retried = await this.actions.retryLines(tx, { jobId });
      const job = await this.requireOpen(tx, jobId);
      const fetchRetried = await this.retryFetch(tx, job);
      if (retried.length > 0 || fetchRetried) await this.note(tx, 'job.retried', jobId, job.instanceId, retried);
      return { retried, fetchRetried };
    });
    if (outcome.fetchRetried) await this.bells.fetch(jobId);
    return { ...(await this.ring(outcome.retried)), fetchRetried: outcome.fetchRetried };
  }

  async cause(instanceId: string, errorCode: string): Promise<Retried> {
    const jobs = await this.database.transaction(async (tx) => {
      requireConfirmed(await this.instances.share(tx, instanceId));
      const retried = await this.actions.retryLines(tx, { instanceId, errorCode });
      if (retried.length > 0)
        await this.note(tx, 'instance.failed-lines-retried', instanceId, instanceId, retried, { errorCode });
      return retried;
    });
    return this.ring(jobs);
  }

  private async requireOpen(tx: Tx, jobId: string): Promise<JobState> {
    const job = await this.actions.lockJob(tx, jobId);
    if (!job) throw jobNotFound(jobId);
    requireConfirmed(await this.instances.share(tx, job.instanceId));
    if (job.state === 'cancelled') {
      throw new DomainError(
        'conflict',
        'marketplace.job-cancelled',
        'The job was cancelled, so nothing of it is tried again. Start the operation anew, with the ids if only some are wanted.',
        { jobId },
      );
    }
    if (!this.operations.keys().includes(job.operation)) {
      throw new DomainError(
        'conflict',
        'marketplace.not-retryable',
        `"${job.operation}" is not repeated by Retry. Run it again instead.`,
        { jobId, operation: job.operation },
      );
    }
    return job;
  }

  private async retryFetch(tx: Tx, job: JobState): Promise<boolean> {
    // In phase fetch an error code is only the reason of a pause: the reading goes on by itself.
    if (job.errorCode === null || job.phase === 'fetch') return false;
    const singleKey = this.operations.get(job.operation).incrementalKey(job.parameters);
    await this.actions.retryFetch(tx, job.id, singleKey);
    return true;
  }

  private async note(
    tx: Tx,
    action: string,
    recordId: string,
    instanceId: string,
    jobs: readonly RetriedJob[],
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const recordType = action.slice(0, action.indexOf('.'));
    await this.audit.record(tx, [{ action, recordType, recordId, after: { instanceId, lines: sum(jobs), ...more } }]);
  }

  private async ring(jobs: readonly RetriedJob[]): Promise<Retried> {
    for (const { jobId } of jobs) await this.bells.process(jobId);
    return { retriedLines: sum(jobs), jobIds: jobs.map((job) => job.jobId) };
  }
}

function sum(jobs: readonly RetriedJob[]): number {
  return jobs.reduce((total, job) => total + job.lines, 0);
}

function notRetryable(state: string): DomainError {
  if (state === 'missing')
    return new DomainError('not-found', 'marketplace.line-not-found', 'There is no such line in this job.');
  return new DomainError(
    'conflict',
    'marketplace.line-not-failed',
    `Only failed lines are retried; this one is ${state}.`,
    { state },
  );
}
