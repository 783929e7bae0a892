import type { Tx } from '../database/index.js';

/** Proof that this process alone works on `name`. */
export interface Lease {
  readonly name: string;
  /** Aborted when the process stops or the lease was lost (the database was away for too long): stop and touch nothing more. */
  readonly signal: AbortSignal;
  /**
   * For writes that must not happen twice: fails the transaction when the lease is lost, and nobody can take it over before the
   * transaction has ended. Keep that transaction short.
   */
  guard(tx: Tx): Promise<void>;
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(lease: string) {
    super(`The lease ${lease} is no longer held by this run; another one may have taken over.`);
  }
}

export type LeaseOutcome<T> = { readonly ran: true; readonly result: T } | { readonly ran: false };
