import { DomainError } from '../../../shared-kernel/errors/index.js';
import { Money } from '../../../shared-kernel/money/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { refuseImpossibleAmounts } from './decompose-order-checks.js';
import { discountsPerDraft } from './decompose-order-discounts.js';
import { draftLines, type Draft } from './decompose-order-drafts.js';
import { amountsDisagree } from './decompose-order-failures.js';
import { ratesOf } from './decompose-order-rate.js';
import { TOLERANCE, chooseSides, isWithin } from './decompose-order-side.js';
import { splitTax } from './decompose-order-tax.js';
import type { Decomposition, DocumentLine, Side, Tender } from './decompose-order.types.js';

export type * from './decompose-order.types.js';

/**
 * Splits an order into document lines and tenders (A12, A13, A14; accounting.md §1). To the fourth decimal, gross adds up to the
 * order's total, tax to its total tax, net to the difference, and tenders to the total; otherwise the answer says what disagrees.
 */
export function decomposeOrder(order: RemoteOrder): Decomposition {
  try {
    return refuseImpossibleAmounts(order) ?? decomposeOnBestSide(order);
  } catch (error) {
    // Amounts that Money refuses (another currency, too large) fail this order, not the batch it came in.
    if (error instanceof DomainError)
      return { ok: false, code: error.code, message: error.message, facts: asText(error.facts) };
    throw error;
  }
}

function decomposeOnBestSide(order: RemoteOrder): Decomposition {
  const choice = chooseSides(order);
  if (!choice.ok) return choice;
  // Where both sides add up, the tax may still fit only one of them: a store that taxes before the discount, for example.
  const [best, second] = choice.sides;
  const result = decomposeOn(order, best);
  if (result.ok || !second) return result;
  const fallback = decomposeOn(order, second);
  return fallback.ok ? fallback : result;
}

function decomposeOn(order: RemoteOrder, side: Side): Decomposition {
  const { currency, totals } = order;
  const drafts = draftLines(order, side);
  const discountTotal = totals.discount.units + totals.couponDiscount.units;
  const discounts = discountsPerDraft(drafts, discountTotal, side, currency, totals.totalTax.units);
  const split = splitTax(drafts, discounts, side, currency, totals.totalTax.units);
  if (!split.ok) return split;

  const sum = drafts.reduce((total, draft, index) => total + draft.list - (discounts[index] ?? 0n), 0n);
  const expected = side === 'inc' ? totals.total.units : totals.total.units - totals.totalTax.units;
  const residue = expected - sum;
  if (!isWithin(TOLERANCE, residue)) return amountsDisagree(currency, side, expected, sum, sum);

  const rates = ratesOf(drafts, currency);
  const lines = drafts.map((draft, index) => {
    const rate = draft.kind === 'gift-certificate' ? null : (rates[index] ?? null);
    return toLine(draft, discounts[index] ?? 0n, split.perDraft[index] ?? 0n, rate, side, currency);
  });
  const rounding = roundingLine(residue, split.residue, side, currency);
  if (rounding) lines.push(rounding);
  return {
    ok: true,
    lines,
    tenders: tendersOf(order),
    side,
    rounding: rounding?.gross ?? Money.zero(currency),
    net: totals.total.minus(totals.totalTax),
    tax: totals.totalTax,
    gross: totals.total,
  };
}

function toLine(
  draft: Draft,
  discount: bigint,
  tax: bigint,
  taxRate: string | null,
  side: Side,
  currency: string,
): DocumentLine {
  return {
    kind: draft.kind,
    remoteLineId: draft.remoteLineId,
    consignmentRemoteId: draft.consignmentRemoteId,
    name: draft.name,
    sku: draft.sku,
    quantity: draft.quantity,
    unitPrice: draft.unitPrice,
    discount: Money.fromUnits(discount, currency),
    ...bothSides(draft.list - discount, tax, side, currency),
    taxClassId: draft.taxClassId,
    taxRate,
  };
}

/** What the store's own rounding left over, in amount and in tax: one visible line, never spread over goods. */
function roundingLine(residue: bigint, taxResidue: bigint, side: Side, currency: string): DocumentLine | null {
  if (residue === 0n && taxResidue === 0n) return null;
  return {
    kind: 'rounding',
    remoteLineId: null,
    consignmentRemoteId: null,
    name: 'Rounding',
    sku: '',
    quantity: 1,
    unitPrice: Money.fromUnits(residue, currency),
    discount: Money.zero(currency),
    ...bothSides(residue, taxResidue, side, currency),
    taxClassId: null,
    taxRate: null,
  };
}

function bothSides(
  amount: bigint,
  tax: bigint,
  side: Side,
  currency: string,
): Pick<DocumentLine, 'net' | 'tax' | 'gross'> {
  return {
    net: Money.fromUnits(side === 'inc' ? amount - tax : amount, currency),
    tax: Money.fromUnits(tax, currency),
    gross: Money.fromUnits(side === 'inc' ? amount : amount + tax, currency),
  };
}

/** Store credit and gift certificates pay, they do not discount; the gateway pays the rest. Nothing paid that way, no tender. */
function tendersOf({ totals }: RemoteOrder): Tender[] {
  const tenders: Tender[] = [
    { kind: 'gateway', amount: totals.total.minus(totals.storeCredit).minus(totals.giftCertificates) },
    { kind: 'store-credit', amount: totals.storeCredit },
    { kind: 'gift-certificate', amount: totals.giftCertificates },
  ];
  return tenders.filter((tender) => !tender.amount.isZero);
}

function asText(facts: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)]));
}
