import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { FailureFacts, InstanceFacts, RecordLogFacts, ScheduleFacts } from '../contract/index.js';

const MOST_CAUSES = 20;
const LOG_PER_RECORD = 3;

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type StoredFacts = Omit<InstanceFacts, 'schedule' | 'failures' | 'versions'> & {
  readonly platform: InstanceFacts['versions']['platform'];
};
type OfInstance<T> = T & { readonly instanceId: string };

/** How far an instance is set up, as far as rows can tell. */
export interface Setup {
  readonly locations: number;
  readonly locationsWithoutWarehouse: number;
  readonly workflows: number;
}

/** What people who look for a cause want to know of instances, for a list of them at a time. */
@Injectable()
export class InsightRepository {
  constructor(private readonly database: Database) {}

  /** Instances by what people call their store or account; the version tells whether one was changed since. */
  async find(
    wanted: readonly { readonly connector: string; readonly identity: string }[],
  ): Promise<{ id: string; version: number; state: 'draft' | 'confirmed'; connector: string; identity: string }[]> {
    if (wanted.length === 0) return [];
    return this.database.query(
      `SELECT i.id, i.version, i.state, i.connector, i.identity
       FROM unnest($1::text[], $2::text[]) AS w(connector, identity)
       JOIN marketplace.instance i ON i.connector = w.connector AND i.identity = w.identity ORDER BY i.id`,
      [wanted.map(({ connector }) => connector), wanted.map(({ identity }) => identity)],
    );
  }

  async facts(ids: readonly string[]): Promise<StoredFacts[]> {
    return this.database.query<StoredFacts>(
      `SELECT id, name, connector, state, ${instant('confirmed_at')} AS "confirmedAt", store AS platform,
         jsonb_build_object('status', connection_status, 'checkedAt', ${instant('connection_checked_at')},
           'problems', connection_problems) AS connection
       FROM marketplace.instance WHERE id = ANY($1::uuid[]) ORDER BY id`,
      [ids],
    );
  }

  async schedules(ids: readonly string[]): Promise<OfInstance<ScheduleFacts>[]> {
    return this.database.query<OfInstance<ScheduleFacts>>(
      `SELECT instance_id AS "instanceId", action, active, interval_minutes AS "intervalMinutes",
         ${instant('next_run_at')} AS "nextRunAt", ${instant('last_run_at')} AS "lastRunAt", last_message AS "lastMessage"
       FROM marketplace.scheduled_action WHERE instance_id = ANY($1::uuid[]) ORDER BY instance_id, action`,
      [ids],
    );
  }

  async setup(instanceId: string): Promise<Setup> {
    const [row] = await this.database.query<Setup>(
      `SELECT count(*) FILTER (WHERE active)::int AS locations,
         count(*) FILTER (WHERE active AND warehouse_id IS NULL)::int AS "locationsWithoutWarehouse",
         (SELECT count(*)::int FROM marketplace.financial_workflow WHERE instance_id = $1) AS workflows
       FROM marketplace.location WHERE instance_id = $1`,
      [instanceId],
    );
    return row ?? { locations: 0, locationsWithoutWarehouse: 0, workflows: 0 };
  }

  async failedLines(ids: readonly string[], since: Date): Promise<OfInstance<FailureFacts['lines'][number]>[]> {
    return this.database.query(
      `SELECT g.instance_id AS "instanceId", g.error_code AS "errorCode", g.count, l.message,
         l.vendor_message AS "vendorMessage", l.endpoint, l.remote_id AS "remoteId", l.id AS "lineId", l.job_id AS "jobId",
         ${instant('l.ended_at')} AS "failedAt"
       FROM (SELECT instance_id, error_code, count(*)::int AS count, max(id::text)::uuid AS last,
               row_number() OVER (PARTITION BY instance_id ORDER BY count(*) DESC, error_code) AS rank
             FROM marketplace.queue_line WHERE state = 'failed' AND instance_id = ANY($1::uuid[]) AND ended_at >= $2
             GROUP BY instance_id, error_code) g
       JOIN marketplace.queue_line l ON l.id = g.last WHERE g.rank <= $3 ORDER BY g.instance_id, g.rank`,
      [ids, since, MOST_CAUSES],
    );
  }

  async errors(ids: readonly string[], since: Date): Promise<OfInstance<FailureFacts['errors'][number]>[]> {
    return this.database.query(
      `SELECT g.instance_id AS "instanceId", g.code, g.count, l.message, l.remote_id AS "remoteId",
         l.id AS "logEntryId", ${instant('l.created_at')} AS at
       FROM (SELECT instance_id, code, count(*)::int AS count, max(id::text)::uuid AS last,
               row_number() OVER (PARTITION BY instance_id ORDER BY count(*) DESC, code) AS rank
             FROM marketplace.log_entry WHERE level = 'error' AND instance_id = ANY($1::uuid[]) AND created_at >= $2
             GROUP BY instance_id, code) g
       JOIN marketplace.log_entry l ON l.id = g.last WHERE g.rank <= $3 ORDER BY g.instance_id, g.rank`,
      [ids, since, MOST_CAUSES],
    );
  }

  /** The last words of the log about each remote record, newest first. */
  async recordLog(
    records: readonly { readonly instanceId: string; readonly remoteId: string }[],
  ): Promise<RecordLogFacts[]> {
    if (records.length === 0) return [];
    return this.database.query<RecordLogFacts>(
      `SELECT l.* FROM unnest($1::uuid[], $2::text[]) AS w(instance_id, remote_id)
       CROSS JOIN LATERAL (
         SELECT id, instance_id AS "instanceId", remote_id AS "remoteId", level, code, message, ${instant('created_at')} AS at
         FROM marketplace.log_entry WHERE instance_id = w.instance_id AND remote_id = w.remote_id
         ORDER BY log_entry.id DESC LIMIT ${LOG_PER_RECORD}) l`,
      [records.map(({ instanceId }) => instanceId), records.map(({ remoteId }) => remoteId)],
    );
  }
}
