import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { credentialsView, type CredentialsView } from '../domain/credentials.js';
import { settingsOf, type InstanceSettings } from '../domain/instance-settings.js';
import { instanceList, type InstanceView } from '../infrastructure/instance.list.js';
import { instanceNotFound, InstanceRepository } from '../infrastructure/instance.repository.js';
import { InstanceAccess } from './instance-access.js';

export interface InstanceDetail extends InstanceView {
  readonly credentials: CredentialsView;
}

export type SettingsView = InstanceSettings & { readonly version: number };

/** One instance, looking as it does in the list, with its credentials as far as they may be shown. */
@Injectable()
export class ReadInstance {
  constructor(
    private readonly database: Database,
    private readonly instances: InstanceRepository,
    private readonly access: InstanceAccess,
  ) {}

  async run(instanceId: string): Promise<InstanceDetail> {
    const page = await instanceList.run(this.database, instanceList.parse({ id: instanceId }), { instanceIds: null });
    const [view] = page.data;
    if (!view) throw instanceNotFound(instanceId);
    const { credentials } = await this.access.reference(instanceId);
    const { credentialFields } = await this.access.connector(instanceId);
    return { ...view, credentials: credentialsView(credentialFields, credentials) };
  }

  async settings(instanceId: string): Promise<SettingsView> {
    const { settings, version } = await this.instances.get(instanceId);
    return { version, ...settingsOf(settings) };
  }
}
