import type { Database } from '../database/index.js';

/** Long enough to look into what happened last week. */
const KEEP_DAYS = 7;
const BATCH = 5_000;
const MAX_BATCHES = 200;

/** Deletes events that were relayed long ago and that nobody still has to handle; parked ones stay until a person has acted. */
export async function deleteOldEvents(database: Database, signal: AbortSignal, keepDays = KEEP_DAYS): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < MAX_BATCHES && !signal.aborted; batch++) {
    const count = await database.withSession((session) =>
      session.execute(
        `DELETE FROM platform.outbox_event WHERE id IN (
           SELECT e.id FROM platform.outbox_event e
            WHERE e.relayed_at < now() - make_interval(days => $1)
              AND NOT EXISTS (SELECT FROM platform.handled_event h WHERE h.event_id = e.id AND h.state <> 'handled')
            LIMIT $2)`,
        [keepDays, BATCH],
      ),
    );
    deleted += count;
    if (count < BATCH) break;
  }
  return deleted;
}
