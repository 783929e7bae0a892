import { Injectable } from '@nestjs/common';
import type { RowClass, Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { MasterDataKind, RemoteMasterData } from '../contract/index.js';
import {
  ChannelRow,
  LocationRow,
  OrderStatusRow,
  RemoteBrandRow,
  RemoteCategoryRow,
  TaxClassRow,
} from './master-data.entity.js';

interface Table {
  readonly row: RowClass<{ id: string; instanceId: string; remoteId: string; active: boolean }>;
  readonly name: string;
  /** Property → column, of what the remote side says. */
  readonly columns: Readonly<Record<string, string>>;
}

export const MASTER_DATA_TABLES = {
  'order-statuses': {
    row: OrderStatusRow,
    name: 'marketplace.order_status',
    columns: { name: 'name', customLabel: 'custom_label', position: 'position' },
  },
  channels: {
    row: ChannelRow,
    name: 'marketplace.channel',
    columns: { name: 'name', type: 'type', platform: 'platform', status: 'status' },
  },
  locations: {
    row: LocationRow,
    name: 'marketplace.location',
    columns: { code: 'code', name: 'name', isDefault: 'is_default' },
  },
  'tax-classes': { row: TaxClassRow, name: 'marketplace.tax_class', columns: { name: 'name' } },
  categories: {
    row: RemoteCategoryRow,
    name: 'marketplace.remote_category',
    columns: { parentRemoteId: 'parent_remote_id', name: 'name', visible: 'visible' },
  },
  brands: { row: RemoteBrandRow, name: 'marketplace.remote_brand', columns: { name: 'name' } },
} as const satisfies Record<MasterDataKind, Table>;

/** One row of any kind, with only the columns the remote side decides. */
export type MasterDataRow = RemoteMasterData[MasterDataKind] & { readonly active: boolean };

@Injectable()
export class MasterDataRepository {
  /** Two imports of one kind at once would count each other's rows. */
  async lockKind(tx: Tx, instanceId: string, kind: MasterDataKind): Promise<void> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [`${instanceId} ${kind}`]);
  }

  async standing(tx: Tx, instanceId: string, kind: MasterDataKind): Promise<MasterDataRow[]> {
    const { name, columns }: Table = MASTER_DATA_TABLES[kind];
    const selected = Object.entries(columns).map(([property, column]) => `${column} AS "${property}"`);
    return tx.query<MasterDataRow>(
      `SELECT remote_id AS "remoteId", ${selected.join(', ')}, active FROM ${name} WHERE instance_id = $1`,
      [instanceId],
    );
  }

  /** Columns that people fill in (a location's warehouse) are not touched. */
  async upsert(tx: Tx, instanceId: string, kind: MasterDataKind, rows: readonly MasterDataRow[]): Promise<void> {
    const { row, columns }: Table = MASTER_DATA_TABLES[kind];
    await tx.insert(
      row,
      rows.map((remote) => ({ id: newId(), instanceId, ...remote })),
      {
        onConflict: {
          target: ['instanceId', 'remoteId'],
          update: [...Object.keys(columns), 'active'] as ('instanceId' | 'remoteId' | 'active')[],
        },
      },
    );
  }

  async deactivate(tx: Tx, instanceId: string, kind: MasterDataKind, remoteIds: readonly string[]): Promise<void> {
    if (remoteIds.length === 0) return;
    await tx.execute(
      `UPDATE ${MASTER_DATA_TABLES[kind].name} SET active = false WHERE instance_id = $1 AND remote_id = ANY($2::text[])`,
      [instanceId, remoteIds],
    );
  }

  /** A2.5: what a person chose stays. */
  async fillDefaultLocation(
    tx: Tx,
    instanceId: string,
    warehouseId: string,
    stockLocationId: string | null,
  ): Promise<void> {
    await tx.execute(
      `UPDATE marketplace.location SET warehouse_id = $2, stock_location_id = $3
       WHERE instance_id = $1 AND is_default AND warehouse_id IS NULL AND stock_location_id IS NULL`,
      [instanceId, warehouseId, stockLocationId],
    );
  }
}
