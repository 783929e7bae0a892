import type { FieldError } from '../../../shared-kernel/index.js';

/** Ids of other modules' records that an order names. What is left out is not looked at. */
export interface ReferencesOfOrder {
  readonly companyId: string;
  readonly currency: string;
  readonly contactId?: string;
  readonly deliveryContactId?: string | null;
  readonly warehouseId?: string;
  readonly priceListId?: string | null;
  readonly lines?: readonly LineReferences[];
}

export interface LineReferences {
  readonly variantId: string | null;
  readonly taxId: string | null;
  /** Percent; must be the tax's own. */
  readonly taxRate: string;
}

export interface ReferenceFault extends FieldError {
  /** What is wrong, for machines: 'not-found', 'archived', 'wrong-currency'… */
  readonly code: string;
}

/**
 * Looks up what an order made by a person names in other modules, which this one may not import; a process that sees them all
 * provides it. Orders of a store do not come this way: the import has read what it names.
 */
export abstract class OrderReferences {
  /** @returns what cannot be used and why; nothing when all is well. Opens its own connections: call it outside a transaction. */
  abstract faults(references: ReferencesOfOrder): Promise<readonly ReferenceFault[]>;
}
