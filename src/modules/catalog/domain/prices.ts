import { DomainError, Money, type MoneyText } from '../../../shared-kernel/index.js';

/** The amount of a price as it is stored: in the currency it must be in, and not below zero. */
export function priceIn(currency: string, price: MoneyText): string {
  if (price.currency !== currency) {
    throw new DomainError(
      'rule-broken',
      'catalog.wrong-currency',
      `Give this price in ${currency}, not in ${price.currency}.`,
      {
        expected: currency,
        given: price.currency,
      },
    );
  }
  const money = Money.of(price.amount, currency);
  if (!money.isNegative) return money.amount;
  throw new DomainError('rule-broken', 'catalog.negative-price', 'A price cannot be below zero.', {
    price: money.amount,
  });
}
