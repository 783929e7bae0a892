import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';

/** Back to draft, so that Confirm can read locations and the rest again (A1.8, A9.3). Everything imported is kept. */
@Injectable()
export class ResetInstance {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { name, state } = await this.instances.lock(tx, instanceId);
      if (state === 'draft') return;
      const jobs = await this.instances.activeJobs(tx, instanceId);
      if (jobs.length > 0) {
        throw new DomainError(
          'conflict',
          'marketplace.jobs-running',
          `${name} has jobs that are not done. Wait for them or cancel them, then reset.`,
          { jobIds: jobs },
        );
      }
      await this.instances.reset(tx, instanceId);
      await this.audit.record(tx, [
        {
          action: 'instance.reset-to-draft',
          recordType: 'instance',
          recordId: instanceId,
          before: { state },
          after: { state: 'draft' },
        },
      ]);
      tx.afterCommit(() => this.access.forget(instanceId));
    });
  }
}
