import type { Tx } from '../database/index.js';
import type { Log } from '../logging/index.js';
import type { LeaseStore } from './lease-store.js';
import type { Lease } from './lease.js';

/** A lease while it is held: renewed three times in its life, given up when that fails for as long as it lasts. */
export class HeldLease implements Lease {
  readonly signal: AbortSignal;
  private readonly lost = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private renewedAt = performance.now();
  private renewing: Promise<void> | undefined;

  constructor(
    private readonly store: LeaseStore,
    private readonly log: Log,
    readonly name: string,
    private readonly holder: string,
    private readonly ttlMs: number,
    shutdown: AbortSignal,
  ) {
    this.signal = AbortSignal.any([this.lost.signal, shutdown]);
    this.timer = setInterval(() => this.beat(), ttlMs / 3);
  }

  get isLost(): boolean {
    return this.lost.signal.aborted;
  }

  guard(tx: Tx): Promise<void> {
    return this.store.guard(tx, this.name, this.holder);
  }

  /** To be called before the row is released, or a late renewal could speak for the next holder's row. */
  async stopRenewing(): Promise<void> {
    clearInterval(this.timer);
    await this.renewing;
  }

  private beat(): void {
    // A renewal that hangs must not hide that the lease has run out.
    if (performance.now() - this.renewedAt > this.ttlMs * 0.9) this.giveUp();
    else this.renewing ??= this.renew().finally(() => (this.renewing = undefined));
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      if (await this.store.renew(this.name, this.holder, this.ttlMs)) this.renewedAt = askedAt;
      else this.giveUp();
    } catch (error) {
      this.log.warn('lease not renewed', { lease: this.name, error });
    }
  }

  private giveUp(): void {
    clearInterval(this.timer);
    if (this.isLost) return;
    this.log.warn('lease lost: its work is told to stop', { lease: this.name });
    this.lost.abort();
  }
}
