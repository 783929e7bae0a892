import type { TaxedAmount } from '../../marketplace-base/contract/index.js';
import type { Fields } from './fields.js';

export function taxed(fields: Fields, exKey: string, incKey: string): TaxedAmount {
  return { exTax: fields.money(exKey), incTax: fields.money(incKey) };
}

/** Absent means nothing was charged. */
export function taxedOrZero(fields: Fields, exKey: string, incKey: string): TaxedAmount {
  return { exTax: fields.moneyOrZero(exKey), incTax: fields.moneyOrZero(incKey) };
}
