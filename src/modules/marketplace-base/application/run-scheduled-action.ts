import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { currentCorrelationId, Logger } from '../../../platform/logging/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { nextRunAfter } from '../domain/schedule.js';
import { ScheduledActionRepository, type StoredAction } from '../infrastructure/scheduled-action.repository.js';
import { actionNotFound } from './change-scheduled-action.js';
import { JobBells } from './job-bells.js';
import { StartOperation, type StartedOperation } from './start-operation.js';

/** Starts the operation of a scheduled action: because its time has come, or by hand (A24). */
@Injectable()
export class RunScheduledAction {
  constructor(
    private readonly database: Database,
    private readonly actions: ScheduledActionRepository,
    private readonly start: StartOperation,
    private readonly bells: JobBells,
    private readonly logger: Logger,
  ) {}

  /** Job and next time in one transaction: neither a kill nor a second scheduler makes it run twice or not at all. */
  async due(id: string): Promise<void> {
    try {
      const started = await this.database.transaction(async (tx) => {
        const action = await this.actions.takeDue(tx, id);
        if (!action) return null;
        const job = await this.start.within(tx, this.command(action, 'schedule'));
        await this.actions.ran(tx, id, { jobId: job.jobId, message: words(job), nextRunAt: next(action) });
        return job;
      });
      if (started) await this.bells.fetch(started.jobId);
    } catch (error) {
      await this.skip(id, error);
    }
  }

  async byHand(instanceId: string, name: string): Promise<StartedOperation> {
    const started = await this.database.transaction(async (tx) => {
      const action = await this.actions.lock(tx, instanceId, name);
      if (!action) throw actionNotFound(name);
      const job = await this.start.within(tx, this.command(action, currentActor().name));
      await this.actions.ran(tx, action.id, { jobId: job.jobId, message: words(job), nextRunAt: null });
      return job;
    });
    await this.bells.fetch(started.jobId);
    return started;
  }

  /** A draft instance, an operation that is gone: said where people look, and tried again next time. */
  private async skip(id: string, error: unknown): Promise<void> {
    const isRefusal = error instanceof DomainError;
    if (!isRefusal) this.logger.error('scheduled action failed', { scheduledActionId: id, error });
    const message = isRefusal
      ? `Skipped: ${error.message}`
      : 'Skipped: the hub failed to start it. The log has the details.';
    await this.database.transaction(async (tx) => {
      const action = await this.actions.takeDue(tx, id);
      if (action) await this.actions.ran(tx, id, { jobId: null, message, nextRunAt: next(action) });
    });
  }

  private command(action: StoredAction, requestedBy: string): Parameters<StartOperation['within']>[1] {
    const { instanceId } = action;
    const correlationId = currentCorrelationId() ?? newId();
    return { instanceId, operation: action.action, parameters: {}, requestedBy, correlationId };
  }
}

function next(action: StoredAction): Date {
  return nextRunAfter(new Date(), action.nextRunAt, action.intervalMinutes);
}

function words(job: StartedOperation): string {
  return job.alreadyRunning ? 'The run before is still under way.' : 'Started.';
}
