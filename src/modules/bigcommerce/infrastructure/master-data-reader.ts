import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { InstanceRef, MasterDataKind, RemoteMasterData } from '../../marketplace-base/contract/index.js';
import { isJson } from '../domain/fields.js';
import { NO_LOCATIONS } from '../domain/connection-problems.js';
import { DEFAULT_TAX_CLASS, MASTER_DATA_MAPPERS, MASTER_DATA_SOURCES } from '../domain/map-master-data.js';
import { BigCommerceClient } from './bigcommerce.client.js';

/** What Confirm imports (A2), every page of it. */
@Injectable()
export class MasterDataReader {
  constructor(private readonly client: BigCommerceClient) {}

  async read<K extends MasterDataKind>(instance: InstanceRef, kind: K): Promise<readonly RemoteMasterData[K][]> {
    const { path, query } = MASTER_DATA_SOURCES[kind];
    const rows = await this.client.all(instance, path, query);
    const mapped = rows.map((row) => this.map(kind, row));
    // A row that moved to the next page while we read is there twice.
    const unique = [...new Map(mapped.map((row) => [row.remoteId, row])).values()];
    if (kind === 'locations' && unique.length === 0) {
      throw new DomainError('rule-broken', NO_LOCATIONS.code, NO_LOCATIONS.message, { endpoint: `GET ${path}` });
    }
    if (kind === 'tax-classes' && !unique.some((row) => row.remoteId === DEFAULT_TAX_CLASS.remoteId)) {
      return [DEFAULT_TAX_CLASS as RemoteMasterData[K], ...unique];
    }
    return kind === 'locations' && unique.length > 1 ? this.withDefault(instance, unique) : unique;
  }

  /** Rows do not say which location is the default one; the filter does. */
  private async withDefault<K extends MasterDataKind>(
    instance: InstanceRef,
    locations: readonly RemoteMasterData[K][],
  ): Promise<readonly RemoteMasterData[K][]> {
    const { path, query } = MASTER_DATA_SOURCES.locations;
    const rows = await this.client.all(instance, path, { ...query, is_default: 'true' });
    const defaults = new Set(rows.map((row) => this.map('locations', row).remoteId));
    if (defaults.size !== 1) return locations;
    return locations.map((location) => ({ ...location, isDefault: defaults.has(location.remoteId) }));
  }

  private map<K extends MasterDataKind>(kind: K, row: unknown): RemoteMasterData[K] {
    const mapped = isJson(row) ? MASTER_DATA_MAPPERS[kind](row) : null;
    if (mapped && mapped.remoteId !== '') return mapped;
    throw new DomainError(
      'upstream',
      'bigcommerce.answer-unreadable',
      `BigCommerce sent a row without an id in its list of ${kind}. Try again later; if it stays, ask BigCommerce support.`,
      { kind },
    );
  }
}
