import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Sealer } from '../../../platform/secrets/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { settingsOf, type InstanceSettings } from '../domain/instance-settings.js';
import type { Connector, Disposition, InstanceRef } from '../contract/index.js';
import { ConnectorRegistry } from './registries.js';
import { SecretMemory } from './secret-memory.js';

export interface InstanceProfile {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly state: 'draft' | 'confirmed';
  readonly companyId: string;
  readonly warehouseId: string;
  readonly timeZone: string;
  readonly settings: InstanceSettings;
}

/** How long a read instance is believed; a change of settings reaches every process within it. */
const FRESH_MS = 2_000;

/** Instances as jobs need them: profile and settings, cached for a moment; credentials opened for each use and never kept. */
@Injectable()
export class InstanceAccess {
  private readonly profiles = new Map<string, { profile: InstanceProfile; readAt: number }>();

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly connectors: ConnectorRegistry,
    private readonly secrets: SecretMemory,
  ) {}

  async profile(instanceId: string): Promise<InstanceProfile> {
    const cached = this.profiles.get(instanceId);
    if (cached && Date.now() - cached.readAt < FRESH_MS) return cached.profile;
    const [row] = await this.database.query<Omit<InstanceProfile, 'settings'> & { settings: Record<string, unknown> }>(
      `SELECT id, name, connector, state, company_id AS "companyId", warehouse_id AS "warehouseId", coalesce(time_zone, store->>'timeZone', 'UTC') AS "timeZone", settings
       FROM marketplace.instance WHERE id = $1`,
      [instanceId],
    );
    if (!row)
      throw new DomainError('not-found', 'marketplace.instance-not-found', 'There is no such instance.', {
        instanceId,
      });
    const profile = { ...row, settings: settingsOf(row.settings) };
    this.profiles.set(instanceId, { profile, readAt: Date.now() });
    return profile;
  }

  async settings(instanceId: string): Promise<InstanceSettings> {
    return (await this.profile(instanceId)).settings;
  }

  /** Call after a change, so that this process sees it at once. */
  forget(instanceId: string): void {
    this.profiles.delete(instanceId);
  }

  async connector(instanceId: string): Promise<Connector> {
    return this.connectors.get((await this.profile(instanceId)).connector);
  }

  async reference(instanceId: string): Promise<InstanceRef> {
    const [row] = await this.database.query<{ name: string; connector: string; sealed: string }>(
      'SELECT name, connector, sealed_credentials AS sealed FROM marketplace.instance WHERE id = $1',
      [instanceId],
    );
    if (!row)
      throw new DomainError('not-found', 'marketplace.instance-not-found', 'There is no such instance.', {
        instanceId,
      });
    const credentials = JSON.parse(this.sealer.open(row.sealed)) as Record<string, string>;
    this.secrets.remember(this.connectors.get(row.connector), credentials);
    return { id: instanceId, name: row.name, credentials };
  }

  /** What a failure means, free of secrets; refusals of the hub's own keep their code and words. */
  async classify(instanceId: string, error: unknown): Promise<Disposition> {
    const connector = await this.connector(instanceId);
    if (error instanceof DomainError && error.kind !== 'upstream' && !error.code.startsWith(`${connector.key}.`)) {
      return { do: 'give-up', code: error.code, message: error.message, vendorMessage: '', endpoint: '' };
    }
    return this.secrets.clean(connector.classify(error));
  }
}
