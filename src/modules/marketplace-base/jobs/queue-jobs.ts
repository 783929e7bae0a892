import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Logger, withCorrelation } from '../../../platform/logging/index.js';
import { Queue } from '../../../platform/queue/index.js';
import { Scheduler } from '../../../platform/scheduling/index.js';
import { FetchJob } from '../application/fetch-job.js';
import { FETCH_BELL, JobBells, PROCESS_BELL, type JobBell } from '../application/job-bells.js';
import { ProcessJob } from '../application/process-job.js';
import { JobRepository } from '../infrastructure/job.repository.js';

const SWEEP_MS = 5_000;
/** Planning one batch while PostgreSQL writes another keeps two cores busy; more would only wait for each other. */
const LINE_WORKERS = 2;

/** Answers the bells of queue jobs, and rings again for jobs that nobody has moved for a while. */
@Injectable()
export class QueueJobs implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly queue: Queue,
    private readonly scheduler: Scheduler,
    private readonly jobs: JobRepository,
    private readonly bells: JobBells,
    private readonly fetchJob: FetchJob,
    private readonly processJob: ProcessJob,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.queue.register<JobBell>(
      FETCH_BELL,
      ({ jobId }, signal) => this.correlated(jobId, () => this.fetchJob.run(jobId, signal)),
      {
        concurrency: 2,
      },
    );
    this.queue.register<JobBell>(
      PROCESS_BELL,
      ({ jobId }, signal) => this.correlated(jobId, () => this.processJob.run(jobId, signal)),
      {
        concurrency: LINE_WORKERS,
      },
    );
    this.scheduler.every('marketplace.sweep-jobs', SWEEP_MS, () => this.sweep(SWEEP_MS));
  }

  /** Bells that wait in a process die with it: a restarted hub goes on at once instead of after the next sweep. */
  async onApplicationBootstrap(): Promise<void> {
    await this.sweep(0).catch((error: unknown) =>
      this.log.warn('open jobs not rung at start: the sweep does', { error }),
    );
  }

  private async sweep(olderThanMs: number): Promise<void> {
    for (const job of await this.jobs.stale(olderThanMs)) {
      if (job.phase === 'fetch') await this.bells.fetch(job.id);
      await this.bells.process(job.id);
    }
  }

  private async correlated(jobId: string, work: () => Promise<void>): Promise<void> {
    const job = await this.jobs.find(jobId);
    if (job) await withCorrelation(job.correlationId, work);
  }
}
