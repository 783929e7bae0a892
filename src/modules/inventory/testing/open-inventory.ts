import { createDataSource, Database } from '../../../platform/database/index.js';
import { testDatabase } from '../../../platform/database/testing/index.js';
import { AdjustStock } from '../application/adjust-stock.js';
import { InventoryBootstrap } from '../application/bootstrap.js';
import { CancelDeliveries } from '../application/cancel-deliveries.js';
import { CreateDeliveries } from '../application/create-deliveries.js';
import { CreateWarehouse } from '../application/create-warehouse.js';
import { InventoryFacade } from '../application/inventory.facade.js';
import { ReserveDeliveries } from '../application/reserve-deliveries.js';
import { ValidateDeliveries } from '../application/validate-deliveries.js';
import { WarehouseDirectory } from '../application/warehouse-directory.js';
import type { Warehouse } from '../contract/index.js';

export interface Inventory {
  readonly database: Database;
  readonly facade: InventoryFacade;
  readonly warehouse: Warehouse;
  /** Puts so many pieces of a variant on the shelf. */
  stock(variantId: string, quantity: number): Promise<void>;
  /** What is there of a variant in the warehouse's own location. */
  level(variantId: string): Promise<{ onHand: number; reserved: number } | undefined>;
  close(): Promise<void>;
}

/** A migrated database with the default warehouse, as a new installation has it; `url` to use one that exists. */
export async function openInventory(url?: string): Promise<Inventory> {
  const own = url ? null : await testDatabase();
  const dataSource = createDataSource({ url: url ?? own?.url ?? '', poolSize: 8 });
  await dataSource.initialize();
  const database = new Database(dataSource);
  await new InventoryBootstrap(database, new CreateWarehouse()).onModuleInit();
  const facade = new InventoryFacade(
    database,
    new CreateDeliveries(new WarehouseDirectory()),
    new ReserveDeliveries(),
    new ValidateDeliveries({ append: () => Promise.resolve() }),
    new CancelDeliveries(),
    new AdjustStock(),
  );
  const [warehouse] = (await facade.warehouses()) as [Warehouse];
  return {
    database,
    facade,
    warehouse,
    stock: async (variantId, quantity) => {
      const { locationId } = warehouse;
      const lines = [{ variantId, quantity }];
      await database.transaction((tx) =>
        facade.adjust(tx, { locationId, mode: 'change', note: '', lines, doneAt: '2026-11-20T07:00:00.000Z' }),
      );
    },
    level: async (variantId) => {
      const [level] = await facade.levels([variantId]);
      return level && { onHand: level.onHand, reserved: level.reserved };
    },
    close: async () => {
      await dataSource.destroy();
      await own?.close();
    },
  };
}
