import type { Database, Tx } from '../database/index.js';
import { LeaseLost } from './lease.js';

export interface Look {
  readonly acquired: boolean;
  /** Milliseconds until it is worth looking again. */
  readonly againInMs: number;
}

const IN = (parameter: string) => `clock_timestamp() + make_interval(secs => ${parameter}::float8 / 1000)`;
const FREE = '(l.holder IS NULL OR l.expires_at < clock_timestamp())';

/** The statements on platform.scheduler_lease; every comparison of times is the database's. */
export class LeaseStore {
  constructor(private readonly database: Database) {}

  async acquire(name: string, holder: string, ttlMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO platform.scheduler_lease AS l (name, holder, expires_at, started_at)
       VALUES ($1, $2, ${IN('$3')}, clock_timestamp())
       ON CONFLICT (name) DO UPDATE
         SET holder = EXCLUDED.holder, expires_at = EXCLUDED.expires_at, started_at = EXCLUDED.started_at
         WHERE ${FREE}
       RETURNING l.name`,
      [name, holder, ttlMs],
    );
    return rows.length === 1;
  }

  /** Makes the schedule known. A shorter interval than before takes effect at once; a missed run stays due. */
  async ensureSchedule(name: string, intervalMs: number): Promise<void> {
    await this.database.query(
      `INSERT INTO platform.scheduler_lease AS l (name, due_at) VALUES ($1, clock_timestamp())
       ON CONFLICT (name) DO UPDATE SET due_at = least(coalesce(l.due_at, clock_timestamp()), ${IN('$2')})`,
      [name, intervalMs],
    );
  }

  async acquireDue(name: string, holder: string, ttlMs: number): Promise<Look> {
    const taken = await this.database.query(
      `UPDATE platform.scheduler_lease l
          SET holder = $2, expires_at = ${IN('$3')}, started_at = clock_timestamp()
        WHERE l.name = $1 AND l.due_at <= clock_timestamp() AND ${FREE}
       RETURNING l.name`,
      [name, holder, ttlMs],
    );
    if (taken.length === 1) return { acquired: true, againInMs: 0 };
    const [row] = await this.database.query<{ ms: number }>(
      `SELECT 1000 * extract(epoch FROM greatest(l.due_at, l.expires_at) - clock_timestamp())::float8 AS ms
         FROM platform.scheduler_lease l WHERE l.name = $1`,
      [name],
    );
    return { acquired: false, againInMs: Math.max(0, row?.ms ?? 0) };
  }

  async renew(name: string, holder: string, ttlMs: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE platform.scheduler_lease SET expires_at = ${IN('$3')} WHERE name = $1 AND holder = $2 RETURNING name`,
      [name, holder, ttlMs],
    );
    return rows.length === 1;
  }

  /** A plain lease goes altogether; a schedule keeps its row and, when `intervalMs` is given, is due again that long after its start. */
  async release(name: string, holder: string, intervalMs: number | null, error: string | null): Promise<void> {
    const gone = await this.database.query(
      `DELETE FROM platform.scheduler_lease WHERE name = $1 AND holder = $2 AND due_at IS NULL RETURNING name`,
      [name, holder],
    );
    if (gone.length === 1) return;
    await this.database.query(
      `UPDATE platform.scheduler_lease
          SET holder = NULL, expires_at = NULL, finished_at = clock_timestamp(), last_error = $4,
              due_at = CASE WHEN $3::float8 IS NULL THEN due_at
                            ELSE greatest(started_at + make_interval(secs => $3::float8 / 1000), clock_timestamp()) END
        WHERE name = $1 AND holder = $2`,
      [name, holder, intervalMs, error],
    );
  }

  async guard(tx: Tx, name: string, holder: string): Promise<void> {
    const rows = await tx.query(
      'SELECT 1 FROM platform.scheduler_lease WHERE name = $1 AND holder = $2 AND expires_at > clock_timestamp() FOR SHARE',
      [name, holder],
    );
    if (rows.length !== 1) throw new LeaseLost(name);
  }

  /** Plain leases whose process died and that nobody asked for again. */
  async deleteAbandoned(): Promise<void> {
    await this.database.query(
      `DELETE FROM platform.scheduler_lease WHERE due_at IS NULL AND expires_at < clock_timestamp() - interval '1 hour'`,
    );
  }
}
