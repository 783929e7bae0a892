import { Money } from '../../../shared-kernel/money/index.js';
import type {
  RemoteConsignment,
  RemoteFee,
  RemoteOrder,
  RemoteOrderLine,
  TaxedAmount,
} from '../../../modules/marketplace-base/contract/index.js';
import { onSide, unitsIn } from './decompose-order-side.js';
import type { DocumentLineKind, Side } from './decompose-order.types.js';

/** A line in the making; amounts in 1/10000 on the order's side, until discounts and tax are settled. */
export interface Draft {
  readonly kind: DocumentLineKind;
  readonly remoteLineId: string | null;
  readonly consignmentRemoteId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly taxClassId: string | null;
  /** Before discounts. */
  readonly list: bigint;
  /** Tax that the store shows on `list`. Exact for everything but goods. */
  readonly listTax: bigint;
  /** Both sides of the price that tells the rate. */
  readonly priceEx: bigint;
  readonly priceInc: bigint;
  /** From the line's own applied discounts, kept between zero and `list`. */
  readonly tracedDiscount: bigint;
}

type Carrier = 'shipping' | 'handling';

/** Everything the order charges for, goods first; what costs nothing is left out, except lines, which still ship. */
export function draftLines(order: RemoteOrder, side: Side): Draft[] {
  const drafts: Draft[] = [];
  for (const line of order.lines) {
    if (line.quantity !== 0 || !line.total.incTax.isZero || !line.total.exTax.isZero)
      drafts.push(fromLine(order, side, line));
  }
  drafts.push(...fromConsignments(order, side, 'shipping'), ...fromConsignments(order, side, 'handling'));
  const { wrapping } = order.totals;
  if (hasAmount(wrapping)) {
    drafts.push(
      charge(order, side, wrapping, { kind: 'wrapping', remoteLineId: null, name: 'Gift wrapping', taxClassId: null }),
    );
  }
  for (const fee of order.fees) {
    if (hasAmount(fee.cost)) drafts.push(fromFee(order, side, fee));
  }
  return drafts;
}

function fromLine(order: RemoteOrder, side: Side, line: RemoteOrderLine): Draft {
  const { currency } = order;
  const list = onSide(currency, side, line.total);
  let traced = 0n;
  for (const discount of line.appliedDiscounts) traced += unitsIn(currency, discount.amount);
  return {
    kind: list < 0n ? 'discount' : line.kind === 'gift-certificate' ? 'gift-certificate' : 'goods',
    remoteLineId: line.remoteId,
    consignmentRemoteId: line.consignmentRemoteId,
    name: line.name,
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: side === 'inc' ? line.unitPrice.incTax : line.unitPrice.exTax,
    taxClassId: null,
    list,
    listTax: unitsIn(currency, line.total.incTax) - unitsIn(currency, line.total.exTax),
    priceEx: unitsIn(currency, line.unitPrice.exTax),
    priceInc: unitsIn(currency, line.unitPrice.incTax),
    tracedDiscount: list <= 0n || traced <= 0n ? 0n : traced < list ? traced : list,
  };
}

function fromFee(order: RemoteOrder, side: Side, fee: RemoteFee): Draft {
  const kind = onSide(order.currency, side, fee.cost) < 0n ? 'discount' : 'fee';
  return charge(order, side, fee.cost, {
    kind,
    remoteLineId: fee.remoteId,
    name: fee.name || 'Fee',
    taxClassId: fee.taxClassId,
  });
}

/** The header's amount is what the customer paid; consignments only say where it belongs. */
function fromConsignments(order: RemoteOrder, side: Side, carrier: Carrier): Draft[] {
  const header = order.totals[carrier];
  if (!hasAmount(header)) return [];
  const carrying = consignmentsFor(order.consignments, carrier);
  return splitOver(
    order,
    side,
    header,
    carrying.map((consignment) => consignment[carrier]),
  ).map((amount, index) => fromConsignment(order, side, carrier, carrying[index], amount));
}

function fromConsignment(
  order: RemoteOrder,
  side: Side,
  carrier: Carrier,
  from: RemoteConsignment | undefined,
  amount: TaxedAmount,
): Draft {
  const shipping = carrier === 'shipping';
  return charge(order, side, amount, {
    kind: carrier,
    remoteLineId: from?.remoteId ?? null,
    consignmentRemoteId: from?.remoteId ?? null,
    name: shipping ? from?.method || 'Shipping' : 'Handling',
    taxClassId: (shipping ? from?.shippingTaxClassId : from?.handlingTaxClassId) ?? null,
  });
}

function consignmentsFor(all: readonly RemoteConsignment[], carrier: Carrier): readonly RemoteConsignment[] {
  const charged = all.filter((consignment) => hasAmount(consignment[carrier]));
  return charged.length > 0 ? charged : all.filter((consignment) => consignment.kind === 'shipping');
}

function splitOver(
  order: RemoteOrder,
  side: Side,
  header: TaxedAmount,
  own: readonly TaxedAmount[],
): readonly TaxedAmount[] {
  if (own.length <= 1) return [header];
  const { currency } = order;
  const sum = (pick: (amount: TaxedAmount) => Money): Money => Money.sum(own.map(pick), currency);
  if (sum((amount) => amount.incTax).equals(header.incTax) && sum((amount) => amount.exTax).equals(header.exTax))
    return own;

  const weights = own.map((amount) => atLeastZero(onSide(currency, side, amount)));
  const taxWeights = own.map((amount) => atLeastZero(amount.incTax.units - amount.exTax.units));
  const parts = (side === 'inc' ? header.incTax : header.exTax).allocate(weights);
  const byAmount = taxWeights.every((weight, index) => weight === 0n || parts[index]?.isZero);
  const taxes = header.incTax.minus(header.exTax).allocate(byAmount ? parts : taxWeights);
  return parts.map((part, index) => {
    const tax = taxes[index] ?? Money.zero(currency);
    return side === 'inc' ? { incTax: part, exTax: part.minus(tax) } : { incTax: part.plus(tax), exTax: part };
  });
}

interface ChargeWords {
  readonly kind: DocumentLineKind;
  readonly remoteLineId: string | null;
  readonly consignmentRemoteId?: string | null;
  readonly name: string;
  readonly taxClassId: string | null;
}

function charge(order: RemoteOrder, side: Side, amount: TaxedAmount, words: ChargeWords): Draft {
  const priceInc = unitsIn(order.currency, amount.incTax);
  const priceEx = unitsIn(order.currency, amount.exTax);
  return {
    kind: words.kind,
    remoteLineId: words.remoteLineId,
    consignmentRemoteId: words.consignmentRemoteId ?? null,
    name: words.name,
    sku: '',
    quantity: 1,
    unitPrice: side === 'inc' ? amount.incTax : amount.exTax,
    taxClassId: words.taxClassId,
    list: side === 'inc' ? priceInc : priceEx,
    listTax: priceInc - priceEx,
    priceEx,
    priceInc,
    tracedDiscount: 0n,
  };
}

function hasAmount(amount: TaxedAmount): boolean {
  return !amount.incTax.isZero || !amount.exTax.isZero;
}

function atLeastZero(units: bigint): bigint {
  return units > 0n ? units : 0n;
}
