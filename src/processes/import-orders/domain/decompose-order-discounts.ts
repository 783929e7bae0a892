import { Money } from '../../../shared-kernel/money/index.js';
import type { Draft } from './decompose-order-drafts.js';
import { expectedTotalTax } from './decompose-order-tax.js';
import type { DocumentLineKind, Side } from './decompose-order.types.js';

/** Discounts reduce goods; whatever exceeds them falls on the other charges, and on sold gift certificates only when nothing else is left. */
const GOODS_FIRST: readonly DocumentLineKind[] = [
  'goods',
  'shipping',
  'handling',
  'wrapping',
  'fee',
  'gift-certificate',
];
const SHIPPING_FIRST: readonly DocumentLineKind[] = [
  'shipping',
  'goods',
  'handling',
  'wrapping',
  'fee',
  'gift-certificate',
];

/** Two readings whose tax differs by no more than this, or than a fiftieth of the discount, differ by the store's rounding of prices only. */
const SAME_TAX = 200n;
const SAME_TAX_SHARE = 50n;

/** What the order's discounts take off each draft, in 1/10000. `total` is discounts and coupons of the header, not negative. */
export function discountsPerDraft(
  drafts: readonly Draft[],
  total: bigint,
  side: Side,
  currency: string,
  totalTax: bigint,
): bigint[] {
  const traced = drafts.map((draft) => draft.tracedDiscount);
  const tracedTotal = traced.reduce((sum, discount) => sum + discount, 0n);
  if (tracedTotal === total) return traced;
  // The total was charged with the header's discounts, so lines that claim more are scaled down to them.
  if (tracedTotal > total) return allocate(total, traced, currency);

  const excess = total - tracedTotal;
  const onGoods = spread(drafts, traced, excess, GOODS_FIRST, currency);
  const shipping = drafts.reduce((sum, draft) => (draft.kind === 'shipping' ? sum + draft.list : sum), 0n);
  if (shipping === 0n) return onGoods;

  // A shipping coupon leaves no trace on the lines. It is told by the tax it saved or, where both readings save the same, by its size.
  const onShipping = spread(drafts, traced, excess, SHIPPING_FIRST, currency);
  const missByGoods = size(totalTax - expectedTotalTax(drafts, onGoods, side));
  const missByShipping = size(totalTax - expectedTotalTax(drafts, onShipping, side));
  const noise = excess / SAME_TAX_SHARE;
  if (size(missByGoods - missByShipping) <= (noise > SAME_TAX ? noise : SAME_TAX))
    return excess === shipping ? onShipping : onGoods;
  return missByShipping < missByGoods ? onShipping : onGoods;
}

/** Fills the kinds in turn, each in proportion to what is still to pay on its drafts. */
function spread(
  drafts: readonly Draft[],
  start: readonly bigint[],
  amount: bigint,
  kinds: readonly DocumentLineKind[],
  currency: string,
): bigint[] {
  let discounts = [...start];
  let rest = amount;
  for (const kind of kinds) {
    if (rest === 0n) break;
    const room = drafts.map((draft, index) => (draft.kind === kind ? draft.list - (discounts[index] ?? 0n) : 0n));
    const capacity = room.reduce((sum, free) => sum + free, 0n);
    if (capacity === 0n) continue;
    const part = rest < capacity ? rest : capacity;
    const parts = allocate(part, room, currency);
    discounts = discounts.map((discount, index) => discount + (parts[index] ?? 0n));
    rest -= part;
  }
  return discounts;
}

function allocate(amount: bigint, weights: readonly bigint[], currency: string): bigint[] {
  return Money.fromUnits(amount, currency)
    .allocate(weights)
    .map((part) => part.units);
}

function size(units: bigint): bigint {
  return units < 0n ? -units : units;
}
