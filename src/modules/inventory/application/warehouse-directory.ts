import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { Reader } from '../infrastructure/delivery.repository.js';

/** Each warehouse's own location. A warehouse keeps it for life, so it is read once. */
@Injectable()
export class WarehouseDirectory {
  private readonly mainLocations = new Map<string, string>();

  async mainLocationsOf(reader: Reader, warehouseIds: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    const unknown = [...new Set(warehouseIds)].filter((id) => !this.mainLocations.has(id));
    if (unknown.length > 0) {
      const rows = await reader.query<{ warehouseId: string; id: string }>(
        `SELECT warehouse_id AS "warehouseId", id FROM inventory.stock_location WHERE warehouse_id = ANY($1::uuid[]) AND is_main`,
        [unknown],
      );
      for (const { warehouseId, id } of rows) this.mainLocations.set(warehouseId, id);
      const missing = unknown.find((id) => !this.mainLocations.has(id));
      if (missing) {
        throw new DomainError('not-found', 'inventory.warehouse-not-found', 'There is no such warehouse.', {
          warehouseId: missing,
        });
      }
    }
    return this.mainLocations;
  }
}
