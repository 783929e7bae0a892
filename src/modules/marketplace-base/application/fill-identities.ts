import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../../platform/logging/index.js';
import { Sealer } from '../../../platform/secrets/index.js';
import { identityOf, type Credentials } from '../domain/credentials.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { ConnectorRegistry } from './registries.js';

/** Instances from before they could be found by name get theirs at the start: only the hub can open what is sealed. */
@Injectable()
export class FillIdentities implements OnApplicationBootstrap {
  constructor(
    private readonly connectors: ConnectorRegistry,
    private readonly instances: InstanceRepository,
    private readonly sealer: Sealer,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run().catch((error: unknown) => this.logger.warn('instances not named: the next start does', { error }));
  }

  async run(): Promise<void> {
    const identified = this.connectors
      .keys()
      .filter((key) => this.connectors.get(key).credentialFields.some(({ identifies }) => identifies));
    if (identified.length === 0) return;
    for (const instance of await this.instances.withoutIdentity(identified)) {
      try {
        const credentials = JSON.parse(this.sealer.open(instance.sealedCredentials)) as Credentials;
        const identity = identityOf(this.connectors.get(instance.connector).credentialFields, credentials);
        if (identity !== null) await this.instances.identify(instance, identity);
      } catch (error) {
        this.logger.warn('instance not named', { instanceId: instance.id, error });
      }
    }
  }
}
