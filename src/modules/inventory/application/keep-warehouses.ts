import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { StockLocationRow } from '../infrastructure/stock-location.entity.js';
import { changeRow } from '../infrastructure/versioned.js';
import { CreateWarehouse } from './create-warehouse.js';

export interface WarehouseChange {
  readonly code?: string;
  readonly name?: string;
  readonly isActive?: boolean;
  /** true: takes this task from the warehouse that has it. */
  readonly isDefault?: boolean;
}

@Injectable()
export class KeepWarehouses {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly creation: CreateWarehouse,
    private readonly audit: AuditTrail,
  ) {}

  async create(draft: { readonly code: string; readonly name: string }): Promise<string> {
    return this.database.transaction(async (tx) => {
      const warehouse = await this.creation.run(tx, { ...draft, isDefault: false });
      const entry = {
        action: 'warehouse.created',
        recordType: 'warehouse',
        recordId: warehouse.id,
        after: { ...draft },
      };
      await this.audit.record(tx, [entry]);
      return warehouse.id;
    });
  }

  async change(id: string, version: number, change: WarehouseChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [standing] = await tx.query<{ isDefault: boolean }>(
        'SELECT is_default AS "isDefault" FROM inventory.warehouse WHERE id = $1 FOR NO KEY UPDATE',
        [id],
      );
      const staysDefault = change.isDefault ?? standing?.isDefault ?? false;
      if (change.isDefault === false || (staysDefault && change.isActive === false)) {
        throw new DomainError(
          'rule-broken',
          'inventory.default-warehouse-needed',
          'There is always one default warehouse, and it is active. Make another one the default first.',
          { id },
        );
      }
      if (change.isDefault && !standing?.isDefault) {
        await tx.execute('UPDATE inventory.warehouse SET is_default = false, version = version + 1 WHERE is_default');
      }
      const { code, name, isActive, isDefault } = change;
      const columns = { code, name, is_active: isActive, is_default: isDefault };
      const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
      await changeRow(tx, 'warehouse', { id, version }, given);
      const entry = { action: 'warehouse.changed', recordType: 'warehouse', recordId: id, after: { ...change } };
      await this.audit.record(tx, [entry]);
    });
  }

  async addLocation(warehouseId: string, name: string): Promise<string> {
    const row = { id: newId(), warehouseId, name, isMain: false };
    await this.database.transaction(async (tx) => {
      await tx.insert(StockLocationRow, [row]);
      const entry = { action: 'stock-location.created', recordType: 'stock-location', recordId: row.id, after: row };
      await this.audit.record(tx, [entry]);
    });
    return row.id;
  }

  async changeLocation(
    id: string,
    version: number,
    change: { readonly name?: string; readonly isActive?: boolean },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [location] = await tx.query<{ isMain: boolean }>(
        'SELECT is_main AS "isMain" FROM inventory.stock_location WHERE id = $1 FOR NO KEY UPDATE',
        [id],
      );
      if (location?.isMain && change.isActive === false) {
        throw new DomainError(
          'rule-broken',
          'inventory.main-location-needed',
          'A warehouse keeps its own location. Switch the warehouse off instead.',
          { id },
        );
      }
      const columns = { name: change.name, is_active: change.isActive };
      const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
      await changeRow(tx, 'stock_location', { id, version }, given);
      const entry = {
        action: 'stock-location.changed',
        recordType: 'stock-location',
        recordId: id,
        after: { ...change },
      };
      await this.audit.record(tx, [entry]);
    });
  }
}
