import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { Access } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { FailureRepository, type FailureGroup } from '../infrastructure/failure.repository.js';
import { jobList, lineList, type JobView, type LineView } from '../infrastructure/job.lists.js';

type Limits = Pick<Access, 'instanceIds'>;

export interface JobDetail extends JobView {
  /** Lines that are still to be worked on. */
  readonly waitingCount: number;
  /** Why lines of it failed, most frequent cause first. */
  readonly failures: readonly FailureGroup[];
}

export type LineDetail = LineView & { readonly payload: unknown };

/** Jobs and lines as they look in their lists. A job of another instance than the caller may see does not exist for him. */
@Injectable()
export class ReadJob {
  constructor(
    private readonly database: Database,
    private readonly failures: FailureRepository,
  ) {}

  async job(jobId: string, limits: Limits): Promise<JobDetail> {
    const { data } = await jobList.run(this.database, jobList.parse({ id: jobId }), limits);
    const [job] = data;
    if (!job) throw jobNotFound(jobId);
    const [waitingCount, failures] = await Promise.all([
      this.failures.waiting(jobId),
      job.failedCount > 0 ? this.failures.ofJob(jobId) : [],
    ]);
    return { ...job, waitingCount, failures };
  }

  async line(jobId: string, lineId: string, limits: Limits): Promise<LineDetail> {
    const { data } = await lineList.run(this.database, lineList.parse({ id: lineId }), limits, { jobId });
    const [line] = data;
    if (!line) throw new DomainError('not-found', 'marketplace.line-not-found', 'There is no such line in this job.');
    return { ...line, payload: await this.failures.payload(lineId) };
  }

  async require(jobId: string, limits: Limits): Promise<void> {
    const { data } = await jobList.run(this.database, jobList.parse({ id: jobId }), limits);
    if (data.length === 0) throw jobNotFound(jobId);
  }
}

export function jobNotFound(jobId: string): DomainError {
  return new DomainError('not-found', 'marketplace.job-not-found', 'There is no such job.', { jobId });
}
