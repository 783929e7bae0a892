import { currencyDigits } from '../../../shared-kernel/money/index.js';

export interface Price {
  readonly priceEx: bigint;
  readonly priceInc: bigint;
}

/** A rate of one in 1/10000 percent. */
const ONE = 1_000_000n;

/**
 * The rates that prices of one order show, in percent with four decimals; null for a price without tax.
 *
 * A store keeps rounded prices: 0.99 at 8.875 % may be 1.08, and the bare quotient 9.0909 %. Each odd quotient would become a tax of
 * its own in the books (A12.3). So the dearest price, which tells the rate best, goes first, and a rate that it found is taken for
 * every cheaper price that it explains.
 */
export function ratesOf(prices: readonly Price[], currency: string): (string | null)[] {
  const step = 10n ** BigInt(4 - (currencyDigits(currency) ?? 2));
  const rates = prices.map((): string | null => null);
  const found: bigint[] = [];
  const dearestFirst = prices.map((_, index) => index).filter((index) => isTaxed(prices[index]));
  dearestFirst.sort((a, b) => (isDearer(prices[a], prices[b]) ? -1 : isDearer(prices[b], prices[a]) ? 1 : a - b));
  for (const index of dearestFirst) {
    const price = prices[index];
    if (!price) continue;
    const grain = isWhole(price, step) ? step : 1n;
    let rate = found.find((known) => explains(known, price, grain));
    if (rate === undefined) found.push((rate = shortestRate(price, grain)));
    rates[index] = rate === 0n ? null : inPercent(rate);
  }
  return rates;
}

/** The shortest rate that explains both prices, by their fourth decimal or by the decimals the currency has. */
function shortestRate(price: Price, grain: bigint): bigint {
  return (
    shortest(price, 1n, 2) ??
    shortest(price, grain, 1) ??
    shortest(price, 1n, 3) ??
    shortest(price, grain, 3) ??
    measured(price, 1n)
  );
}

function shortest(price: Price, grain: bigint, decimals: 1 | 2 | 3): bigint | null {
  for (let cut = 10_000n, tried = 0; tried <= decimals; tried += 1, cut /= 10n) {
    const rate = measured(price, cut);
    if (rate > 0n && explains(rate, price, grain)) return rate;
  }
  return null;
}

/** Whether either price follows from the other at this rate, give or take half a grain. */
function explains(rate: bigint, { priceEx, priceInc }: Price, grain: bigint): boolean {
  const off = priceEx * (ONE + rate) - priceInc * ONE;
  return 2n * (off < 0n ? -off : off) <= grain * (ONE + rate);
}

/** The quotient, rounded half up to a multiple of `cut`. */
function measured({ priceEx, priceInc }: Price, cut: bigint): bigint {
  const divisor = priceEx * cut;
  return (((priceInc - priceEx) * ONE * 2n + divisor) / (2n * divisor)) * cut;
}

function isTaxed(price: Price | undefined): boolean {
  return price !== undefined && price.priceEx > 0n && price.priceInc > price.priceEx;
}

function isDearer(price: Price | undefined, than: Price | undefined): boolean {
  return price !== undefined && than !== undefined && price.priceEx > than.priceEx;
}

function isWhole({ priceEx, priceInc }: Price, step: bigint): boolean {
  return priceEx % step === 0n && priceInc % step === 0n;
}

function inPercent(rate: bigint): string {
  const digits = rate.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
