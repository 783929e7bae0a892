import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { Sealer } from '../../../platform/secrets/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { changedAddress, checkCredentials, identityOf, type Credentials } from '../domain/credentials.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';
import { ConnectorRegistry } from './registries.js';
import { SecretMemory } from './secret-memory.js';

/**
 * All fields at once, secrets included: a stored token that could be kept while the address changes would be sent to whatever
 * address someone enters.
 */
@Injectable()
export class ReplaceCredentials {
  constructor(
    private readonly database: Database,
    private readonly connectors: ConnectorRegistry,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
    private readonly sealer: Sealer,
    private readonly secrets: SecretMemory,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string, given: Readonly<Record<string, unknown>>): Promise<void> {
    const connector = this.connectors.get((await this.instances.get(instanceId)).connector);
    const credentials = checkCredentials(connector.credentialFields, given);
    this.secrets.remember(connector, credentials);
    const sealed = this.sealer.seal(JSON.stringify(credentials));
    await this.database.transaction(async (tx) => {
      const instance = await this.instances.lock(tx, instanceId);
      const before = JSON.parse(this.sealer.open(instance.sealedCredentials)) as Credentials;
      const moved = changedAddress(connector.credentialFields, before, credentials);
      if (moved.length > 0 && instance.state === 'confirmed') {
        throw new DomainError(
          'conflict',
          'marketplace.instance-confirmed',
          `Reset the instance to draft before changing ${moved.join(', ')}: its listings, locations and orders belong to the store it speaks to now.`,
          { fields: moved },
        );
      }
      const identity = identityOf(connector.credentialFields, credentials);
      await this.instances.replaceCredentials(tx, instanceId, sealed, identity);
      await this.audit.record(tx, [
        {
          action: 'instance.credentials-replaced',
          recordType: 'instance',
          recordId: instanceId,
          after: { changedAddress: [...moved] },
        },
      ]);
      tx.afterCommit(() => this.access.forget(instanceId));
    });
  }
}
