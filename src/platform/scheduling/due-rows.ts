import { newId } from '../../shared-kernel/index.js';
import { withCorrelation, type Log } from '../logging/index.js';
import type { Lease } from './lease.js';
import type { Leases } from './leases.js';

export interface DueRowsOptions<R> {
  readonly everyMs: number;
  /** Rows whose time has come, longest due first. */
  readonly due: (limit: number) => Promise<readonly R[]>;
  readonly keyOf: (row: R) => string;
  /** Asked again once the row's lease is held: another process may have run it since it was listed. */
  readonly stillDue: (row: R) => Promise<boolean>;
  /** Must move the row's next time on, also when it fails, or the row is due again at the next look. */
  readonly run: (row: R, lease: Lease) => Promise<void>;
  /** Rows at the same time in this process. */
  readonly concurrency?: number;
}

/** Runs due rows of a table, each at most once at a time over all processes; one that fails or hangs leaves the others alone. */
export class DueRows<R> {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly name: string,
    private readonly options: DueRowsOptions<R>,
    private readonly leases: Leases,
    private readonly log: Log,
  ) {}

  async look(lease: Lease): Promise<void> {
    const free = (this.options.concurrency ?? 4) - this.running.size;
    if (free <= 0) return;
    // Those running here are due as well until they end: ask for enough to see past them.
    const rows = await this.options.due(free + this.running.size);
    for (const row of rows) {
      const key = this.options.keyOf(row);
      if (lease.signal.aborted || this.running.size >= (this.options.concurrency ?? 4)) return;
      if (this.running.has(key)) continue;
      const run = this.runOne(row, key).finally(() => this.running.delete(key));
      this.running.set(key, run);
    }
  }

  async idle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async runOne(row: R, key: string): Promise<void> {
    try {
      await withCorrelation(newId(), () =>
        this.leases.tryRun(`${this.name}--${key}`, async (lease) => {
          if (await this.options.stillDue(row)) await this.options.run(row, lease);
        }),
      );
    } catch (error) {
      this.log.error('due row failed', { schedule: this.name, key, error });
    }
  }
}
