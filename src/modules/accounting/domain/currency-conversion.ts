import { divideDecimals, Money } from '../../../shared-kernel/index.js';

/** Digits carried beyond the fourth decimal to find out which amount lost most. */
const EXTRA_DIGITS = 8;
const EXTRA = 10n ** BigInt(EXTRA_DIGITS);

export interface Conversion {
  /** Units of the document's currency for one unit of the company's. */
  readonly rate: string;
  readonly companyCurrency: string;
}

export function toCompanyCurrency(amount: Money, { rate, companyCurrency }: Conversion): Money {
  return amount.currency === companyCurrency ? amount : amount.divideByRate(rate, companyCurrency);
}

/**
 * Converts amounts that make up a whole so that the results make up the converted whole, to the last unit: each is rounded
 * down, and what is missing goes one 1/10000 each to those that lost most (the earlier one wins a tie). Signs may be mixed.
 */
export function convertParts(parts: readonly Money[], whole: Money, conversion: Conversion): Money[] {
  const { rate, companyCurrency } = conversion;
  if (whole.currency === companyCurrency) return [...parts];
  const floors: bigint[] = [];
  const losses: bigint[] = [];
  let missing = toCompanyCurrency(whole, conversion).units;
  for (const part of parts) {
    const fine = BigInt(divideDecimals(part.amount, rate, 4 + EXTRA_DIGITS, 'down').replace('.', ''));
    const floor = fine >= 0n ? fine / EXTRA : -((-fine + EXTRA - 1n) / EXTRA);
    floors.push(floor);
    losses.push(fine - floor * EXTRA);
    missing -= floor;
  }
  const order = losses.map((_, index) => index).sort((a, b) => compare(losses[b] ?? 0n, losses[a] ?? 0n) || a - b);
  // A part cut off after the twelfth decimal can leave one too many instead: the one that lost least gives it back.
  const [chosen, step] = missing < 0n ? [order.slice(Number(missing)), -1n] : [order.slice(0, Number(missing)), 1n];
  for (const index of chosen) floors[index] = (floors[index] ?? 0n) + step;
  return floors.map((units) => Money.fromUnits(units, companyCurrency));
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
