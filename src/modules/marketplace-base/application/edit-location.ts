import { Injectable } from '@nestjs/common';
import type { ConfigurationValues } from '../infrastructure/configuration.repository.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { CompanyDirectory } from './company-directory.js';
import { EditConfiguration } from './edit-configuration.js';
import { checkHome } from './instance-checks.js';

/** Which warehouse and stock location stand for a location of the store (A9.1, A9.2), and whether its stock is exchanged (A9.5). */
@Injectable()
export class EditLocation {
  constructor(
    private readonly edit: EditConfiguration,
    private readonly instances: InstanceRepository,
    private readonly directory: CompanyDirectory,
  ) {}

  async run(instanceId: string, id: string, version: number, change: ConfigurationValues): Promise<void> {
    const { warehouseId } = change;
    if (typeof warehouseId === 'string') {
      const { companyId } = await this.instances.get(instanceId);
      await checkHome(this.directory, companyId, warehouseId);
    }
    await this.edit.change('location', instanceId, id, version, change);
  }
}
