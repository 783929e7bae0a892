import { addDecimals, divideDecimals, DomainError, Money, type MoneyText } from '../../../shared-kernel/index.js';
import type { SaleOrderLineDraft } from './sale-order.js';

/** What a person says of a line; everything else is computed. */
export interface LineInput {
  readonly id: string;
  readonly kind: 'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee';
  readonly variantId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: MoneyText;
  /** Off the whole line; null: none. */
  readonly discount: MoneyText | null;
  readonly taxId: string | null;
  /** Percent, at most four decimals. */
  readonly taxRate: string;
}

export interface PricedOrder {
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly lines: readonly SaleOrderLineDraft[];
}

/**
 * Prices an order made by hand. Lines keep four decimals; the document is rounded once, to what the currency is paid in, and the
 * difference is a line of its own (accounting.md §1), so that what a customer is asked for is always the sum of what he sees.
 */
export function priceLines(
  inputs: readonly LineInput[],
  currency: string,
  pricesIncludeTax: boolean,
  roundingId: string,
): PricedOrder {
  const lines = inputs.map((input, index) => priceLine(input, index + 1, currency, pricesIncludeTax));
  const exact = Money.sum(
    lines.map((line) => line.gross),
    currency,
  );
  const residue = exact.round('half-up').minus(exact);
  const all = residue.isZero ? lines : [...lines, roundingLine(residue, lines.length + 1, roundingId)];
  return {
    net: Money.sum(
      all.map((line) => line.net),
      currency,
    ),
    tax: Money.sum(
      all.map((line) => line.tax),
      currency,
    ),
    gross: Money.sum(
      all.map((line) => line.gross),
      currency,
    ),
    lines: all,
  };
}

function priceLine(
  input: LineInput,
  position: number,
  currency: string,
  pricesIncludeTax: boolean,
): SaleOrderLineDraft {
  const unitPrice = amountOf(input.unitPrice, currency, `lines.${position - 1}.unitPrice`);
  const discount = amountOf(input.discount ?? { amount: '0', currency }, currency, `lines.${position - 1}.discount`);
  const amount = unitPrice.times(input.quantity).minus(discount);
  if (amount.isNegative) {
    throw new DomainError(
      'rule-broken',
      'sales.discount-too-large',
      `Line ${position} is discounted by more than it costs.`,
      {
        position,
      },
    );
  }
  const { net, tax } = pricesIncludeTax ? splitGross(amount, input.taxRate) : addTax(amount, input.taxRate);
  return { ...input, position, sourceLineId: null, unitPrice, discount, net, tax, gross: net.plus(tax) };
}

function amountOf(text: MoneyText, currency: string, field: string): Money {
  if (text.currency !== currency) {
    throw new DomainError(
      'rule-broken',
      'sales.wrong-currency',
      `This order is in ${currency}; ${field} is in ${text.currency}.`,
      {
        field,
      },
    );
  }
  const money = Money.of(text.amount, currency);
  if (!money.isNegative) return money;
  throw new DomainError('rule-broken', 'sales.negative-amount', `${field} cannot be below zero; use a discount.`, {
    field,
  });
}

function addTax(net: Money, percent: string): { net: Money; tax: Money } {
  const rate = divideDecimals(percent, '100', 6);
  return { net, tax: isZero(rate) ? net.minus(net) : net.multiplyByRate(rate, net.currency) };
}

function splitGross(gross: Money, percent: string): { net: Money; tax: Money } {
  const net = gross.divideByRate(addDecimals('1', divideDecimals(percent, '100', 6)), gross.currency);
  return { net, tax: gross.minus(net) };
}

function isZero(rate: string): boolean {
  return /^0(\.0*)?$/.test(rate);
}

function roundingLine(residue: Money, position: number, id: string): SaleOrderLineDraft {
  const zero = residue.minus(residue);
  return {
    id,
    position,
    kind: 'rounding',
    variantId: null,
    sourceLineId: null,
    name: 'Rounding',
    sku: '',
    quantity: 1,
    unitPrice: residue,
    discount: zero,
    net: residue,
    tax: zero,
    gross: residue,
    taxId: null,
    taxRate: null,
  };
}
