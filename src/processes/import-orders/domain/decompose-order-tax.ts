import { Money } from '../../../shared-kernel/money/index.js';
import type { Draft } from './decompose-order-drafts.js';
import { taxDisagrees } from './decompose-order-failures.js';
import { TOLERANCE, isWithin } from './decompose-order-side.js';
import type { Side, UndecomposableOrder } from './decompose-order.types.js';

/** Weights keep six more digits than amounts, so that cheap lines still differ. */
const FINE = 1_000_000n;

export type TaxSplit =
  | { readonly ok: true; readonly perDraft: readonly bigint[]; /** For the rounding line. */ readonly residue: bigint }
  | UndecomposableOrder;

/**
 * Tax on shipping, handling, wrapping and fees is known to the fourth decimal, gift certificates have none, and the rest of the
 * order's tax belongs to goods: by discounted amount times the line's own rate, largest remainder. A charge that a discount reached
 * shares with the goods, because the store shows its tax before discounts only.
 */
export function splitTax(
  drafts: readonly Draft[],
  discounts: readonly bigint[],
  side: Side,
  currency: string,
  totalTax: bigint,
): TaxSplit {
  const perDraft = drafts.map((draft, index) => (isOpen(draft, discounts[index] ?? 0n) ? 0n : knownTax(draft)));
  const known = sum(perDraft);
  const room = drafts.map((draft, index) => {
    const discount = discounts[index] ?? 0n;
    return isOpen(draft, discount) ? draft.list - discount : 0n;
  });
  const capacity = sum(room);
  const pool = totalTax - known;
  const carried = pool < 0n ? 0n : pool > capacity ? capacity : pool;
  const residue = pool - carried;
  if (!isWithin(TOLERANCE, residue)) return taxDisagrees(currency, side, totalTax, known, capacity);
  if (carried === 0n) return { ok: true, perDraft, residue };

  const weights = drafts.map((draft, index) =>
    (room[index] ?? 0n) > 0n ? expectedTax(draft, room[index] ?? 0n, side) : 0n,
  );
  const parts = allocateWithin(Money.fromUnits(carried, currency), weights, room);
  return { ok: true, perDraft: perDraft.map((tax, index) => tax + (parts[index]?.units ?? 0n)), residue };
}

/** What the order's tax would be by the rates that its prices show, if the discounts fell like this. */
export function expectedTotalTax(drafts: readonly Draft[], discounts: readonly bigint[], side: Side): bigint {
  let fine = 0n;
  drafts.forEach((draft, index) => {
    const discount = discounts[index] ?? 0n;
    fine += isOpen(draft, discount) ? expectedTax(draft, draft.list - discount, side) : knownTax(draft) * FINE;
  });
  return fine / FINE;
}

function isOpen(draft: Draft, discount: bigint): boolean {
  return draft.kind === 'goods' || (discount > 0n && draft.kind !== 'gift-certificate');
}

function knownTax(draft: Draft): bigint {
  return draft.kind === 'gift-certificate' ? 0n : draft.listTax;
}

/** In millionths of 1/10000. */
function expectedTax(draft: Draft, amount: bigint, side: Side): bigint {
  const base = side === 'inc' ? draft.priceInc : draft.priceEx;
  const tax = draft.priceInc - draft.priceEx;
  return base <= 0n || tax <= 0n ? 0n : (amount * tax * FINE) / base;
}

/** Falls back to the amounts alone when the rates say nothing, or would tax a line beyond its amount. */
function allocateWithin(amount: Money, weights: readonly bigint[], room: readonly bigint[]): Money[] {
  if (weights.some((weight) => weight > 0n)) {
    const parts = amount.allocate(weights);
    if (parts.every((part, index) => part.units <= (room[index] ?? 0n))) return parts;
  }
  return amount.allocate(room);
}

function sum(units: readonly bigint[]): bigint {
  return units.reduce((total, one) => total + one, 0n);
}
