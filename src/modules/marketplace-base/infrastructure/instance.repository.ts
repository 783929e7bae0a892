import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { ConnectionReport } from '../contract/index.js';
import { InstanceRow } from './instance.entity.js';

export type StoredInstance = Pick<
  InstanceRow,
  | 'id'
  | 'name'
  | 'connector'
  | 'state'
  | 'companyId'
  | 'warehouseId'
  | 'timeZone'
  | 'settings'
  | 'sealedCredentials'
  | 'confirmedAt'
  | 'version'
>;

export type InstanceEdit = Pick<StoredInstance, 'name' | 'companyId' | 'warehouseId' | 'timeZone' | 'settings'>;

const COLUMNS = `id, name, connector, state, company_id AS "companyId", warehouse_id AS "warehouseId", time_zone AS "timeZone",
  settings, sealed_credentials AS "sealedCredentials", confirmed_at AS "confirmedAt", version`;

export function instanceNotFound(instanceId: string): DomainError {
  return new DomainError('not-found', 'marketplace.instance-not-found', 'There is no such instance.', { instanceId });
}

@Injectable()
export class InstanceRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, instance: Partial<InstanceRow>): Promise<void> {
    await tx.insert(InstanceRow, [instance]);
  }

  async get(instanceId: string): Promise<StoredInstance> {
    const [instance] = await this.database.query<StoredInstance>(
      `SELECT ${COLUMNS} FROM marketplace.instance WHERE id = $1`,
      [instanceId],
    );
    if (!instance) throw instanceNotFound(instanceId);
    return instance;
  }

  async lock(tx: Tx, instanceId: string): Promise<StoredInstance> {
    const [instance] = await tx.query<StoredInstance>(
      `SELECT ${COLUMNS} FROM marketplace.instance WHERE id = $1 FOR UPDATE`,
      [instanceId],
    );
    if (!instance) throw instanceNotFound(instanceId);
    return instance;
  }

  /** Holds the state against a reset or delete for the length of the transaction, without keeping other readers out. */
  async share(tx: Tx, instanceId: string): Promise<Pick<StoredInstance, 'name' | 'state'>> {
    const [instance] = await tx.query<StoredInstance>(
      'SELECT name, state FROM marketplace.instance WHERE id = $1 FOR SHARE',
      [instanceId],
    );
    if (!instance) throw instanceNotFound(instanceId);
    return instance;
  }

  async update(tx: Tx, instanceId: string, edit: InstanceEdit): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.instance
       SET name = $2, company_id = $3, warehouse_id = $4, time_zone = $5, settings = $6, version = version + 1, updated_at = now()
       WHERE id = $1`,
      [instanceId, edit.name, edit.companyId, edit.warehouseId, edit.timeZone, JSON.stringify(edit.settings)],
    );
  }

  /** What was known of the connection was known with the old credentials. */
  async replaceCredentials(tx: Tx, instanceId: string, sealed: string, identity: string | null): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.instance
       SET sealed_credentials = $2, identity = $3, connection_status = 'unknown', connection_checked_at = NULL, connection_problems = '[]',
           version = version + 1, updated_at = now()
       WHERE id = $1`,
      [instanceId, sealed, identity],
    );
  }

  /** Instances of these connectors that nobody could look up by name yet. */
  async withoutIdentity(
    connectors: readonly string[],
  ): Promise<Pick<StoredInstance, 'id' | 'connector' | 'sealedCredentials'>[]> {
    return this.database.query(
      `SELECT id, connector, sealed_credentials AS "sealedCredentials" FROM marketplace.instance
       WHERE identity IS NULL AND connector = ANY($1::text[])`,
      [connectors],
    );
  }

  /** Unless its credentials were replaced meanwhile. */
  async identify(instance: Pick<StoredInstance, 'id' | 'sealedCredentials'>, identity: string): Promise<void> {
    await this.database.query(
      'UPDATE marketplace.instance SET identity = $3 WHERE id = $1 AND sealed_credentials = $2 AND identity IS NULL',
      [instance.id, instance.sealedCredentials, identity],
    );
  }

  async storeReport(tx: Tx, instanceId: string, { ok, problems, store }: ConnectionReport): Promise<Date> {
    const [row] = await tx.query<{ at: Date }>(
      `UPDATE marketplace.instance
       SET connection_status = $2, connection_problems = $3, store = coalesce($4::jsonb, store), connection_checked_at = now()
       WHERE id = $1 RETURNING connection_checked_at AS at`,
      [instanceId, ok ? 'ok' : 'failed', JSON.stringify(problems), store ? JSON.stringify(store) : null],
    );
    if (!row) throw instanceNotFound(instanceId);
    return row.at;
  }

  /** @returns whether it was a draft until now */
  async confirm(tx: Tx, instanceId: string): Promise<boolean> {
    const changed = await tx.execute(
      `UPDATE marketplace.instance SET state = 'confirmed', confirmed_at = now(), updated_at = now() WHERE id = $1 AND state = 'draft'`,
      [instanceId],
    );
    return changed === 1;
  }

  async reset(tx: Tx, instanceId: string): Promise<void> {
    await tx.execute(`UPDATE marketplace.instance SET state = 'draft', updated_at = now() WHERE id = $1`, [instanceId]);
  }

  async delete(tx: Tx, instanceId: string): Promise<void> {
    await tx.execute('DELETE FROM marketplace.instance WHERE id = $1', [instanceId]);
  }

  async activeJobs(tx: Tx, instanceId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM marketplace.queue_job WHERE instance_id = $1 AND state IN ('draft', 'processing') LIMIT 10`,
      [instanceId],
    );
    return rows.map((row) => row.id);
  }

  /** What would be lost with the instance, by name; imports of master data can be had again at any time and do not count. */
  async holdings(tx: Tx, instanceId: string, masterDataOperations: readonly string[]): Promise<string[]> {
    const [row] = await tx.query<{ jobs: boolean; listings: boolean; gateways: boolean }>(
      `SELECT EXISTS (SELECT FROM marketplace.queue_job WHERE instance_id = $1 AND operation <> ALL ($2::text[])) AS jobs,
         EXISTS (SELECT FROM marketplace.listing WHERE instance_id = $1) AS listings,
         EXISTS (SELECT FROM marketplace.gateway WHERE instance_id = $1) AS gateways`,
      [instanceId, masterDataOperations],
    );
    return Object.entries(row ?? {}).flatMap(([name, exists]) => (exists ? [name] : []));
  }
}
