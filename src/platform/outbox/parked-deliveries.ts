import type { Database } from '../database/index.js';
import type { ParkedDelivery } from './event.js';

export class ParkedDeliveries {
  constructor(private readonly database: Database) {}

  list(limit: number): Promise<ParkedDelivery[]> {
    return this.database.query<ParkedDelivery>(
      `SELECT h.event_id AS "eventId", h.handler, e.type, e.occurred_at AS "occurredAt", h.attempts, coalesce(h.error, '') AS error
         FROM platform.handled_event h JOIN platform.outbox_event e ON e.id = h.event_id
        WHERE h.state = 'parked' ORDER BY h.event_id, h.handler LIMIT $1`,
      [limit],
    );
  }

  async retry(which?: { readonly eventId: string; readonly handler: string }): Promise<number> {
    return this.database.withSession((session) =>
      session.execute(
        `UPDATE platform.handled_event SET state = 'waiting', attempts = 0, next_try_at = now()
          WHERE state = 'parked' AND ($1::uuid IS NULL OR (event_id = $1 AND handler = $2))`,
        [which?.eventId ?? null, which?.handler ?? null],
      ),
    );
  }
}
