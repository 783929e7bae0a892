import type { Company, TaxRef } from '../../../modules/accounting/contract/index.js';
import type { PriceListRef, VariantRef } from '../../../modules/catalog/contract/index.js';
import type { Warehouse } from '../../../modules/inventory/contract/index.js';
import { compareDecimals } from '../../../shared-kernel/index.js';

/** What an order names; what is left out is not looked at. */
export interface NamedRecords {
  readonly companyId: string;
  readonly currency: string;
  readonly contactId?: string;
  readonly deliveryContactId?: string | null;
  readonly warehouseId?: string;
  readonly priceListId?: string | null;
  readonly lines?: readonly {
    readonly variantId: string | null;
    readonly taxId: string | null;
    readonly taxRate: string;
  }[];
}

/** What there is of what the order names. */
export interface KnownRecords {
  readonly companies: readonly Pick<Company, 'id'>[];
  readonly contacts: ReadonlyMap<string, { readonly archived: boolean }>;
  readonly warehouses: readonly Pick<Warehouse, 'id' | 'isActive'>[];
  /** In use. */
  readonly priceLists: readonly Pick<PriceListRef, 'id' | 'name' | 'currency'>[];
  readonly variants: ReadonlyMap<string, Pick<VariantRef, 'sku' | 'name' | 'active'>>;
  /** In use by the company. */
  readonly taxes: readonly Pick<TaxRef, 'id' | 'name' | 'rate'>[];
}

export interface Fault {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** Everything that is wrong with what an order names, field by field. */
export function findFaults(named: NamedRecords, known: KnownRecords): Fault[] {
  const { companyId, contactId, deliveryContactId, warehouseId, priceListId, lines = [] } = named;
  return [
    ...(known.companies.some(({ id }) => id === companyId) ? [] : [missing('companyId', 'company')]),
    ...contactFaults('contactId', contactId, known),
    ...contactFaults('deliveryContactId', deliveryContactId, known),
    ...warehouseFaults(warehouseId, known),
    ...priceListFaults(priceListId, named.currency, known),
    ...lines.flatMap((line, index) => [
      ...variantFaults(`lines.${index}.variantId`, line.variantId, known),
      ...taxFaults(`lines.${index}`, line, known),
    ]),
  ];
}

type Id = string | null | undefined;

function missing(field: string, what: string): Fault {
  return { field, code: 'not-found', message: `There is no such ${what}.` };
}

function contactFaults(field: string, id: Id, { contacts }: KnownRecords): Fault[] {
  if (!id) return [];
  const contact = contacts.get(id);
  if (!contact) return [missing(field, 'contact')];
  return contact.archived
    ? [{ field, code: 'archived', message: 'This contact is archived. Restore it or pick another one.' }]
    : [];
}

function warehouseFaults(id: Id, { warehouses }: KnownRecords): Fault[] {
  const field = 'warehouseId';
  if (!id) return [];
  const warehouse = warehouses.find((candidate) => candidate.id === id);
  if (!warehouse) return [missing(field, 'warehouse')];
  return warehouse.isActive
    ? []
    : [{ field, code: 'archived', message: 'This warehouse is not in use any more. Pick another one.' }];
}

function priceListFaults(id: Id, currency: string, { priceLists }: KnownRecords): Fault[] {
  const field = 'priceListId';
  if (!id) return [];
  const list = priceLists.find((candidate) => candidate.id === id);
  if (!list) return [{ field, code: 'not-found', message: 'There is no such price list in use.' }];
  if (list.currency === currency) return [];
  const message = `The price list ${list.name} is in ${list.currency}, the order in ${currency}. Pick one in ${currency}.`;
  return [{ field, code: 'wrong-currency', message }];
}

function variantFaults(field: string, id: Id, { variants }: KnownRecords): Fault[] {
  if (!id) return [];
  const variant = variants.get(id);
  if (!variant) return [missing(field, 'variant')];
  if (variant.active) return [];
  const message = `${variant.sku || variant.name} is archived. Restore it or pick another variant.`;
  return [{ field, code: 'archived', message }];
}

/** The tax report adds up by tax, so a line cannot name one and charge another. */
function taxFaults(
  field: string,
  line: { readonly taxId: string | null; readonly taxRate: string },
  known: KnownRecords,
) {
  if (!line.taxId) return [];
  const tax = known.taxes.find((candidate) => candidate.id === line.taxId);
  if (!tax) {
    return [{ field: `${field}.taxId`, code: 'not-found', message: 'The company has no such tax in use.' }];
  }
  if (compareDecimals(tax.rate, line.taxRate) === 0) return [];
  const rate = tax.rate.replace(/\.?0+$/, '');
  const message = `${tax.name} is ${rate} %; send "${rate}" or leave the tax out.`;
  return [{ field: `${field}.taxRate`, code: 'wrong-rate', message }];
}
