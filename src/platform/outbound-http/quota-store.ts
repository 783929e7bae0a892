import { blockQuota, freshQuota, learnQuota, takeQuota, type QuotaReading, type QuotaState } from './quota-rules.js';

/** Where the state of each budget is kept: in this process, or in Redis for all processes. */
export interface QuotaStore {
  /** @returns 0 = go ahead (one request is taken), else how many milliseconds to wait before asking again */
  take(budget: string): Promise<number>;
  learn(budget: string, reading: QuotaReading): Promise<void>;
  /** Nobody goes ahead for `ms`. */
  block(budget: string, ms: number): Promise<void>;
  close(): Promise<void>;
}

export class LocalQuotaStore implements QuotaStore {
  private readonly states = new Map<string, QuotaState>();

  constructor(private readonly now: () => number) {}

  take(budget: string): Promise<number> {
    return Promise.resolve(takeQuota(this.state(budget), this.now()));
  }

  learn(budget: string, reading: QuotaReading): Promise<void> {
    learnQuota(this.state(budget), reading, this.now());
    return Promise.resolve();
  }

  block(budget: string, ms: number): Promise<void> {
    blockQuota(this.state(budget), ms, this.now());
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private state(budget: string): QuotaState {
    let state = this.states.get(budget);
    if (!state) this.states.set(budget, (state = freshQuota()));
    return state;
  }
}
