import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  DomainError,
  Money,
  type MoneyText,
} from '../../../shared-kernel/index.js';
import type { DocumentLineKind } from './entry-for-invoice.js';

export type WritableKind = Exclude<DocumentLineKind, 'discount' | 'rounding'>;

/** What a person says of a line; everything else is computed. */
export interface LineInput {
  readonly kind: WritableKind;
  readonly variantId: string | null;
  readonly orderLineId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: MoneyText;
  /** Off the whole line; null: none. */
  readonly discount: MoneyText | null;
  readonly taxId: string | null;
}

export interface PricedLine {
  readonly kind: DocumentLineKind;
  readonly position: number;
  readonly variantId: string | null;
  readonly orderLineId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly taxId: string | null;
}

/**
 * Prices a document made by hand, by the same rule as a sale order made by hand: lines keep four decimals, the document is
 * rounded once to what the currency is paid in, and the difference is a line of its own (accounting.md §1).
 * @param percentOf the rate of a tax in percent
 */
export function priceLines(
  inputs: readonly LineInput[],
  currency: string,
  pricesIncludeTax: boolean,
  percentOf: (taxId: string) => string,
): PricedLine[] {
  const lines = inputs.map((input, index) => priceLine(input, index + 1, currency, pricesIncludeTax, percentOf));
  const exact = Money.sum(
    lines.map((line) => line.gross),
    currency,
  );
  const residue = exact.round('half-up').minus(exact);
  return residue.isZero ? lines : [...lines, roundingLine(residue, lines.length + 1)];
}

function priceLine(
  input: LineInput,
  position: number,
  currency: string,
  pricesIncludeTax: boolean,
  percentOf: (taxId: string) => string,
): PricedLine {
  const unitPrice = amountOf(input.unitPrice, currency, `lines.${position - 1}.unitPrice`);
  const discount = amountOf(input.discount ?? { amount: '0', currency }, currency, `lines.${position - 1}.discount`);
  const amount = unitPrice.times(input.quantity).minus(discount);
  if (amount.isNegative) {
    throw new DomainError(
      'rule-broken',
      'accounting.discount-too-large',
      `Line ${position} is discounted by more than it costs.`,
      { position },
    );
  }
  const percent = input.taxId === null ? '0' : percentOf(input.taxId);
  if (input.kind === 'gift-certificate' && input.taxId !== null) {
    throw new DomainError(
      'rule-broken',
      'accounting.taxed-gift-certificate',
      'A gift certificate is sold without tax; it is taxed with what it buys.',
      { position },
    );
  }
  const net = netOf(amount, percent, pricesIncludeTax);
  const tax = pricesIncludeTax ? amount.minus(net) : taxOn(net, percent);
  return { ...input, position, unitPrice, discount, net, tax, gross: net.plus(tax) };
}

function amountOf(text: MoneyText, currency: string, field: string): Money {
  if (text.currency !== currency) {
    throw new DomainError(
      'rule-broken',
      'accounting.mixed-currencies',
      `This document is in ${currency}; ${field} is in ${text.currency}.`,
      { field },
    );
  }
  const money = Money.of(text.amount, currency);
  if (!money.isNegative) return money;
  throw new DomainError('rule-broken', 'accounting.negative-amount', `${field} cannot be below zero; use a discount.`, {
    field,
  });
}

function netOf(amount: Money, percent: string, pricesIncludeTax: boolean): Money {
  if (!pricesIncludeTax) return amount;
  return amount.divideByRate(addDecimals('1', divideDecimals(percent, '100', 6)), amount.currency);
}

function taxOn(net: Money, percent: string): Money {
  const rate = divideDecimals(percent, '100', 6);
  return compareDecimals(rate, '0') === 0 ? net.minus(net) : net.multiplyByRate(rate, net.currency);
}

function roundingLine(residue: Money, position: number): PricedLine {
  const zero = Money.zero(residue.currency);
  return {
    kind: 'rounding',
    position,
    variantId: null,
    orderLineId: null,
    name: 'Rounding',
    sku: '',
    quantity: 1,
    unitPrice: residue,
    discount: zero,
    net: residue,
    tax: zero,
    gross: residue,
    taxId: null,
  };
}
