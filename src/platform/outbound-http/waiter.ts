import { setTimeout as sleep } from 'node:timers/promises';

/** Time, so that tests need not spend any. */
export interface Waiter {
  now(): number;
  /** Rejects when `signal` is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}

export const realWaiter: Waiter = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
  random: () => Math.random(),
};
