import type { Waiter } from '../waiter.js';

/** Time that passes only by waiting; every wait is over at once and remembered. */
export class FakeWaiter implements Waiter {
  readonly waits: number[] = [];
  time = Date.parse('2026-11-20T10:00:00Z');

  constructor(private readonly chance = 1) {}

  now(): number {
    return this.time;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.time += ms;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }

  random(): number {
    return this.chance;
  }

  get total(): number {
    return this.waits.reduce((sum, ms) => sum + ms, 0);
  }
}
