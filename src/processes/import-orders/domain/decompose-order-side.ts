import { DomainError } from '../../../shared-kernel/errors/index.js';
import type { Money } from '../../../shared-kernel/money/index.js';
import type { RemoteOrder, TaxedAmount } from '../../../modules/marketplace-base/contract/index.js';
import { amountsDisagree, linesDisagree } from './decompose-order-failures.js';
import type { Side, UndecomposableOrder } from './decompose-order.types.js';

/** A store rounds here and there; up to 0.05 of the major unit becomes one visible line, more is somebody's mistake. */
export const TOLERANCE = 500n;

export function unitsIn(currency: string, money: Money): bigint {
  if (money.currency === currency) return money.units;
  throw new DomainError(
    'invalid',
    'orders.mixed-currencies',
    `An order in ${currency} has an amount in ${money.currency}.`,
    {
      orderCurrency: currency,
      amountCurrency: money.currency,
    },
  );
}

export function onSide(currency: string, side: Side, amount: TaxedAmount): bigint {
  return unitsIn(currency, side === 'inc' ? amount.incTax : amount.exTax);
}

export function isWithin(tolerance: bigint, units: bigint): boolean {
  return units <= tolerance && units >= -tolerance;
}

interface SideSums {
  readonly side: Side;
  /** What the order comes to on this side. */
  readonly total: bigint;
  /** Subtotal, shipping, handling, wrapping and fees, less discounts, as the header gives them. */
  readonly header: bigint;
  readonly subtotal: bigint;
  readonly lines: bigint;
}

export type SideChoice = { readonly ok: true; readonly sides: readonly [Side, ...Side[]] } | UndecomposableOrder;

/**
 * The sides an order adds up on, the best first. `pricesIncludeTax` says where prices live, but not reliably where the totals add
 * up (accounting.md §1), so both are tried: an exact side beats an inexact one, then the smaller residue, then the side of the flag.
 */
export function chooseSides(order: RemoteOrder): SideChoice {
  const flagged = sumsOn(order, order.pricesIncludeTax ? 'inc' : 'ex');
  const other = sumsOn(order, order.pricesIncludeTax ? 'ex' : 'inc');
  const ranked = worst(other) < worst(flagged) ? [other, flagged] : [flagged, other];
  const [best, ...others] = ranked.filter((sums) => worst(sums) <= TOLERANCE).map((sums) => sums.side);
  if (best) return { ok: true, sides: [best, ...others] };

  const headerAgrees = [flagged, other].find((sums) => isWithin(TOLERANCE, sums.total - sums.header));
  if (headerAgrees) return linesDisagree(order.currency, headerAgrees.side, headerAgrees.subtotal, headerAgrees.lines);
  return amountsDisagree(order.currency, flagged.side, flagged.total, flagged.header, other.header);
}

function sumsOn(order: RemoteOrder, side: Side): SideSums {
  const { currency, totals } = order;
  const gross = unitsIn(currency, totals.total);
  const subtotal = onSide(currency, side, totals.subtotal);
  let header =
    subtotal +
    onSide(currency, side, totals.shipping) +
    onSide(currency, side, totals.handling) +
    onSide(currency, side, totals.wrapping) -
    unitsIn(currency, totals.discount) -
    unitsIn(currency, totals.couponDiscount);
  for (const fee of order.fees) header += onSide(currency, side, fee.cost);
  let lines = 0n;
  for (const line of order.lines) lines += onSide(currency, side, line.total);
  return { side, total: side === 'inc' ? gross : gross - unitsIn(currency, totals.totalTax), header, subtotal, lines };
}

/** The largest of the three disagreements: inside the header, between header and lines, and of the document made of the lines. */
function worst({ total, header, subtotal, lines }: SideSums): bigint {
  const inHeader = size(total - header);
  const inLines = size(subtotal - lines);
  const inDocument = size(total - header + subtotal - lines);
  const larger = inHeader > inLines ? inHeader : inLines;
  return larger > inDocument ? larger : inDocument;
}

function size(units: bigint): bigint {
  return units < 0n ? -units : units;
}
