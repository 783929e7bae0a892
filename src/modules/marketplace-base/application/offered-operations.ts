import { Injectable } from '@nestjs/common';
import { MASTER_DATA_KINDS } from '../contract/index.js';
import { InstanceAccess } from './instance-access.js';
import { OperationRegistry } from './registries.js';

export interface OfferedOperation {
  readonly operation: string;
  readonly label: string;
  /** Where to ask for it. */
  readonly method: 'POST';
  readonly path: string;
}

/** What can be done with an instance: operations that become jobs, and the imports of master data, which are done at once. */
@Injectable()
export class OfferedOperations {
  constructor(
    private readonly instances: InstanceAccess,
    private readonly operations: OperationRegistry,
  ) {}

  async of(instanceId: string): Promise<OfferedOperation[]> {
    const connector = await this.instances.connector(instanceId);
    const base = `/api/v1/instances/${instanceId}`;
    const jobs = this.operations
      .all()
      .filter((operation) => operation.isOfferedBy?.(connector) ?? true)
      .map(({ key, label }) => ({ operation: key, label, method: 'POST' as const, path: `${base}/operations` }));
    const imports = MASTER_DATA_KINDS.map((kind) => ({
      operation: `import-${kind}`,
      label: `Import ${kind.replace('-', ' ')}`,
      method: 'POST' as const,
      path: `${base}/master-data/${kind}/import`,
    }));
    return [...jobs, ...imports];
  }
}
