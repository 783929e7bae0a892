import { newId } from '../../shared-kernel/index.js';
import { within } from '../async/index.js';
import { withCorrelation, type Log } from '../logging/index.js';
import { DueRows, type DueRowsOptions } from './due-rows.js';
import type { LeaseStore } from './lease-store.js';
import type { Lease } from './lease.js';
import type { Leases } from './leases.js';

export type ScheduledWork = (lease: Lease) => Promise<void>;

/** Where the ticks come from: @nestjs/schedule's registry, or a test. */
export interface Ticker {
  start(everyMs: number, tick: () => void): void;
  stop(): void;
}

export interface SchedulerOptions {
  /** Whether this process takes part (the `scheduler` role). */
  readonly runs: boolean;
  readonly tickMs?: number;
}

const TICK_MS = 250;
/** The longest a free and due schedule waits for this process to look. */
const LOOK_AT_LEAST_EVERY_MS = 5_000;
const MAX_ERROR_CHARACTERS = 1_000;

interface Entry {
  readonly name: string;
  readonly intervalMs: number;
  readonly work: ScheduledWork;
  /** In each process for itself, without a lease. */
  readonly isLocal: boolean;
  known: boolean;
  busy: boolean;
  lookAt: number;
}

/**
 * Regular work of which one run at a time happens among all processes. The next run is a row, so a restart neither repeats nor
 * forgets it: what was missed while nothing ran is caught up by one run.
 */
export class Scheduler {
  private readonly entries = new Map<string, Entry>();
  private readonly dueRowRunners: DueRows<unknown>[] = [];
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly store: LeaseStore,
    readonly leases: Leases,
    private readonly log: Log,
    private readonly ticker: Ticker,
    private readonly options: SchedulerOptions,
  ) {}

  /**
   * Runs `work` every `intervalMs`, counted from start to start; a run that takes longer is followed by the next at once. Failing
   * is logged and is a run like any other. `name` is `module.what` and unique.
   */
  every(name: string, intervalMs: number, work: ScheduledWork): void {
    this.add(name, intervalMs, false, work);
  }

  /**
   * Runs `work` every `intervalMs` in each process, whatever its roles: for what only this process can do for itself, such as
   * ringing bells that go no further than its own workers. Not at the same time as itself, and not remembered over a restart.
   */
  everyHere(name: string, intervalMs: number, work: (signal: AbortSignal) => Promise<void>): void {
    this.add(name, intervalMs, true, ({ signal }) => work(signal));
  }

  private add(name: string, intervalMs: number, isLocal: boolean, work: ScheduledWork): void {
    if (this.entries.has(name)) throw new Error(`The schedule ${name} is registered twice.`);
    if (!(intervalMs >= 100)) throw new Error(`The interval of ${name} must be at least 100 ms.`);
    this.entries.set(name, { name, intervalMs, work, isLocal, known: false, busy: false, lookAt: 0 });
  }

  /** Looks for due rows every `everyMs` and runs each under a lease of its own, so a slow one holds up nobody. */
  dueRows<R>(name: string, options: DueRowsOptions<R>): void {
    const rows = new DueRows<R>(name, options, this.leases, this.log);
    this.dueRowRunners.push(rows as DueRows<unknown>);
    this.every(name, options.everyMs, (lease) => rows.look(lease));
  }

  start(): void {
    this.ticker.start(this.options.tickMs ?? TICK_MS, () => this.tick());
  }

  /** Starts nothing more, aborts the signal of what runs and waits for it, at most `graceMs`. Safe to call twice. */
  stop(graceMs: number): Promise<void> {
    this.stopping ??= this.shutDown(graceMs);
    return this.stopping;
  }

  private async shutDown(graceMs: number): Promise<void> {
    this.ticker.stop();
    const ended = this.leases.stop().then(() => Promise.all(this.dueRowRunners.map((rows) => rows.idle())));
    if (!(await within(ended, graceMs))) {
      this.log.warn('scheduled runs still running at shutdown are left: their leases run out', { graceMs });
    }
  }

  private tick(): void {
    const now = Date.now();
    for (const entry of this.entries.values()) {
      if (entry.busy || entry.lookAt > now || this.leases.isStopping) continue;
      if (!entry.isLocal && !this.options.runs) continue;
      entry.busy = true;
      entry.lookAt = now + (entry.isLocal ? entry.intervalMs : LOOK_AT_LEAST_EVERY_MS);
      void (entry.isLocal ? this.runHere(entry) : this.look(entry)).finally(() => (entry.busy = false));
    }
  }

  private async look(entry: Entry): Promise<void> {
    try {
      if (!entry.known) await this.store.ensureSchedule(entry.name, entry.intervalMs);
      entry.known = true;
      const holder = newId();
      const look = await this.store.acquireDue(entry.name, holder, this.leases.ttl);
      if (look.acquired) {
        await this.run(entry, holder);
        entry.lookAt = 0;
      } else entry.lookAt = Date.now() + Math.min(look.againInMs, LOOK_AT_LEAST_EVERY_MS);
    } catch (error) {
      this.log.warn('schedule not looked at: tried again', { schedule: entry.name, error });
    }
  }

  private runHere(entry: Entry): Promise<void> {
    return withCorrelation(newId(), () =>
      this.leases.holdNothing(entry.name, entry.work).catch((error: unknown) => this.noteFailure(entry, error)),
    );
  }

  private async run(entry: Entry, holder: string): Promise<void> {
    await withCorrelation(newId(), () =>
      this.leases
        .hold(entry.name, holder, entry.work, (failure) => {
          // A run cut short by shutdown is still due; whoever is left takes it up.
          if (failure && this.leases.isStopping) return { intervalMs: null, error: null };
          return { intervalMs: entry.intervalMs, error: failure ? shortText(failure.error) : null };
        })
        .catch((error: unknown) => this.noteFailure(entry, error)),
    );
  }

  private noteFailure(entry: Entry, error: unknown): void {
    if (this.leases.isStopping) this.log.info('scheduled run stopped by shutdown', { schedule: entry.name });
    else this.log.error('scheduled run failed', { schedule: entry.name, error });
  }
}

function shortText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_CHARACTERS);
}
