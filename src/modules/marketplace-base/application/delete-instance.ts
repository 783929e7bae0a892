import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { MASTER_DATA_KINDS } from '../contract/index.js';
import { masterDataOperation } from '../domain/master-data.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';

/** Only what never worked may go: orders and books point at their instance for ever. */
@Injectable()
export class DeleteInstance {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { name, connector, state } = await this.instances.lock(tx, instanceId);
      if (state === 'confirmed') {
        throw new DomainError(
          'conflict',
          'marketplace.instance-confirmed',
          `${name} is confirmed. Reset it to draft before deleting it.`,
        );
      }
      const holdings = await this.instances.holdings(tx, instanceId, MASTER_DATA_KINDS.map(masterDataOperation));
      if (holdings.length > 0) {
        throw new DomainError(
          'conflict',
          'marketplace.instance-in-use',
          `${name} cannot be deleted: it has ${holdings.join(', ')}. Leave it as a draft; nothing runs for a draft.`,
          { has: holdings },
        );
      }
      await this.instances.delete(tx, instanceId);
      await this.audit.record(tx, [
        { action: 'instance.deleted', recordType: 'instance', recordId: instanceId, before: { name, connector } },
      ]);
      tx.afterCommit(() => this.access.forget(instanceId));
    });
  }
}
