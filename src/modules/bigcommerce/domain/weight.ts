import { DomainError, divideDecimals, multiplyDecimals } from '../../../shared-kernel/index.js';

/** Exact grams of one unit. */
const GRAMS: Readonly<Record<string, string>> = {
  g: '1',
  gram: '1',
  grams: '1',
  kg: '1000',
  kgs: '1000',
  kilogram: '1000',
  kilograms: '1000',
  oz: '28.349523125',
  ounce: '28.349523125',
  ounces: '28.349523125',
  lb: '453.59237',
  lbs: '453.59237',
  pound: '453.59237',
  pounds: '453.59237',
  tonne: '1000000',
  tonnes: '1000000',
};

/** Grams to the hundredth. The store says its unit as "KGS", "LBS", "Ounces" … */
export function toGrams(weight: string, unit: string): string {
  const factor = GRAMS[unit.trim().toLowerCase()];
  if (factor === undefined) {
    throw new DomainError(
      'rule-broken',
      'bigcommerce.unknown-weight-unit',
      `The store weighs in "${unit}", which the hub does not know. In BigCommerce open Settings › General › Physical dimensions and choose grams, kilograms, ounces, pounds or tonnes.`,
      { unit },
    );
  }
  return divideDecimals(multiplyDecimals(weight, factor), '1', 2);
}
