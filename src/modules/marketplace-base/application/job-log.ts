import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { Logger, redactor } from '../../../platform/logging/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { JobRepository, type JobRecord } from '../infrastructure/job.repository.js';
import { InstanceAccess } from './instance-access.js';
import type { LineOutcome, LogDraft } from './operation.js';

export interface LogSource {
  readonly instanceId: string;
  readonly jobId: string | null;
  readonly operation: string;
  readonly correlationId: string;
}

/** The instance's log (A22.4), filtered by its level (A3.5, Z20). */
@Injectable()
export class JobLog {
  constructor(
    private readonly jobs: JobRepository,
    private readonly instances: InstanceAccess,
    private readonly logger: Logger,
  ) {}

  write(tx: Tx, job: JobRecord, drafts: readonly LogDraft[]): Promise<void> {
    return this.note(tx, { ...job, jobId: job.id }, drafts);
  }

  async note(tx: Tx, source: LogSource, drafts: readonly LogDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    const { logLevel } = await this.instances.settings(source.instanceId);
    const kept = drafts.filter((draft) => logLevel === 'all' || logLevel === draft.level);
    await this.jobs.addLogs(
      tx,
      kept.map((draft) => ({
        id: newId(),
        instanceId: source.instanceId,
        jobId: source.jobId,
        operation: source.operation,
        level: draft.level,
        code: draft.code,
        message: redactor.text(draft.message),
        remoteId: draft.remoteId,
        recordId: draft.recordId,
        endpoint: draft.endpoint || null,
        vendorMessage: draft.vendorMessage ? redactor.text(draft.vendorMessage) : null,
        facts: redactor.value({ ...draft.facts }) as Record<string, unknown>,
        correlationId: source.correlationId,
      })),
    );
  }

  /** What an outcome leaves in the log: its own entries, and a failure always says so. */
  draftsOf(outcome: LineOutcome): LogDraft[] {
    const drafts = [...(outcome.logs ?? [])];
    if (outcome.result === 'failed') {
      const { code, message, endpoint, vendorMessage, facts } = outcome.error;
      drafts.push({
        level: 'error',
        code,
        message,
        remoteId: outcome.remoteId ?? null,
        recordId: null,
        endpoint,
        vendorMessage,
        facts,
      });
    }
    return drafts;
  }

  info(message: string, fields: Record<string, unknown>): void {
    this.logger.info(message, fields);
  }

  unexpected(message: string, job: JobRecord, fields: object, error: unknown): void {
    this.logger.warn(message, {
      jobId: job.id,
      instanceId: job.instanceId,
      operation: job.operation,
      ...fields,
      error,
    });
  }
}
