import type { Tx } from '../../database/index.js';

export interface AuditEntry {
  /** What was done, past tense, e.g. 'instance.confirmed'. */
  readonly action: string;
  /** e.g. 'instance'. */
  readonly recordType: string;
  readonly recordId: string;
  /** What changed, as plain JSON. Fields named like secrets are left out before storing, whatever the caller passes. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/**
 * Who changed what. Written in the transaction of the change; the actor and the correlation id come from the running request or job.
 * Modules never import each other, so the word is here and the access module provides it.
 */
export abstract class AuditTrail {
  abstract record(tx: Tx, entries: readonly AuditEntry[]): Promise<void>;
}
