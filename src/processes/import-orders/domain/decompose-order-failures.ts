import { Money, currencyDigits } from '../../../shared-kernel/money/index.js';
import type { Side, UndecomposableOrder } from './decompose-order.types.js';

const WHAT_TO_DO = 'Correct the order in the store, then retry this line.';

export function amountsDisagree(
  currency: string,
  side: Side,
  total: bigint,
  sum: bigint,
  other: bigint,
): UndecomposableOrder {
  const words = side === 'inc' ? 'with tax' : 'before tax';
  return failure(
    'orders.amounts-disagree',
    `The store says this order comes to ${show(total, currency)} ${words}, but its subtotal, shipping, fees and discounts add up to ` +
      `${show(sum, currency)}. ${WHAT_TO_DO}`,
    { side, total, sum, difference: total - sum, sumOnTheOtherSide: other },
    currency,
  );
}

export function linesDisagree(currency: string, side: Side, subtotal: bigint, lines: bigint): UndecomposableOrder {
  return failure(
    'orders.lines-disagree',
    `The lines of this order add up to ${show(lines, currency)}, but the store gives ${show(subtotal, currency)} as its subtotal. ` +
      `Lines may be missing or the subtotal was changed by hand. ${WHAT_TO_DO}`,
    { side, subtotal, lines, difference: subtotal - lines },
    currency,
  );
}

export function taxDisagrees(
  currency: string,
  side: Side,
  tax: bigint,
  elsewhere: bigint,
  goods: bigint,
): UndecomposableOrder {
  return failure(
    'orders.tax-disagrees',
    `The store charges ${show(tax, currency)} tax in all and ${show(elsewhere, currency)} of it on shipping, handling, wrapping and fees. ` +
      `What is left, ${show(tax - elsewhere, currency)}, cannot be the tax on goods worth ${show(goods, currency)}. ${WHAT_TO_DO}`,
    { side, totalTax: tax, taxElsewhere: elsewhere, goodsTax: tax - elsewhere, goods },
    currency,
  );
}

export function tendersExceedTotal(
  currency: string,
  total: bigint,
  credit: bigint,
  certificates: bigint,
): UndecomposableOrder {
  return failure(
    'orders.tenders-exceed-total',
    `Store credit and gift certificates paid ${show(credit + certificates, currency)} of this order, more than its total of ` +
      `${show(total, currency)}. ${WHAT_TO_DO}`,
    { total, storeCredit: credit, giftCertificates: certificates, tenders: credit + certificates },
    currency,
  );
}

export function impossibleAmount(currency: string, what: string, amount: bigint): UndecomposableOrder {
  return failure(
    'orders.impossible-amount',
    `The store gives ${show(amount, currency)} as ${what} of this order, which cannot be right. ${WHAT_TO_DO}`,
    { what, amount },
    currency,
  );
}

function failure(
  code: string,
  message: string,
  facts: Record<string, string | bigint>,
  currency: string,
): UndecomposableOrder {
  const shown = Object.entries(facts).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : text(value, currency),
  ]);
  return { ok: false, code, message, facts: { currency, ...(Object.fromEntries(shown) as Record<string, string>) } };
}

function text(units: bigint, currency: string): string {
  return Money.fromUnits(units, currency).amount;
}

/** As people write it: the currency's decimals, more only when there is something in them. */
function show(units: bigint, currency: string): string {
  const [whole = '', decimals = ''] = text(units, currency).split('.');
  const shown = decimals.replace(/0+$/, '').padEnd(currencyDigits(currency) ?? 2, '0');
  return `${shown === '' ? whole : `${whole}.${shown}`} ${currency}`;
}
