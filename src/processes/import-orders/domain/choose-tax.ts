import type { TaxRef } from '../../../modules/accounting/contract/index.js';
import { currencyDigits, type Money } from '../../../shared-kernel/index.js';

/**
 * The tax of a line by the rate its price shows (A12.3). Prices are rounded, so a cheap line shows 8.9 where the law says 8.875:
 * the nearest known tax that the price could have been made with is taken.
 * @returns null when no known tax could be it
 */
export function chooseTax(
  taxes: readonly TaxRef[],
  ratePercent: string,
  priceInclude: boolean,
  unitPrice: Money,
): TaxRef | null {
  const shown = tenThousandths(ratePercent);
  const reach = reachOf(unitPrice);
  let best: TaxRef | null = null;
  let bestDistance = reach + 1;
  for (const tax of taxes) {
    if (tax.priceInclude !== priceInclude) continue;
    const distance = Math.abs(tenThousandths(tax.rate) - shown);
    if (distance < bestDistance) {
      best = tax;
      bestDistance = distance;
    }
  }
  return best;
}

/** One percent. */
const MOST_REACH = 10_000;

/** How far rounding the price to the currency can move the shown rate, in ten-thousandths of a percent; at most one percent. */
function reachOf(unitPrice: Money): number {
  const { units } = unitPrice.abs();
  if (units === 0n) return MOST_REACH;
  const roundingStep = 10n ** BigInt(4 - (currencyDigits(unitPrice.currency) ?? 2));
  const reach = (roundingStep * 1_000_000n + units - 1n) / units;
  return reach > BigInt(MOST_REACH) ? MOST_REACH : Math.max(1, Number(reach));
}

/** A percentage has none of money's demands: whole ten-thousandths fit a double exactly. */
function tenThousandths(percent: string): number {
  const [whole = '0', fraction = ''] = percent.split('.');
  return Number.parseInt(whole, 10) * 10_000 + Number.parseInt(fraction.padEnd(4, '0').slice(0, 4), 10);
}
