import type { StockLevel, Warehouse } from '../contract/index.js';
import type { Reader } from './delivery.repository.js';

export function readLevels(reader: Reader, variantIds: readonly string[]): Promise<StockLevel[]> {
  return reader.query<StockLevel>(
    `SELECT location_id AS "locationId", variant_id AS "variantId", on_hand AS "onHand", reserved
       FROM inventory.stock_level WHERE variant_id = ANY($1::uuid[]) ORDER BY variant_id, location_id`,
    [variantIds],
  );
}

export function readWarehouses(reader: Reader): Promise<Warehouse[]> {
  return reader.query<Warehouse>(
    `SELECT w.id, w.code, w.name, w.is_default AS "isDefault", w.is_active AS "isActive", l.id AS "locationId"
       FROM inventory.warehouse w JOIN inventory.stock_location l ON l.warehouse_id = w.id AND l.is_main
      ORDER BY w.is_default DESC, w.code`,
  );
}
