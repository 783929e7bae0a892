import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { MASTER_DATA_KINDS, type MasterDataKind } from '../contract/index.js';
import { InstanceRepository, type StoredInstance } from '../infrastructure/instance.repository.js';
import { OrderRulesRepository } from '../infrastructure/order-rules.repository.js';
import { ScheduledActionRepository } from '../infrastructure/scheduled-action.repository.js';
import { defaultSchedules } from '../domain/schedule.js';
import { ImportMasterData, type ImportedMasterData } from './import-master-data.js';
import { InstanceAccess } from './instance-access.js';
import { ConnectorRegistry, OperationRegistry } from './registries.js';
import { TestConnection } from './test-connection.js';

export type ConfirmResult = Readonly<Record<MasterDataKind, ImportedMasterData>>;

/**
 * Tests, imports the master data in the documented order, and confirms only when all of it is here (A1.7, A2). Each import stands
 * by itself: what came before a failure is kept, and the next Confirm goes over it again without harm (A2.6).
 */
@Injectable()
export class ConfirmInstance {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
    private readonly connectors: ConnectorRegistry,
    private readonly operations: OperationRegistry,
    private readonly testConnection: TestConnection,
    private readonly importMasterData: ImportMasterData,
    private readonly schedules: ScheduledActionRepository,
    private readonly rules: OrderRulesRepository,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string): Promise<ConfirmResult> {
    return this.alone(instanceId, async () => {
      const instance = await this.instances.get(instanceId);
      if (instance.state === 'confirmed') throw alreadyConfirmed(instance.name);
      await this.test(instanceId);
      const imported: [MasterDataKind, ImportedMasterData][] = [];
      for (const kind of MASTER_DATA_KINDS) {
        imported.push([kind, await this.importMasterData.run(instanceId, kind)]);
      }
      await this.finish(instance);
      return Object.fromEntries(imported) as unknown as ConfirmResult;
    });
  }

  /** Two at once: the second is told, instead of doing everything again beside the first. */
  private async alone<T>(instanceId: string, work: () => Promise<T>): Promise<T> {
    return this.database.withSession(async (session) => {
      const [row] = await session.query<{ locked: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 2)) AS locked',
        [instanceId],
      );
      if (!row?.locked) {
        throw new DomainError(
          'conflict',
          'marketplace.confirm-running',
          'The instance is being confirmed right now. Wait for that to end.',
          { instanceId },
        );
      }
      try {
        return await work();
      } finally {
        await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 2))', [instanceId]);
      }
    });
  }

  private async test(instanceId: string): Promise<void> {
    const { ok, problems } = await this.testConnection.run(instanceId);
    if (ok) return;
    const words = problems.map(({ message, endpoint }) => (endpoint ? `${message} (${endpoint})` : message));
    throw new DomainError(
      'rule-broken',
      'marketplace.connection-failed',
      `The test of the connection failed, so nothing was imported. ${words.join(' ')}`,
      { step: 'test-connection', problems },
    );
  }

  private async finish(instance: StoredInstance): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.instances.confirm(tx, instance.id))) throw alreadyConfirmed(instance.name);
      await this.schedules.add(tx, instance.id, defaultSchedules(this.operations.keys()));
      if (instance.confirmedAt === null) await this.mapCancelledStatuses(tx, instance);
      await this.audit.record(tx, [
        {
          action: 'instance.confirmed',
          recordType: 'instance',
          recordId: instance.id,
          before: { state: 'draft' },
          after: { state: 'confirmed' },
        },
      ]);
      tx.afterCommit(() => this.access.forget(instance.id));
    });
  }

  /** B13: what the marketplace calls cancelled is cancelled here, until a person says otherwise. */
  private async mapCancelledStatuses(tx: Tx, instance: StoredInstance): Promise<void> {
    const { orders } = this.connectors.get(instance.connector);
    await this.rules.addStages(tx, instance.id, orders?.cancelledStatusIds ?? [], 'cancelled');
  }
}

function alreadyConfirmed(name: string): DomainError {
  return new DomainError(
    'conflict',
    'marketplace.instance-already-confirmed',
    `${name} is confirmed already. Reset it to draft to read its master data again, or import one kind by hand.`,
  );
}
