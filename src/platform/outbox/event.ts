import type { Tx } from '../database/index.js';

/** `module.what-happened.v1`; a changed payload is a new version. */
export type EventType = `${string}.${string}.v${number}`;

/** What a use case says happened. Ids, primitives and money text; never rows, addresses or secrets (style.md §10). */
export interface EventDraft<P extends object = object> {
  /** Made by the caller (newId()). */
  readonly id: string;
  readonly type: EventType;
  readonly payload: P;
  /** Defaults to now. */
  readonly occurredAt?: Date;
  /** Defaults to the one of the running request or job. */
  readonly correlationId?: string | null;
}

export interface StoredEvent<P = unknown> {
  readonly id: string;
  readonly type: EventType;
  readonly version: number;
  readonly payload: P;
  readonly occurredAt: Date;
  readonly correlationId: string | null;
}

/**
 * Runs at least once, in any order, in the transaction it is given: what it writes through `tx` takes effect exactly once.
 * No remote call in here; ring a bell in `tx.afterCommit` instead.
 */
export type EventHandler<P> = (event: StoredEvent<P>, tx: Tx) => Promise<void>;

export interface ParkedDelivery {
  readonly eventId: string;
  readonly handler: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly attempts: number;
  readonly error: string;
}

const TYPE = /^[a-z0-9-]+\.[a-z0-9-]+\.v([1-9][0-9]*)$/;

export function eventVersion(type: string): number {
  const version = TYPE.exec(type)?.[1];
  if (!version) throw new Error(`"${type}" is not an event type like marketplace.order-imported.v1.`);
  return Number(version);
}
