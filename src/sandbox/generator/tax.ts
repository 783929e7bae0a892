import { mulDiv, type Amount } from './money.js';

/** Rates are in millionths: 20 % is 200000. */
export interface TaxRate {
  id: number;
  name: string;
  millionths: number;
}

/** What a line is taxed with. `parts` has two rows where a state and a county both tax. */
export interface TaxClass {
  id: number;
  name: string;
  millionths: number;
  parts: readonly TaxRate[];
}

export const STANDARD: TaxClass = taxClass(0, 'Default Tax Class', [{ id: 1, name: 'VAT', millionths: 200_000 }]);
export const REDUCED: TaxClass = taxClass(4, 'Reduced', [{ id: 2, name: 'VAT reduced', millionths: 50_000 }]);
export const ZERO: TaxClass = taxClass(5, 'Zero rated', [{ id: 3, name: 'VAT zero', millionths: 0 }]);
/** 8.875 % of state and county: rounding leaves residues in the fourth decimal. */
export const LOCAL: TaxClass = taxClass(6, 'State and county', [
  { id: 4, name: 'State', millionths: 62_500 },
  { id: 5, name: 'County', millionths: 26_250 },
]);
/** Gift certificates carry no tax. */
export const UNTAXED: TaxClass = taxClass(1, 'Non-Taxable Products', [{ id: 6, name: 'None', millionths: 0 }]);
export const SHIPPING_CLASS_ID = 2;
export const WRAPPING_CLASS_ID = 3;

/** Class 0 is the default class and is never listed. */
export const LISTED_CLASSES: readonly { id: number; name: string }[] = [
  { id: 1, name: UNTAXED.name },
  { id: 2, name: 'Shipping' },
  { id: 3, name: 'Gift Wrapping' },
  { id: 4, name: REDUCED.name },
  { id: 5, name: ZERO.name },
  { id: 6, name: LOCAL.name },
];

export interface TaxedAmount {
  ex: Amount;
  inc: Amount;
  tax: Amount;
}

function taxClass(id: number, name: string, parts: readonly TaxRate[]): TaxClass {
  return { id, name, parts, millionths: parts.reduce((sum, part) => sum + part.millionths, 0) };
}

/** Splits an amount as the merchant entered it, with tax inside (inclusive) or on top (exclusive). */
export function withTax(amount: Amount, millionths: number, inclusive: boolean): TaxedAmount {
  if (inclusive) {
    const ex = mulDiv(amount, 1_000_000, 1_000_000 + millionths);
    return { ex, inc: amount, tax: amount - ex };
  }
  const tax = mulDiv(amount, millionths, 1_000_000);
  return { ex: amount, inc: amount + tax, tax };
}

export function addTaxed(a: TaxedAmount, b: TaxedAmount): TaxedAmount {
  return { ex: a.ex + b.ex, inc: a.inc + b.inc, tax: a.tax + b.tax };
}

export const NOTHING: TaxedAmount = { ex: 0, inc: 0, tax: 0 };
