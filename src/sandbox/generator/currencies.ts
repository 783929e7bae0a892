import { mulDiv, roundTo, type Amount } from './money.js';

export interface Currency {
  id: number;
  code: string;
  name: string;
  token: string;
  decimals: number;
  /** Units of this currency for one unit of the store's default, in millionths. */
  rateMillionths: number;
  /** The same rate as the API writes it, ten decimals. */
  rateText: string;
  country: string;
}

function currency(
  id: number,
  code: string,
  name: string,
  token: string,
  decimals: number,
  rate: number,
  country: string,
): Currency {
  const rateText = `${Math.floor(rate / 1000000)}.${String(rate % 1000000).padStart(6, '0')}0000`;
  return { id, code, name, token, decimals, rateMillionths: rate, rateText, country };
}

/** The first one is the store's default. They cover 2, 0 and 3 decimals. */
export const CURRENCIES: readonly Currency[] = [
  currency(1, 'GBP', 'Pound Sterling', '£', 2, 1_000_000, 'GB'),
  currency(2, 'USD', 'US Dollar', '$', 2, 1_271_300, 'US'),
  currency(3, 'EUR', 'Euro', '€', 2, 1_168_450, 'DE'),
  currency(4, 'JPY', 'Japanese Yen', '¥', 0, 191_370_000, 'JP'),
  currency(5, 'KWD', 'Kuwaiti Dinar', 'KD', 3, 390_125, 'KW'),
];

export const DEFAULT_CURRENCY = CURRENCIES[0] as Currency;

/** A price of the catalogue in another currency, rounded as a merchant would show it. */
export function convert(amount: Amount, into: Currency): Amount {
  if (into === DEFAULT_CURRENCY) return amount;
  return roundTo(mulDiv(amount, into.rateMillionths, 1_000_000), into.decimals);
}
