export interface HomeOfInstance {
  readonly companyId: string;
  readonly warehouseId: string;
  readonly stockLocationId: string;
}

/**
 * What an instance has to know of companies and warehouses, which live in modules this one may not import; a process that sees all
 * of them provides it.
 */
export abstract class CompanyDirectory {
  /** The company and warehouse of an instance whose maker named none. */
  abstract defaults(): Promise<HomeOfInstance>;
  /** Whether both exist and belong together. */
  abstract exists(companyId: string, warehouseId: string): Promise<boolean>;
  /** Where a warehouse keeps its goods when nobody says otherwise; null when there is no such warehouse. */
  abstract stockLocationOf(warehouseId: string): Promise<string | null>;
}
