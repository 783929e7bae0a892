import { DomainError } from '../errors/index.js';
import { divideRounded, type RoundingMode } from './rounding.js';

/** An exact decimal: `units` / 10^`scale`. For rates, quantities and weights; amounts are Money. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^-?\d{1,30}(?:\.\d{1,30})?$/;
const POWERS: readonly bigint[] = Array.from({ length: 61 }, (_, exponent) => 10n ** BigInt(exponent));

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && DECIMAL.test(text);
}

/** Reads plain decimal text ("12", "-0.0375"); refuses numbers, exponents, signs without digits and blanks. */
export function parseDecimal(text: string): Decimal {
  if (!isDecimal(text)) {
    throw new DomainError(
      'invalid',
      'money.not-a-decimal',
      `"${String(text)}" is not a decimal number such as 12.50.`,
      {
        value: String(text),
      },
    );
  }
  const point = text.indexOf('.');
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

export function formatDecimal({ units, scale }: Decimal): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** -1, 0 or 1; trailing zeros do not matter. */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  const difference = a.units * powerOfTen(b.scale) - b.units * powerOfTen(a.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addDecimals(left: string, right: string): string {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  const scale = Math.max(a.scale, b.scale);
  return formatDecimal({ units: a.units * powerOfTen(scale - a.scale) + b.units * powerOfTen(scale - b.scale), scale });
}

/** Exact: the scales add up. */
export function multiplyDecimals(left: string, right: string): string {
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  return formatDecimal({ units: a.units * b.units, scale: a.scale + b.scale });
}

export function divideDecimals(
  dividend: string,
  divisor: string,
  decimals: number,
  mode: RoundingMode = 'half-up',
): string {
  const a = parseDecimal(dividend);
  const b = parseDecimal(divisor);
  if (b.units === 0n) {
    throw new DomainError('invalid', 'money.division-by-zero', `${dividend} cannot be divided by zero.`, { dividend });
  }
  return ratio(a.units * powerOfTen(b.scale), b.units * powerOfTen(a.scale), decimals, mode);
}

/** numerator / denominator as decimal text; the denominator is not zero. */
export function ratio(
  numerator: bigint,
  denominator: bigint,
  decimals: number,
  mode: RoundingMode = 'half-up',
): string {
  return formatDecimal({ units: divideRounded(numerator * powerOfTen(decimals), denominator, mode), scale: decimals });
}
