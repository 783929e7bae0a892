import { DomainError } from '../errors/index.js';
import { weightsInUnits, type Weight } from './allocation.js';
import { currencyDigits, isCurrency } from './currencies.js';
import { formatDecimal, parseDecimal, powerOfTen, type Decimal } from './decimal.js';
import { divideRounded, type RoundingMode } from './rounding.js';

export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

const SCALE = 4;
const AMOUNT = /^-?\d{1,15}(?:\.\d{1,4})?$/;
/** What numeric(19,4) holds. */
const LIMIT = 10n ** 19n;

/** An exact amount of one currency, counted in 1/10000 of its major unit. Immutable; never a `number`. */
export class Money {
  private constructor(
    readonly units: bigint,
    readonly currency: string,
  ) {}

  /** Reads decimal text with up to four decimals; refuses numbers, exponents, more decimals and unknown currencies. */
  static of(amount: string, currency: string): Money {
    if (typeof amount !== 'string' || !AMOUNT.test(amount)) {
      throw new DomainError('invalid', 'money.not-an-amount', `"${String(amount)}" is not an amount such as 12.50.`, {
        amount: String(amount),
        currency: String(currency),
      });
    }
    const point = amount.indexOf('.');
    const digits = point < 0 ? `${amount}0000` : amount.slice(0, point) + amount.slice(point + 1).padEnd(SCALE, '0');
    return new Money(BigInt(digits), known(currency));
  }

  static zero(currency: string): Money {
    return new Money(0n, known(currency));
  }

  /** From a whole number of 1/10000. */
  static fromUnits(units: bigint, currency: string): Money {
    return new Money(inRange(units, currency), known(currency));
  }

  static fromJSON(text: MoneyText): Money {
    return Money.of(text.amount, text.currency);
  }

  static sum(items: Iterable<Money>, currency: string): Money {
    let units = 0n;
    for (const item of items) {
      if (item.currency !== currency) throw mixed(currency, item.currency);
      units += item.units;
    }
    return Money.fromUnits(units, currency);
  }

  /** Always four decimals, e.g. "361.9500". */
  get amount(): string {
    return formatDecimal({ units: this.units, scale: SCALE });
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  get isNegative(): boolean {
    return this.units < 0n;
  }

  get isPositive(): boolean {
    return this.units > 0n;
  }

  plus(other: Money): Money {
    return this.withUnits(this.units + this.unitsOf(other));
  }

  minus(other: Money): Money {
    return this.withUnits(this.units - this.unitsOf(other));
  }

  negate(): Money {
    return new Money(-this.units, this.currency);
  }

  abs(): Money {
    return this.units < 0n ? this.negate() : this;
  }

  /**
   * A quantity of this amount: an integer, or decimal text such as "2.5". With 'exact' (the default) a product that needs a fifth
   * decimal is refused; 'half-even' rounds it to the fourth.
   */
  times(quantity: number | string, rounding: 'exact' | 'half-even' = 'exact'): Money {
    if (typeof quantity === 'number') {
      if (!Number.isSafeInteger(quantity)) throw badQuantity(quantity);
      return this.withUnits(this.units * BigInt(quantity));
    }
    const { units, scale } = parseDecimal(quantity);
    const product = this.units * units;
    const divisor = powerOfTen(scale);
    if (rounding === 'exact' && product % divisor !== 0n) {
      throw new DomainError(
        'invalid',
        'money.inexact',
        `${quantity} times ${String(this)} needs more than four decimals.`,
        {
          quantity,
          amount: this.amount,
        },
      );
    }
    return this.withUnits(divideRounded(product, divisor, 'half-even'));
  }

  /** Into another currency: one unit of this one is `rate` units of `toCurrency`. Rounds half up to the fourth decimal. */
  multiplyByRate(rate: string, toCurrency: string): Money {
    const { units, scale } = positiveRate(rate);
    return Money.fromUnits(divideRounded(this.units * units, powerOfTen(scale), 'half-up'), toCurrency);
  }

  /** Into another currency: one unit of `toCurrency` is `rate` units of this one. Rounds half up to the fourth decimal. */
  divideByRate(rate: string, toCurrency: string): Money {
    const { units, scale } = positiveRate(rate);
    return Money.fromUnits(divideRounded(this.units * powerOfTen(scale), units, 'half-up'), toCurrency);
  }

  /**
   * Splits the amount in proportion to the weights; the parts always add up to the whole. What does not divide evenly goes, one
   * 1/10000 each, to the largest remainders (the earlier part wins a tie). All weights zero means equal parts.
   */
  allocate(weights: readonly Weight[]): Money[] {
    if (weights.length === 0) {
      if (this.units === 0n) return [];
      throw new DomainError(
        'invalid',
        'money.nothing-to-allocate-to',
        `There is nothing to spread ${String(this)} over.`,
      );
    }
    const shares = weightsInUnits(weights);
    let total = 0n;
    for (const share of shares) total += share;
    if (total === 0n) {
      shares.fill(1n);
      total = BigInt(shares.length);
    }
    const whole = this.units < 0n ? -this.units : this.units;
    const remainders: bigint[] = [];
    let left = whole;
    const parts = shares.map((share) => {
      const product = whole * share;
      const part = product / total;
      remainders.push(product - part * total);
      left -= part;
      return part;
    });
    if (left > 0n) {
      const order = remainders.map((_, index) => index).sort((a, b) => byRemainder(remainders, a, b));
      for (const index of order.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
    }
    return parts.map((part) => new Money(this.units < 0n ? -part : part, this.currency));
  }

  /** The only way to lose digits, and it says how. Without `decimals` it rounds to what the currency is paid in. */
  round(mode: RoundingMode, decimals: number = currencyDigits(this.currency) ?? 2): Money {
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > SCALE) throw badQuantity(decimals);
    const step = powerOfTen(SCALE - decimals);
    return this.withUnits(divideRounded(this.units, step, mode) * step);
  }

  /** -1, 0 or 1; refuses another currency. */
  compare(other: Money): -1 | 0 | 1 {
    const units = this.unitsOf(other);
    return this.units < units ? -1 : this.units > units ? 1 : 0;
  }

  /** False, not an error, for another currency. */
  equals(other: Money): boolean {
    return this.currency === other.currency && this.units === other.units;
  }

  min(other: Money): Money {
    return this.compare(other) <= 0 ? this : other;
  }

  max(other: Money): Money {
    return this.compare(other) >= 0 ? this : other;
  }

  toJSON(): MoneyText {
    return { amount: this.amount, currency: this.currency };
  }

  /** For messages: "361.9500 USD". */
  toString(): string {
    return `${this.amount} ${this.currency}`;
  }

  /** `a + b` and `a > b` would fall back to floats or text; they throw instead. */
  valueOf(): never {
    throw new TypeError('Money has no primitive value: use plus, minus or compare.');
  }

  private withUnits(units: bigint): Money {
    return new Money(inRange(units, this.currency), this.currency);
  }

  private unitsOf(other: Money): bigint {
    if (other.currency !== this.currency) throw mixed(this.currency, other.currency);
    return other.units;
  }
}

function byRemainder(remainders: readonly bigint[], a: number, b: number): number {
  const left = remainders[a] ?? 0n;
  const right = remainders[b] ?? 0n;
  return left === right ? a - b : left > right ? -1 : 1;
}

function known(currency: string): string {
  if (isCurrency(currency)) return currency;
  throw new DomainError(
    'invalid',
    'money.unknown-currency',
    `"${String(currency)}" is not an ISO 4217 currency code.`,
    {
      currency: String(currency),
    },
  );
}

function inRange(units: bigint, currency: string): bigint {
  if (units < LIMIT && units > -LIMIT) return units;
  throw new DomainError(
    'invalid',
    'money.too-large',
    `An amount in ${currency} is larger than 15 digits before the point.`,
    { currency },
  );
}

function positiveRate(rate: string): Decimal {
  const parsed = parseDecimal(rate);
  if (parsed.units > 0n) return parsed;
  throw new DomainError('invalid', 'money.bad-rate', `An exchange rate is larger than zero, not ${rate}.`, { rate });
}

function mixed(left: string, right: string): DomainError {
  return new DomainError('invalid', 'money.mixed-currencies', `${left} and ${right} cannot be added or compared.`, {
    left,
    right,
  });
}

function badQuantity(value: number): DomainError {
  return new DomainError(
    'invalid',
    'money.not-a-whole-number',
    `${value} is not a whole number in range; write decimals as text.`,
    {
      value: String(value),
    },
  );
}
