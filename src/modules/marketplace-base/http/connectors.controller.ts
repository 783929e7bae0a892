import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../../platform/http/index.js';
import type { CredentialField } from '../contract/index.js';
import { ConnectorRegistry } from '../application/registries.js';

interface ConnectorView {
  readonly key: string;
  readonly label: string;
  readonly credentialFields: readonly CredentialField[];
}

/** What can be connected, and what a person has to fill in for it. */
@ApiTags('instances')
@Controller('api/v1/connectors')
export class ConnectorsController {
  constructor(private readonly connectors: ConnectorRegistry) {}

  @Get()
  @Requires('instances.read')
  list(): { data: ConnectorView[] } {
    const all = this.connectors.keys().map((key) => this.connectors.get(key));
    return { data: all.map(({ key, label, credentialFields }) => ({ key, label, credentialFields })) };
  }
}
