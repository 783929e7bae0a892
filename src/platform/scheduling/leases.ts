import { newId } from '../../shared-kernel/index.js';
import type { Log } from '../logging/index.js';
import { HeldLease } from './held-lease.js';
import type { LeaseStore } from './lease-store.js';
import type { Lease, LeaseOutcome } from './lease.js';

/**
 * After a kill -9 nobody works on a name for at most this long, plus the time to the next look (see Scheduler): below 30 s
 * together.
 */
export const LEASE_MS = 20_000;

/** One worker at a time for a name, over all processes. */
export class Leases {
  private readonly shutdown = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly store: LeaseStore,
    private readonly log: Log,
    private readonly ttlMs = LEASE_MS,
  ) {}

  /** Runs `work` unless someone holds `name`. Passes on what it throws. */
  async tryRun<T>(name: string, work: (lease: Lease) => Promise<T>): Promise<LeaseOutcome<T>> {
    if (this.shutdown.signal.aborted) return { ran: false };
    const holder = newId();
    if (!(await this.store.acquire(name, holder, this.ttlMs))) return { ran: false };
    return { ran: true, result: await this.hold(name, holder, work, () => ({ intervalMs: null, error: null })) };
  }

  /** @internal for the Scheduler: runs `work` under an acquired lease and releases it as `release` says. */
  hold<T>(
    name: string,
    holder: string,
    work: (lease: Lease) => Promise<T>,
    release: (failure: { readonly error: unknown } | null) => { intervalMs: number | null; error: string | null },
  ): Promise<T> {
    return this.track(this.runHolding(name, holder, work, release));
  }

  /** @internal for the Scheduler: work of this process alone; only its end is told by the signal. */
  holdNothing(name: string, work: (lease: Lease) => Promise<void>): Promise<void> {
    const lease: Lease = { name, signal: this.shutdown.signal, guard: () => Promise.resolve() };
    return this.track(Promise.resolve(lease).then(work));
  }

  private track<T>(run: Promise<T>): Promise<T> {
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(settled);
    void settled.then(() => this.running.delete(settled));
    return run;
  }

  private async runHolding<T>(
    name: string,
    holder: string,
    work: (lease: Lease) => Promise<T>,
    release: (failure: { readonly error: unknown } | null) => { intervalMs: number | null; error: string | null },
  ): Promise<T> {
    const lease = new HeldLease(this.store, this.log, name, holder, this.ttlMs, this.shutdown.signal);
    let failure: { readonly error: unknown } | null = null;
    try {
      return await work(lease);
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      await lease.stopRenewing();
      const { intervalMs, error } = release(failure);
      // When the database is away the lease runs out by itself.
      await this.store
        .release(name, holder, intervalMs, error)
        .catch((problem: unknown) => this.log.warn('lease not released', { lease: name, error: problem }));
    }
  }

  get ttl(): number {
    return this.ttlMs;
  }

  get isStopping(): boolean {
    return this.shutdown.signal.aborted;
  }

  /** Aborts the signal of everything that holds a lease and waits for it. */
  async stop(): Promise<void> {
    this.shutdown.abort();
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
