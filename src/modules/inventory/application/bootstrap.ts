import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { CreateWarehouse } from './create-warehouse.js';

/** Any constant: processes that start together make one warehouse. */
const FIRST_START_LOCK = 7_215_533_004;

/** There is always a default warehouse with its stock location, from the first start on. */
@Injectable()
export class InventoryBootstrap implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CreateWarehouse) private readonly createWarehouse: CreateWarehouse,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [FIRST_START_LOCK]);
      const existing = await tx.query('SELECT 1 FROM inventory.warehouse LIMIT 1');
      if (existing.length > 0) return;
      await this.createWarehouse.run(tx, { code: 'MAIN', name: 'Main warehouse', isDefault: true });
    });
  }
}
