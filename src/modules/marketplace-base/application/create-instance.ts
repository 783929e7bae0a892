import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { Sealer } from '../../../platform/secrets/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { checkCredentials, identityOf } from '../domain/credentials.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { CompanyDirectory } from './company-directory.js';
import { checkHome, checkTimeZone } from './instance-checks.js';
import { ConnectorRegistry } from './registries.js';
import { SecretMemory } from './secret-memory.js';

export interface InstanceDraft {
  readonly connector: string;
  readonly name: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly companyId?: string | null;
  readonly warehouseId?: string | null;
  readonly timeZone?: string | null;
}

/** A new instance is a draft: nothing runs for it before its connection is tested and it is confirmed (A1.2, A1.7). */
@Injectable()
export class CreateInstance {
  constructor(
    private readonly database: Database,
    private readonly connectors: ConnectorRegistry,
    private readonly instances: InstanceRepository,
    private readonly directory: CompanyDirectory,
    private readonly sealer: Sealer,
    private readonly secrets: SecretMemory,
    private readonly audit: AuditTrail,
  ) {}

  async run(draft: InstanceDraft): Promise<string> {
    const connector = this.connectors.get(draft.connector);
    const credentials = checkCredentials(connector.credentialFields, draft.credentials);
    this.secrets.remember(connector, credentials);
    const timeZone = checkTimeZone(draft.timeZone ?? null);
    const home = await this.home(draft);
    const id = newId();
    const sealedCredentials = this.sealer.seal(JSON.stringify(credentials));
    const identity = identityOf(connector.credentialFields, credentials);
    await this.database.transaction(async (tx) => {
      const { name } = draft;
      const row = { id, name, connector: connector.key, ...home, timeZone, sealedCredentials, identity };
      await this.instances.insert(tx, row);
      await this.audit.record(tx, [
        {
          action: 'instance.created',
          recordType: 'instance',
          recordId: id,
          after: { name, connector: connector.key, ...home, timeZone },
        },
      ]);
    });
    return id;
  }

  private async home(draft: InstanceDraft): Promise<{ companyId: string; warehouseId: string }> {
    if (!draft.companyId && !draft.warehouseId) {
      const { companyId, warehouseId } = await this.directory.defaults();
      return { companyId, warehouseId };
    }
    const defaults = draft.companyId && draft.warehouseId ? null : await this.directory.defaults();
    const companyId = draft.companyId ?? (defaults?.companyId as string);
    const warehouseId = draft.warehouseId ?? (defaults?.warehouseId as string);
    await checkHome(this.directory, companyId, warehouseId);
    return { companyId, warehouseId };
  }
}
