import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import {
  ConfigurationRepository,
  type ConfigurationKind,
  type ConfigurationValues,
  type StoredConfiguration,
} from '../infrastructure/configuration.repository.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { checkVersion } from './instance-checks.js';
import { ReferenceCheck } from './reference-check.js';

/** Gateways, financial workflow rows, status mappings and locations (A9, A11.14, B13): made, changed and deleted by people. */
@Injectable()
export class EditConfiguration {
  constructor(
    private readonly database: Database,
    private readonly rows: ConfigurationRepository,
    private readonly instances: InstanceRepository,
    private readonly references: ReferenceCheck,
    private readonly audit: AuditTrail,
  ) {}

  async create(kind: ConfigurationKind, instanceId: string, values: ConfigurationValues): Promise<string> {
    await this.references.run(instanceId, values);
    return this.database.transaction((tx) => this.insert(tx, kind, instanceId, values));
  }

  async change(
    kind: ConfigurationKind,
    instanceId: string,
    id: string,
    version: number,
    change: ConfigurationValues,
  ): Promise<void> {
    await this.references.run(instanceId, change);
    await this.database.transaction((tx) => this.update(tx, kind, instanceId, id, version, change));
  }

  async remove(kind: ConfigurationKind, instanceId: string, id: string): Promise<void> {
    await this.database.transaction((tx) => this.delete(tx, kind, instanceId, id));
  }

  async insert(tx: Tx, kind: ConfigurationKind, instanceId: string, values: ConfigurationValues): Promise<string> {
    await this.instances.share(tx, instanceId);
    await this.checkGateway(tx, instanceId, values);
    const id = newId();
    await this.rows.insert(tx, kind, id, instanceId, values);
    await this.note(tx, `${kind}.created`, id, null, { instanceId, ...values });
    return id;
  }

  async update(
    tx: Tx,
    kind: ConfigurationKind,
    instanceId: string,
    id: string,
    version: number,
    change: ConfigurationValues,
  ): Promise<void> {
    const before = await this.lock(tx, kind, instanceId, id);
    checkVersion(wordOf(kind), before.version, version);
    await this.checkGateway(tx, instanceId, change);
    const after = { ...before, ...change, version: version + 1 };
    await this.rows.update(tx, kind, id, after);
    await this.note(tx, `${kind}.changed`, id, { instanceId, ...before }, { instanceId, ...after });
  }

  async delete(tx: Tx, kind: ConfigurationKind, instanceId: string, id: string): Promise<void> {
    const before = await this.lock(tx, kind, instanceId, id);
    await this.rows.delete(tx, kind, id);
    await this.note(tx, `${kind}.deleted`, id, { instanceId, ...before }, null);
  }

  private async lock(tx: Tx, kind: ConfigurationKind, instanceId: string, id: string): Promise<StoredConfiguration> {
    const row = await this.rows.lock(tx, kind, instanceId, id);
    if (row) return row;
    throw new DomainError('not-found', `marketplace.${kind}-not-found`, `There is no such ${wordOf(kind)} here.`, {
      id,
    });
  }

  /** The foreign key knows gateways, not whose they are. */
  private async checkGateway(tx: Tx, instanceId: string, { gatewayId }: ConfigurationValues): Promise<void> {
    if (typeof gatewayId !== 'string' || (await this.rows.hasGateway(tx, instanceId, gatewayId))) return;
    throw new DomainError('rule-broken', 'marketplace.unknown-gateway', 'This instance has no such gateway.', {
      gatewayId,
    });
  }

  private async note(
    tx: Tx,
    action: string,
    recordId: string,
    before: ConfigurationValues | null,
    after: ConfigurationValues | null,
  ): Promise<void> {
    const recordType = action.slice(0, action.indexOf('.'));
    await this.audit.record(tx, [{ action, recordType, recordId, before, after }]);
  }
}

function wordOf(kind: ConfigurationKind): string {
  return kind.replaceAll('-', ' ');
}
