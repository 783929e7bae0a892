import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { JobActionsRepository } from '../infrastructure/job-actions.repository.js';
import { SyncCursorRepository } from '../infrastructure/sync-cursor.repository.js';
import { JobBells } from './job-bells.js';
import { jobNotFound } from './read-job.js';
import { OperationRegistry } from './registries.js';

/**
 * A person stops a job or gives a line up. What was written stays; doing it twice changes nothing. What a stopped job had read and not
 * written is read again by the next one.
 */
@Injectable()
export class CancelWork {
  constructor(
    private readonly database: Database,
    private readonly actions: JobActionsRepository,
    private readonly cursors: SyncCursorRepository,
    private readonly operations: OperationRegistry,
    private readonly bells: JobBells,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  async job(jobId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      // All that is free at once, or the workers would go on taking it while this waits for what they have in hand.
      await this.actions.cancelFreeLines(tx, jobId);
      await this.actions.cancelWaitingLines(tx, jobId);
      const job = await this.actions.lockJob(tx, jobId);
      if (!job) throw jobNotFound(jobId);
      if (job.state === 'cancelled') return;
      if (!(await this.actions.cancelJob(tx, jobId))) {
        throw new DomainError(
          'conflict',
          'marketplace.job-ended',
          `The job has ended already (${job.state}). Its failed lines can be retried or cancelled one by one.`,
          { jobId, state: job.state },
        );
      }
      // What a page brought in the meantime.
      await this.actions.cancelFreeLines(tx, jobId);
      const { instanceId, operation, parameters } = job;
      const cursorKey = this.operations.get(operation).incrementalKey(parameters);
      if (cursorKey) await this.cursors.rewind(tx, instanceId, cursorKey, jobId);
      await this.outbox.append(tx, [
        {
          id: newId(),
          type: 'marketplace.job-ended.v1',
          payload: { jobId, instanceId, operation, state: 'cancelled', failed: job.failedCount },
        },
      ]);
      await this.audit.record(tx, [
        { action: 'job.cancelled', recordType: 'job', recordId: jobId, before: { state: job.state, instanceId } },
      ]);
    });
  }

  async line(jobId: string, lineId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const line = await this.actions.lockLine(tx, jobId, lineId);
      if (!line) throw new DomainError('not-found', 'marketplace.line-not-found', 'There is no such line in this job.');
      if (line.state === 'cancelled') return;
      if (line.state !== 'draft' && line.state !== 'failed') {
        throw new DomainError(
          'conflict',
          'marketplace.line-ended',
          `The line is ${line.state}; only waiting and failed lines can be cancelled.`,
          { state: line.state },
        );
      }
      await this.actions.cancelLine(tx, lineId);
      if (line.state === 'failed') await this.actions.forgetFailure(tx, jobId);
      await this.audit.record(tx, [
        {
          action: 'line.cancelled',
          recordType: 'line',
          recordId: lineId,
          before: { state: line.state, jobId, remoteId: line.remoteId },
        },
      ]);
    });
    // It may have been the last one.
    await this.bells.process(jobId);
  }
}
