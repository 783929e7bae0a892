import { Injectable } from '@nestjs/common';
import { Queue } from '../../../platform/queue/index.js';

export interface JobBell {
  readonly jobId: string;
}

/**
 * Workers that one job can keep busy at once, over all processes. Two in one process overlap planning with PostgreSQL's work;
 * the rest is for further machines, and finds nothing to do where there are none.
 */
const LANES = 4;

export const FETCH_BELL = 'marketplace.fetch-job';
export const PROCESS_BELL = 'marketplace.process-job';

/** Says "there is work for job X". Losing, repeating or reordering a bell changes nothing: the sweep rings again. */
@Injectable()
export class JobBells {
  constructor(private readonly queue: Queue) {
    // A bell that nobody answers is found at the start, not by the first import.
    queue.expect(FETCH_BELL, PROCESS_BELL);
  }

  async fetch(jobId: string, delayMs = 0): Promise<void> {
    await this.queue.ring<JobBell>(FETCH_BELL, { jobId }, { id: `fetch--${jobId}`, delayMs });
  }

  async process(jobId: string, delayMs = 0): Promise<void> {
    for (let lane = 0; lane < LANES; lane++) {
      await this.queue.ring<JobBell>(PROCESS_BELL, { jobId }, { id: `process--${jobId}--${lane}`, delayMs });
    }
  }
}
