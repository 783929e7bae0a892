import { DomainError } from '../errors/index.js';
import { parseDecimal, powerOfTen, type Decimal } from './decimal.js';

/** What a part is entitled to, in any common unit: whole numbers, decimal text, or amounts. Never negative. */
export type Weight = number | bigint | string | { readonly units: bigint };

/** The weights as whole numbers on one common scale. */
export function weightsInUnits(weights: readonly Weight[]): bigint[] {
  if (weights.every((weight) => typeof weight === 'bigint' || typeof weight === 'object')) {
    return weights.map((weight) =>
      notNegative(typeof weight === 'bigint' ? weight : (weight as { units: bigint }).units),
    );
  }
  const parsed = weights.map(asDecimal);
  const scale = parsed.reduce((widest, weight) => Math.max(widest, weight.scale), 0);
  return parsed.map((weight) => notNegative(weight.units * powerOfTen(scale - weight.scale)));
}

function asDecimal(weight: Weight): Decimal {
  if (typeof weight === 'string') return parseDecimal(weight);
  if (typeof weight === 'bigint') return { units: weight, scale: 0 };
  if (typeof weight === 'object') return { units: weight.units, scale: 4 };
  // The number's own decimal text, so that 0.1 weighs exactly a tenth.
  return parseDecimal(String(weight));
}

function notNegative(units: bigint): bigint {
  if (units >= 0n) return units;
  throw new DomainError('invalid', 'money.negative-weight', 'An amount cannot be spread by a negative weight.');
}
