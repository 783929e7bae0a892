import { DomainError, Money } from '../../../shared-kernel/index.js';
import { toInstantOrNull } from './order-dates.js';

export type Json = Readonly<Record<string, unknown>>;

const AMOUNT = /^-?\d{1,15}(?:\.\d{1,4})?$/;
const MANY_DECIMALS = /^-?\d+\.\d{5,}$/;
const DECIMAL = /^-?\d{1,30}(?:\.\d{1,30})?$/;
const ID = /^[1-9]\d{0,18}$/;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An order whose payload cannot be trusted; it names the field, what was found there and what a person can do. */
export function unreadable(
  orderId: string,
  field: string,
  found: unknown,
  problem: string,
  remedy = 'Correct it in BigCommerce, then press Retry.',
): DomainError {
  const shown = shorten(found);
  return new DomainError(
    'upstream',
    'bigcommerce.order-unreadable',
    `Order ${orderId} cannot be read: ${field} is ${shown}, ${problem} ${remedy}`,
    { orderId, field, found: shown },
  );
}

/**
 * Reads the fields of one JSON object of an order: strict about money, ids and quantities, easy about the rest. BigCommerce sends the
 * same amount as text in one place and as a number in another, so both are taken; a number only through its decimal text.
 */
export class Fields {
  constructor(
    readonly json: Json,
    readonly path: string,
    private readonly orderId: string,
    private readonly currency: string,
    private readonly zero: Money,
  ) {}

  at(json: Json, path: string): Fields {
    return new Fields(json, path, this.orderId, this.currency, this.zero);
  }

  money(key: string): Money {
    const value = this.json[key];
    if (value === '0.0000' || value === 0) return this.zero;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && AMOUNT.test(text)) return Money.of(text, this.currency);
    throw this.wrong(key, value, amountProblem(text));
  }

  /** Absent means nothing was charged; anything else must be an amount. */
  moneyOrZero(key: string): Money {
    const value = this.json[key];
    return value === undefined || value === null || value === '' ? this.zero : this.money(key);
  }

  id(key: string): string {
    return this.idOrNull(key) ?? this.refuse(key, 'which is not an id.');
  }

  /** Null for 0, "" and absent, which is how BigCommerce says "none". */
  idOrNull(key: string): string | null {
    const value = this.json[key];
    if (value === undefined || value === null || value === 0 || value === '' || value === '0') return null;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
    if (typeof value === 'string' && ID.test(value)) return value;
    throw this.wrong(key, value, 'which is not an id.');
  }

  /** Like an id, but 0 is a real one (order status 0, tax class 0). */
  idWithZero(key: string): string {
    return this.idWithZeroOrNull(key) ?? this.refuse(key, 'which is not an id.');
  }

  idWithZeroOrNull(key: string): string | null {
    const value = this.json[key];
    return value === 0 || value === '0' ? '0' : this.idOrNull(key);
  }

  quantity(key: string): number {
    const value = this.json[key];
    const quantity = typeof value === 'string' && /^\d{1,9}(?:\.0+)?$/.test(value) ? Number(value) : value;
    if (typeof quantity === 'number' && Number.isSafeInteger(quantity) && quantity >= 0) return quantity;
    throw this.wrong(key, value, 'which is not a whole number of pieces.');
  }

  quantityOr(key: string, otherwise: number): number {
    const value = this.json[key];
    return value === undefined || value === null || value === '' ? otherwise : this.quantity(key);
  }

  /** Decimal text of a rate or a weight; '' and absent give `otherwise`. */
  decimalOr(key: string, otherwise: string): string {
    const value = this.json[key];
    if (value === undefined || value === null || value === '') return otherwise;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && DECIMAL.test(text)) return text;
    throw this.wrong(key, value, 'which is not a plain decimal number.');
  }

  instant(key: string): string {
    const instant = toInstantOrNull(this.json[key]);
    return instant ?? this.refuse(key, 'which is not a date.');
  }

  /** '' when unset. HTML entities stay as they are. */
  text(key: string): string {
    const value = this.json[key];
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : '';
  }

  textOrNull(key: string): string | null {
    const text = this.text(key);
    return text === '' ? null : text;
  }

  flag(key: string): boolean | null {
    const value = this.json[key];
    if (value === true || value === 1 || value === 'true' || value === '1') return true;
    if (value === false || value === 0 || value === 'false' || value === '0') return false;
    return null;
  }

  refuse(key: string, problem: string, remedy?: string): never {
    throw this.wrong(key, this.json[key], problem, remedy);
  }

  private wrong(key: string, found: unknown, problem: string, remedy?: string): DomainError {
    return unreadable(this.orderId, this.path === '' ? key : `${this.path}.${key}`, found, problem, remedy);
  }
}

function amountProblem(text: unknown): string {
  if (typeof text !== 'string') return 'which is not an amount.';
  if (MANY_DECIMALS.test(text)) return 'which has more than four decimals.';
  if (/^-?\d+(\.\d+)?e[+-]?\d+$/i.test(text)) return 'which is written with an exponent and may have lost digits.';
  return 'which is not an amount such as 12.5000.';
}

function shorten(found: unknown): string {
  if (found === undefined) return 'missing';
  const text = typeof found === 'number' ? String(found) : (JSON.stringify(found) ?? String(found));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
