import type { Log } from '../logging/index.js';
import type { QuotaReader, QuotaReading } from './quota-rules.js';
import type { QuotaStore } from './quota-store.js';
import type { Waiter } from './waiter.js';

/** Longer than this a request does not sit and wait; ordinary windows are 30 s and 60 s. */
const LONGEST_WAIT_MS = 5 * 60_000;
/** Long waits are cut into pieces, so that good news from another process is noticed. */
const PIECE_MS = 15_000;
/** After the reset, so that our clock need not be exact and not all processes go in the same instant. */
const SLACK_MS = 50;
const SPREAD_MS = 200;

export class QuotaExhausted extends Error {
  constructor(readonly waitMs: number) {
    super('The quota does not come back soon enough.');
  }
}

/**
 * Spends each budget's quota so that the other side need not refuse (A22.6): requests stand in line and wait for the window to
 * start anew rather than fail.
 */
export class QuotaGovernor {
  private readonly readers = new Map<string, QuotaReader>();
  private readonly lines = new Map<string, Promise<void>>();

  constructor(
    private readonly store: QuotaStore,
    private readonly waiter: Waiter,
    private readonly log: Log,
  ) {}

  /** `vendor` is the part of the budget before the colon. */
  readWith(vendor: string, reader: QuotaReader): void {
    this.readers.set(vendor, reader);
  }

  read(budget: string, headers: Readonly<Record<string, string>>): QuotaReading | null {
    const reading = this.readers.get(budget.split(':', 1)[0] ?? budget)?.(headers) ?? null;
    const sane = reading && reading.limit > 0 && reading.remaining >= 0 && reading.resetMs >= 0;
    return sane ? reading : null;
  }

  async learn(budget: string, reading: QuotaReading): Promise<void> {
    await this.store.learn(budget, reading);
  }

  async block(budget: string, ms: number): Promise<void> {
    await this.store.block(budget, ms);
  }

  /** Resolves when one request may be sent; rejects when `signal` is aborted. First come, first served. */
  async enter(budget: string, signal?: AbortSignal): Promise<void> {
    const ahead = this.lines.get(budget) ?? Promise.resolve();
    let leave = (): void => undefined;
    const mine = new Promise<void>((resolve) => (leave = resolve));
    const line = ahead.then(() => mine);
    this.lines.set(budget, line);
    try {
      await abortable(ahead, signal);
      await this.take(budget, signal);
    } finally {
      leave();
      if (this.lines.get(budget) === line) this.lines.delete(budget);
    }
  }

  private async take(budget: string, signal?: AbortSignal): Promise<void> {
    const from = this.waiter.now();
    let waited = false;
    for (;;) {
      signal?.throwIfAborted();
      const waitMs = await this.store.take(budget);
      if (waitMs <= 0) return;
      if (this.waiter.now() - from + waitMs > LONGEST_WAIT_MS) throw new QuotaExhausted(waitMs);
      // Only the first in line asks, so this is one line for each wait, however many stand behind.
      if (!waited) this.log.info('waiting for the quota', { budget, waitMs: Math.ceil(waitMs) });
      waited = true;
      const whole = waitMs + SLACK_MS + Math.round(this.waiter.random() * SPREAD_MS);
      await this.waiter.wait(Math.min(whole, PIECE_MS), signal);
    }
  }

  close(): Promise<void> {
    return this.store.close();
  }
}

async function abortable(work: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return work;
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    signal.addEventListener('abort', stop, { once: true });
    void work.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
