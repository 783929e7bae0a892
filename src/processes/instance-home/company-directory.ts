import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../modules/accounting/index.js';
import { InventoryFacade } from '../../modules/inventory/index.js';
import type { CompanyDirectory, HomeOfInstance } from '../../modules/marketplace-base/index.js';
import { DomainError } from '../../shared-kernel/index.js';

/** Tells marketplace-base of companies and warehouses, which it may not import itself. */
@Injectable()
export class BackOfficeDirectory implements CompanyDirectory {
  constructor(
    private readonly accounting: AccountingFacade,
    private readonly inventory: InventoryFacade,
  ) {}

  async defaults(): Promise<HomeOfInstance> {
    const company = await this.accounting.defaultCompany();
    const [warehouse] = await this.inventory.warehouses();
    if (!warehouse)
      throw new DomainError('rule-broken', 'inventory.no-warehouse', 'There is no warehouse yet. Make one first.');
    return { companyId: company.id, warehouseId: warehouse.id, stockLocationId: warehouse.locationId };
  }

  async exists(companyId: string, warehouseId: string): Promise<boolean> {
    const [companies, warehouses] = await Promise.all([
      this.accounting.companies([companyId]),
      this.inventory.warehouses(),
    ]);
    return companies.length === 1 && warehouses.some((warehouse) => warehouse.id === warehouseId);
  }

  async stockLocationOf(warehouseId: string): Promise<string | null> {
    const warehouses = await this.inventory.warehouses();
    return warehouses.find((warehouse) => warehouse.id === warehouseId)?.locationId ?? null;
  }
}
