import 'reflect-metadata';
import { createDataSource, Database, migrate } from '../src/platform/database/index.js';
import { newId } from '../src/shared-kernel/index.js';
import { AdjustStock } from '../src/modules/inventory/application/adjust-stock.js';
import { InventoryBootstrap } from '../src/modules/inventory/application/bootstrap.js';
import { CancelDeliveries } from '../src/modules/inventory/application/cancel-deliveries.js';
import { CreateDeliveries } from '../src/modules/inventory/application/create-deliveries.js';
import { CreateWarehouse } from '../src/modules/inventory/application/create-warehouse.js';
import { InventoryFacade } from '../src/modules/inventory/application/inventory.facade.js';
import { ReserveDeliveries } from '../src/modules/inventory/application/reserve-deliveries.js';
import { ValidateDeliveries } from '../src/modules/inventory/application/validate-deliveries.js';
import { WarehouseDirectory } from '../src/modules/inventory/application/warehouse-directory.js';
import { aDelivery } from '../src/modules/inventory/testing/drafts.js';

/** Batches of one-line waiting deliveries over 1,000 variants: without any stock, and with plenty. */
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('Set DATABASE_URL to an empty scratch database.');
const BATCH = Number(process.env['BATCH'] ?? 500);
const BATCHES = Number(process.env['BATCHES'] ?? 40);

await migrate(url);
const dataSource = createDataSource({ url });
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
const [warehouse] = await facade.warehouses();
if (!warehouse) throw new Error('There is no warehouse.');
const variants = Array.from({ length: 1_000 }, () => newId());

async function measure(name: string, state: 'waiting' | 'done'): Promise<void> {
  const states: Record<string, number> = {};
  let seconds = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const source = { instanceId: newId(), remoteId: '1' };
    const drafts = Array.from({ length: BATCH }, (_, index) =>
      aDelivery(warehouse?.id ?? '', {
        state,
        source,
        lines: [{ variantId: variants[(batch * BATCH + index * 7) % variants.length] ?? '', quantity: 1 }],
      }),
    );
    const start = process.hrtime.bigint();
    const { deliveries } = await database.transaction((tx) => facade.createDeliveries(tx, drafts));
    seconds += Number(process.hrtime.bigint() - start) / 1e9;
    for (const delivery of deliveries.values()) states[delivery.state] = (states[delivery.state] ?? 0) + 1;
  }
  const perSecond = Math.round((BATCH * BATCHES) / seconds);
  console.log(JSON.stringify({ name, perSecond, msPerBatch: Math.round((seconds / BATCHES) * 1e4) / 10, states }));
}

await measure('waiting, no stock level at all', 'waiting');
await database.transaction((tx) =>
  facade.adjust(tx, {
    locationId: warehouse.locationId,
    mode: 'change',
    note: 'bench',
    lines: variants.map((variantId) => ({ variantId, quantity: 1_000_000 })),
    doneAt: new Date().toISOString(),
  }),
);
await measure('waiting, plenty in stock', 'waiting');
await measure('done (has left already)', 'done');
await dataSource.destroy();
