import type { Tx } from '../database/index.js';
import type { StoredEvent } from './event.js';

export interface Delivery {
  readonly handler: string;
  readonly attempts: number;
  readonly event: StoredEvent;
}

interface DeliveryRow extends StoredEvent {
  readonly handler: string;
  readonly attempts: number;
}

/** Locks the next due delivery of one of `handlers` until the transaction ends, passing over those that others hold. */
export async function takeDelivery(tx: Tx, handlers: readonly string[]): Promise<Delivery | null> {
  const [row] = await tx.query<DeliveryRow>(
    `SELECT h.handler, h.attempts, e.id, e.type, e.version, e.payload,
            e.occurred_at AS "occurredAt", e.correlation_id AS "correlationId"
       FROM platform.handled_event h JOIN platform.outbox_event e ON e.id = h.event_id
      WHERE h.state = 'waiting' AND h.next_try_at <= now() AND h.handler = ANY($1)
      ORDER BY h.next_try_at, h.event_id
      LIMIT 1 FOR UPDATE OF h SKIP LOCKED`,
    [handlers],
  );
  if (!row) return null;
  const { handler, attempts, ...event } = row;
  return { handler, attempts, event };
}

export async function rememberHandled(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.execute(
    `UPDATE platform.handled_event
        SET state = 'handled', handled_at = now(), attempts = attempts + 1, error = NULL
      WHERE handler = $1 AND event_id = $2`,
    [delivery.handler, delivery.event.id],
  );
}
