import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Warehouse } from '../contract/index.js';
import { StockLocationRow } from '../infrastructure/stock-location.entity.js';
import { WarehouseRow } from '../infrastructure/warehouse.entity.js';

/** A warehouse always has a location of its own. */
@Injectable()
export class CreateWarehouse {
  async run(tx: Tx, draft: Pick<Warehouse, 'code' | 'name' | 'isDefault'>): Promise<Warehouse> {
    const warehouse: Warehouse = { id: newId(), ...draft, isActive: true, locationId: newId() };
    const { locationId, ...row } = warehouse;
    await tx.insert(WarehouseRow, [row]);
    await tx.insert(StockLocationRow, [{ id: locationId, warehouseId: warehouse.id, name: 'Stock', isMain: true }]);
    return warehouse;
  }
}
