import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { ScheduleDefault } from '../domain/schedule.js';
import { ScheduledActionRow } from './queue.entity.js';

export interface StoredAction {
  readonly id: string;
  readonly instanceId: string;
  readonly action: string;
  readonly intervalMinutes: number;
  readonly active: boolean;
  readonly nextRunAt: Date | null;
  readonly version: number;
}

const COLUMNS = `id, instance_id AS "instanceId", action, interval_minutes AS "intervalMinutes", active, next_run_at AS "nextRunAt", version`;

@Injectable()
export class ScheduledActionRepository {
  constructor(private readonly database: Database) {}

  /** Actions that stand keep what people set. */
  async add(tx: Tx, instanceId: string, schedules: readonly ScheduleDefault[]): Promise<void> {
    await tx.insert(
      ScheduledActionRow,
      schedules.map((schedule) => ({ id: newId(), instanceId, ...schedule })),
      { onConflict: 'nothing' },
    );
  }

  async due(limit: number): Promise<StoredAction[]> {
    return this.database.query<StoredAction>(
      `SELECT ${COLUMNS} FROM marketplace.scheduled_action WHERE active AND next_run_at <= now() ORDER BY next_run_at LIMIT $1`,
      [limit],
    );
  }

  async isDue(id: string): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT 1 FROM marketplace.scheduled_action WHERE id = $1 AND active AND next_run_at <= now()',
      [id],
    );
    return rows.length > 0;
  }

  /** The row when it is due and nobody else has it. */
  async takeDue(tx: Tx, id: string): Promise<StoredAction | null> {
    const [action] = await tx.query<StoredAction>(
      `SELECT ${COLUMNS} FROM marketplace.scheduled_action WHERE id = $1 AND active AND next_run_at <= now() FOR UPDATE SKIP LOCKED`,
      [id],
    );
    return action ?? null;
  }

  async lock(tx: Tx, instanceId: string, action: string): Promise<StoredAction | null> {
    const [row] = await tx.query<StoredAction>(
      `SELECT ${COLUMNS} FROM marketplace.scheduled_action WHERE instance_id = $1 AND action = $2 FOR UPDATE`,
      [instanceId, action],
    );
    return row ?? null;
  }

  async change(
    tx: Tx,
    id: string,
    change: { intervalMinutes: number; active: boolean; nextRunAt: Date | null },
  ): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.scheduled_action SET interval_minutes = $2, active = $3, next_run_at = $4, version = version + 1 WHERE id = $1`,
      [id, change.intervalMinutes, change.active, change.nextRunAt],
    );
  }

  /** @param nextRunAt null leaves the plan as it is (a run by hand) */
  async ran(
    tx: Tx,
    id: string,
    run: { jobId: string | null; message: string | null; nextRunAt: Date | null },
  ): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.scheduled_action
       SET last_run_at = now(), last_job_id = coalesce($2, last_job_id), last_message = $3, next_run_at = coalesce($4, next_run_at)
       WHERE id = $1`,
      [id, run.jobId, run.message, run.nextRunAt],
    );
  }
}
