import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { changeSettings, type InstanceSettings } from '../domain/instance-settings.js';
import { InstanceRepository, type StoredInstance } from '../infrastructure/instance.repository.js';
import { CompanyDirectory } from './company-directory.js';
import { InstanceAccess } from './instance-access.js';
import { checkHome, checkTimeZone, checkVersion } from './instance-checks.js';
import { ReferenceCheck } from './reference-check.js';

export interface InstanceChange {
  readonly name?: string;
  readonly companyId?: string;
  readonly warehouseId?: string;
  /** Null: the store's own. */
  readonly timeZone?: string | null;
  readonly settings?: Partial<InstanceSettings>;
}

/** A person edits name, warehouse, time zone or settings (A3). Running jobs take settings up within seconds. */
@Injectable()
export class ChangeInstance {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly directory: CompanyDirectory,
    private readonly access: InstanceAccess,
    private readonly references: ReferenceCheck,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string, version: number, change: InstanceChange): Promise<void> {
    checkTimeZone(change.timeZone ?? null);
    await this.references.run(instanceId, { ...change.settings });
    await this.database.transaction(async (tx) => {
      const before = await this.instances.lock(tx, instanceId);
      checkVersion('instance', before.version, version);
      const { settings, ...fields } = change;
      const after = { ...before, ...fields, settings: changeSettings(before.settings, settings ?? {}) };
      if (after.companyId !== before.companyId && before.state === 'confirmed') {
        throw new DomainError(
          'conflict',
          'marketplace.instance-confirmed',
          'Reset the instance to draft before giving it to another company.',
        );
      }
      if (after.companyId !== before.companyId || after.warehouseId !== before.warehouseId)
        await checkHome(this.directory, after.companyId, after.warehouseId);
      await this.instances.update(tx, instanceId, after);
      await this.audit.record(tx, [
        {
          action: 'instance.changed',
          recordType: 'instance',
          recordId: instanceId,
          before: editable(before),
          after: editable(after),
        },
      ]);
      tx.afterCommit(() => this.access.forget(instanceId));
    });
  }
}

function editable({ name, companyId, warehouseId, timeZone, settings }: StoredInstance): Record<string, unknown> {
  return { name, companyId, warehouseId, timeZone, settings };
}
