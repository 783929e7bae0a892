import { Money } from '../../../shared-kernel/money/index.js';
import type {
  RemoteAddress,
  RemoteConsignment,
  RemoteDiscount,
  RemoteFee,
  RemoteOrder,
  RemoteOrderLine,
  RemoteOrderTotals,
  TaxedAmount,
} from '../../../modules/marketplace-base/contract/index.js';

/** The currency of every builder unless it is told another one. */
export const TEST_CURRENCY = 'GBP';

export function gbp(amount: string): Money {
  return Money.of(amount, TEST_CURRENCY);
}

/** An amount with tax and before tax: `taxed('30', '25')`; one argument means no tax. */
export function taxed(incTax: string, exTax: string = incTax, currency: string = TEST_CURRENCY): TaxedAmount {
  return { incTax: Money.of(incTax, currency), exTax: Money.of(exTax, currency) };
}

export function anAddress(overrides: Partial<RemoteAddress> = {}): RemoteAddress {
  return {
    firstName: 'Ines',
    lastName: 'Ferro',
    company: '',
    street1: '9 Shore Place',
    street2: '',
    city: 'Edinburgh',
    state: 'Midlothian',
    postalCode: 'EH6 6SW',
    countryCode: 'GB',
    phone: '0131 555 0190',
    email: 'ines.ferro@example.com',
    ...overrides,
  };
}

/** One lamp at 12.00 (10.00 before tax) on consignment 2990. `total` follows quantity and unit price. */
export function aRemoteLine(overrides: Partial<RemoteOrderLine> = {}): RemoteOrderLine {
  const unitPrice = overrides.unitPrice ?? taxed('12', '10');
  const quantity = overrides.quantity ?? 1;
  const { currency } = unitPrice.incTax;
  return {
    remoteId: '5201',
    kind: 'physical',
    productRemoteId: '412',
    variantRemoteId: '905',
    sku: 'HDL-BRASS',
    name: 'Harbour Desk Lamp',
    optionsText: '',
    quantityShipped: 0,
    quantityRefunded: 0,
    total: { incTax: unitPrice.incTax.times(quantity), exTax: unitPrice.exTax.times(quantity) },
    wrapping: taxed('0', '0', currency),
    appliedDiscounts: [],
    consignmentRemoteId: '2990',
    parentLineRemoteId: null,
    weight: '1.4000',
    ...overrides,
    unitPrice,
    quantity,
  };
}

export function aGiftCertificateLine(overrides: Partial<RemoteOrderLine> = {}): RemoteOrderLine {
  return aRemoteLine({
    remoteId: '5290',
    kind: 'gift-certificate',
    productRemoteId: null,
    variantRemoteId: null,
    sku: '',
    name: 'Gift certificate',
    unitPrice: taxed('50'),
    consignmentRemoteId: null,
    weight: '0.0000',
    ...overrides,
  });
}

/** A coupon by default; `code: null` makes it a manual discount. */
export function aRemoteDiscount(amount: string, overrides: Partial<RemoteDiscount> = {}): RemoteDiscount {
  return {
    id: 'total-coupon',
    name: 'Welcome 10',
    code: 'WELCOME10',
    amount: gbp(amount),
    target: 'order',
    ...overrides,
  };
}

/** Free shipping unless it is told a price. */
export function aRemoteConsignment(overrides: Partial<RemoteConsignment> = {}): RemoteConsignment {
  return {
    remoteId: '2990',
    kind: 'shipping',
    address: anAddress(),
    locationRemoteId: null,
    method: 'Flat Rate',
    shipping: taxed('0'),
    handling: taxed('0'),
    shippingTaxClassId: '2',
    handlingTaxClassId: '2',
    ...overrides,
  };
}

export function aRemoteFee(overrides: Partial<RemoteFee> = {}): RemoteFee {
  return { remoteId: '71', name: 'Bottle deposit', cost: taxed('1.20', '1'), taxClassId: '0', ...overrides };
}

export type RemoteOrderOverrides = Partial<Omit<RemoteOrder, 'totals'>> & {
  readonly totals?: Partial<RemoteOrderTotals>;
};

/**
 * An order of one lamp, paid by card. Totals follow lines, consignments and fees, so that an order with other lines still adds up;
 * amounts that a test is about belong in `totals`, written by hand.
 */
export function aRemoteOrder(overrides: RemoteOrderOverrides = {}): RemoteOrder {
  const lines = overrides.lines ?? [aRemoteLine()];
  const consignments = overrides.consignments ?? [aRemoteConsignment()];
  const fees = overrides.fees ?? [];
  const currency = overrides.currency ?? TEST_CURRENCY;
  const pricesIncludeTax = overrides.pricesIncludeTax ?? true;
  const itemsTotal = lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    remoteId: '3107',
    createdAt: '2026-11-04T09:15:42.000Z',
    modifiedAt: '2026-11-04T09:16:05.000Z',
    statusId: '11',
    statusLabel: 'Awaiting Fulfillment',
    paymentStatus: 'captured',
    gateway: 'Credit Card',
    paymentReference: 'ch_7Q2',
    storeCurrency: currency,
    storeToOrderRate: '1.0000000000',
    channelId: '1',
    customerRemoteId: '88',
    billing: anAddress(),
    itemsTotal,
    itemsShipped: lines.reduce((sum, line) => sum + line.quantityShipped, 0),
    isDeleted: false,
    customerMessage: '',
    staffNotes: '',
    ...overrides,
    currency,
    pricesIncludeTax,
    lines,
    consignments,
    fees,
    totals: { ...totalsOf(lines, consignments, fees, currency, pricesIncludeTax), ...overrides.totals },
  };
}

function totalsOf(
  lines: readonly RemoteOrderLine[],
  consignments: readonly RemoteConsignment[],
  fees: readonly RemoteFee[],
  currency: string,
  pricesIncludeTax: boolean,
): RemoteOrderTotals {
  const add = (amounts: readonly TaxedAmount[]): TaxedAmount => ({
    incTax: Money.sum(
      amounts.map((amount) => amount.incTax),
      currency,
    ),
    exTax: Money.sum(
      amounts.map((amount) => amount.exTax),
      currency,
    ),
  });
  const subtotal = add(lines.map((line) => line.total));
  const shipping = add(consignments.map((consignment) => consignment.shipping));
  const handling = add(consignments.map((consignment) => consignment.handling));
  const wrapping = add(lines.map((line) => line.wrapping));
  const charges = add([shipping, handling, wrapping, add(fees.map((fee) => fee.cost))]);
  const applied = lines.flatMap((line) => line.appliedDiscounts);
  const discountBy = (isCoupon: boolean): Money =>
    Money.sum(
      applied.filter((discount) => (discount.code !== null) === isCoupon).map((discount) => discount.amount),
      currency,
    );
  const [discount, couponDiscount] = [discountBy(false), discountBy(true)];
  const goodsTax = Money.sum(
    lines.map((line) => taxAfterDiscount(line, currency, pricesIncludeTax)),
    currency,
  );
  const totalTax = goodsTax.plus(charges.incTax.minus(charges.exTax));
  const beforeDiscount = pricesIncludeTax
    ? subtotal.incTax.plus(charges.incTax)
    : subtotal.exTax.plus(charges.exTax).plus(totalTax);
  return {
    subtotal,
    shipping,
    handling,
    wrapping,
    discount,
    couponDiscount,
    total: beforeDiscount.minus(discount).minus(couponDiscount),
    totalTax,
    storeCredit: Money.zero(currency),
    giftCertificates: Money.zero(currency),
  };
}

function taxAfterDiscount(line: RemoteOrderLine, currency: string, pricesIncludeTax: boolean): Money {
  const tax = line.total.incTax.minus(line.total.exTax);
  const list = pricesIncludeTax ? line.total.incTax : line.total.exTax;
  if (list.isZero) return Money.zero(currency);
  const paid = list.minus(
    Money.sum(
      line.appliedDiscounts.map((discount) => discount.amount),
      currency,
    ),
  );
  return Money.fromUnits((tax.units * paid.units * 2n + list.units) / (list.units * 2n), currency);
}
