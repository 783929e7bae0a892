import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';

/** Last Processed On (A3.2): where the next incremental run of an operation starts. */
@Injectable()
export class SyncCursorRepository {
  constructor(private readonly database: Database) {}

  async of(instanceId: string, operation: string): Promise<string | null> {
    const [row] = await this.database.query<{ until: Date }>(
      `SELECT processed_until AS until FROM marketplace.sync_cursor WHERE instance_id = $1 AND operation = $2`,
      [instanceId, operation],
    );
    return row ? row.until.toISOString() : null;
  }

  /** Back to just before the oldest record of a stopped job that was not worked on, so that the next run reads it again. */
  async rewind(tx: Tx, instanceId: string, operation: string, jobId: string): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.sync_cursor c SET processed_until = least(c.processed_until, l.oldest)
       FROM (SELECT min(remote_modified_at) - interval '1 millisecond' AS oldest FROM marketplace.queue_line WHERE job_id = $3 AND state IN ('cancelled', 'draft')) l
       WHERE c.instance_id = $1 AND c.operation = $2 AND l.oldest IS NOT NULL`,
      [instanceId, operation, jobId],
    );
  }

  /** Only ever moves forward. */
  async move(tx: Tx, instanceId: string, operation: string, until: string): Promise<void> {
    await tx.execute(
      `INSERT INTO marketplace.sync_cursor (instance_id, operation, processed_until) VALUES ($1, $2, $3)
       ON CONFLICT (instance_id, operation) DO UPDATE
       SET processed_until = greatest(marketplace.sync_cursor.processed_until, EXCLUDED.processed_until)`,
      [instanceId, operation, until],
    );
  }
}
