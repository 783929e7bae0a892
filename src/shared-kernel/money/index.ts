export { Money } from './money.js';
export type { MoneyText } from './money.js';
export type { Weight } from './allocation.js';
export type { RoundingMode } from './rounding.js';
export { currencyCodes, currencyDigits, isCurrency } from './currencies.js';
export { addDecimals, compareDecimals, divideDecimals, isDecimal, multiplyDecimals, ratio } from './decimal.js';
