import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { redactor } from '../../../platform/logging/index.js';
import type { ConnectionReport } from '../contract/index.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';

export type TestedConnection = ConnectionReport & { readonly checkedAt: string };

/** Asks the store and keeps what it said with the time (A1.6, B3). Imports nothing and changes no state. */
@Injectable()
export class TestConnection {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
  ) {}

  async run(instanceId: string): Promise<TestedConnection> {
    const report = redactor.value(await this.ask(instanceId)) as ConnectionReport;
    return this.database.transaction(async (tx) => {
      const at = await this.instances.storeReport(tx, instanceId, report);
      tx.afterCommit(() => this.access.forget(instanceId));
      return { ...report, checkedAt: at.toISOString() };
    });
  }

  private async ask(instanceId: string): Promise<ConnectionReport> {
    const connector = await this.access.connector(instanceId);
    const instance = await this.access.reference(instanceId);
    try {
      return await connector.testConnection(instance);
    } catch (error) {
      const { code, message, endpoint } = await this.access.classify(instanceId, error);
      return { ok: false, problems: [{ code, message, endpoint }], store: null };
    }
  }
}
