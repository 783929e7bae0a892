import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import {
  ConfigurationRepository,
  type ConfigurationValues,
  type StandingMapping,
} from '../infrastructure/configuration.repository.js';
import { EditConfiguration } from './edit-configuration.js';
import { ReferenceCheck } from './reference-check.js';

/**
 * Payment mappings with exactly one default (B18): the first row is the default whatever it says, a new default takes over from the
 * old one in the same transaction, and the default goes last.
 */
@Injectable()
export class EditPaymentMappings {
  constructor(
    private readonly database: Database,
    private readonly rows: ConfigurationRepository,
    private readonly edit: EditConfiguration,
    private readonly references: ReferenceCheck,
  ) {}

  async create(instanceId: string, values: ConfigurationValues & { readonly isDefault: boolean }): Promise<string> {
    await this.references.run(instanceId, values);
    return this.database.transaction(async (tx) => {
      const standing = await this.rows.lockPaymentMappings(tx, instanceId);
      const isDefault = values.isDefault || standing.length === 0;
      if (isDefault) await this.makeRoom(tx, instanceId, standing);
      return this.edit.insert(tx, 'payment-mapping', instanceId, { ...values, isDefault });
    });
  }

  async change(instanceId: string, id: string, version: number, change: ConfigurationValues): Promise<void> {
    await this.references.run(instanceId, change);
    await this.database.transaction(async (tx) => {
      const standing = await this.rows.lockPaymentMappings(tx, instanceId);
      const row = standing.find((candidate) => candidate.id === id);
      if (row?.isDefault && change['isDefault'] === false) throw defaultStays('Make another row the default instead.');
      if (row && !row.isDefault && change['isDefault'] === true) await this.makeRoom(tx, instanceId, standing);
      await this.edit.update(tx, 'payment-mapping', instanceId, id, version, change);
    });
  }

  async remove(instanceId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const standing = await this.rows.lockPaymentMappings(tx, instanceId);
      const row = standing.find((candidate) => candidate.id === id);
      if (row?.isDefault && standing.length > 1)
        throw defaultStays('Make another row the default, then delete this one.');
      await this.edit.delete(tx, 'payment-mapping', instanceId, id);
    });
  }

  /** The old default goes on as its gateway's row; one that was for no gateway would catch nothing any more and goes. */
  private async makeRoom(tx: Tx, instanceId: string, standing: readonly StandingMapping[]): Promise<void> {
    const old = standing.find((row) => row.isDefault);
    if (old?.gatewayId === null) await this.edit.delete(tx, 'payment-mapping', instanceId, old.id);
    else await this.rows.clearDefault(tx, instanceId);
  }
}

function defaultStays(what: string): DomainError {
  return new DomainError(
    'conflict',
    'marketplace.payment-mapping-default',
    `One row has to catch the payment methods that have none of their own. ${what}`,
  );
}
