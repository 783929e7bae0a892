import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { placeKey, readPayloads, type PayloadPlace } from './payload-pages.js';

/** Failed lines with one cause (B16), with one of them as a sample. */
export interface FailureGroup {
  readonly errorCode: string;
  readonly count: number;
  readonly message: string | null;
  readonly remoteId: string;
  readonly jobId: string;
}

export interface MissingWorkflow {
  readonly gatewayId: string;
  readonly gateway: string;
  readonly paymentStatus: string;
  readonly seen: number;
  readonly lastRemoteId: string | null;
  readonly lastSeenAt: string;
  /** Ready to be sent (A11.13). */
  readonly configureWorkflow: {
    readonly method: string;
    readonly path: string;
    readonly body: Record<string, unknown>;
  };
}

const GROUPED = (condition: string): string => `
  SELECT g.error_code AS "errorCode", g.count, s.message, s.remote_id AS "remoteId", s.job_id AS "jobId"
  FROM (SELECT error_code, count(*)::int AS count FROM marketplace.queue_line l
        WHERE l.state = 'failed' AND ${condition} GROUP BY error_code) g
  CROSS JOIN LATERAL (SELECT message, remote_id, job_id FROM marketplace.queue_line l
        WHERE l.state = 'failed' AND ${condition} AND l.error_code = g.error_code ORDER BY l.id DESC LIMIT 1) s
  ORDER BY g.count DESC, g.error_code LIMIT 200`;

@Injectable()
export class FailureRepository {
  constructor(private readonly database: Database) {}

  ofInstance(instanceId: string): Promise<FailureGroup[]> {
    return this.database.query<FailureGroup>(GROUPED('l.instance_id = $1'), [instanceId]);
  }

  ofJob(jobId: string): Promise<FailureGroup[]> {
    return this.database.query<FailureGroup>(GROUPED('l.job_id = $1'), [jobId]);
  }

  async waiting(jobId: string): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM marketplace.queue_line WHERE job_id = $1 AND state = 'draft'`,
      [jobId],
    );
    return row?.n ?? 0;
  }

  async payload(lineId: string): Promise<unknown> {
    const [place] = await this.database.query<PayloadPlace>(
      `SELECT page_id AS "pageId", page_position AS "pagePosition" FROM marketplace.queue_line
       WHERE id = $1 AND page_id IS NOT NULL`,
      [lineId],
    );
    if (!place) return null;
    return (await readPayloads(this.database, [place])).get(placeKey(place)) ?? null;
  }

  /**
   * Gateway x payment status pairs that orders came with and no row is for, by what the import logged.
   * @param since null: ever
   */
  async missingWorkflows(instanceId: string, since: Date | null = null): Promise<MissingWorkflow[]> {
    const rows = await this.database.query<Omit<MissingWorkflow, 'lastSeenAt'> & { lastSeenAt: Date }>(
      `SELECT g.id AS "gatewayId", g.name AS gateway, e.status AS "paymentStatus", e.seen, l.remote_id AS "lastRemoteId",
         l.created_at AS "lastSeenAt", l.facts->'configureWorkflow' AS "configureWorkflow"
       FROM (SELECT facts->'configureWorkflow'->'body'->>'gatewayId' AS gateway, facts->'configureWorkflow'->'body'->>'paymentStatus' AS status,
               count(*)::int AS seen, max(id::text)::uuid AS last
             FROM marketplace.log_entry
             WHERE instance_id = $1 AND code = 'orders.workflow-missing' AND facts ? 'configureWorkflow' AND id >= $2
             GROUP BY 1, 2) e
       JOIN marketplace.gateway g ON g.id::text = e.gateway AND g.instance_id = $1
       JOIN marketplace.log_entry l ON l.id = e.last
       WHERE NOT EXISTS (SELECT FROM marketplace.financial_workflow w
         WHERE w.instance_id = $1 AND w.payment_status = e.status AND (w.gateway_id = g.id OR w.gateway_id IS NULL))
       ORDER BY e.seen DESC, g.name, e.status LIMIT 200`,
      [instanceId, firstIdOf(since ?? new Date(0))],
    );
    return rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() }));
  }
}

/** No id that was made later is less: ids begin with their time (UUIDv7). */
function firstIdOf(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
