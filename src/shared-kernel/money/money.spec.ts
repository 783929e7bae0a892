import fc from 'fast-check';
import { DomainError } from '../errors/index.js';
import { Money, currencyCodes, currencyDigits } from './index.js';

const usd = (amount: string): Money => Money.of(amount, 'USD');
const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((units) => Money.fromUnits(units, 'USD'));

describe('Money.of', () => {
  it.each([
    ['12', '12.0000'],
    ['-12.5', '-12.5000'],
    ['12.5000', '12.5000'],
    ['0.0001', '0.0001'],
    ['-0.0001', '-0.0001'],
    ['-0', '0.0000'],
    ['007.10', '7.1000'],
    ['999999999999999.9999', '999999999999999.9999'],
  ])('reads %s', (text, amount) => {
    expect(usd(text).amount).toBe(amount);
  });

  it.each(['', ' 1', '1e3', '1.23456', '.5', '5.', '+1', '1,00', 'NaN', '--1', '1234567890123456', '0x10', '1\n'])(
    'refuses %p',
    (text) => {
      expect(() => usd(text)).toThrow(DomainError);
    },
  );

  it('refuses a number, whatever the types say', () => {
    expect(() => Money.of(12.5 as unknown as string, 'USD')).toThrow('not an amount');
  });

  it.each(['usd', 'US', 'XXX', 'BTC', ''])('refuses the currency %p', (currency) => {
    expect(() => Money.of('1', currency)).toThrow('not an ISO 4217 currency code');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(amounts, (money) => {
        expect(Money.of(money.amount, 'USD').units).toBe(money.units);
        expect(Money.fromJSON(JSON.parse(JSON.stringify(money))).equals(money)).toBe(true);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('adds and takes away exactly', () => {
    expect(usd('0.1').plus(usd('0.2')).amount).toBe('0.3000');
    expect(usd('10').minus(usd('0.0001')).amount).toBe('9.9999');
    expect(Money.sum([usd('1.10'), usd('2.20'), usd('-0.30')], 'USD').amount).toBe('3.0000');
    expect(Money.sum([], 'JPY').toJSON()).toEqual({ amount: '0.0000', currency: 'JPY' });
  });

  it('undoes plus with minus, in any order', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(a.plus(b).equals(b.plus(a))).toBe(true);
        expect(a.plus(a.negate()).isZero).toBe(true);
        expect(a.minus(b).isNegative).toBe(a.compare(b) < 0);
      }),
    );
  });

  it('refuses to mix currencies, but can say that they differ', () => {
    const euro = Money.of('1', 'EUR');

    expect(() => usd('1').plus(euro)).toThrow('USD and EUR cannot be added or compared.');
    expect(() => usd('1').minus(euro)).toThrow(DomainError);
    expect(() => usd('1').compare(euro)).toThrow(DomainError);
    expect(() => Money.sum([euro], 'USD')).toThrow(DomainError);
    expect(usd('1').equals(euro)).toBe(false);
  });

  it('refuses to outgrow what the database column holds', () => {
    expect(() => usd('999999999999999.9999').plus(usd('0.0001'))).toThrow('larger than 15 digits');
  });

  it('throws where a plain operator would use floats', () => {
    const left = usd('1') as unknown as number;
    const right = usd('2') as unknown as number;

    expect(() => left + right).toThrow(TypeError);
    expect(() => left < right).toThrow(TypeError);
    expect(`${usd('1')}`).toBe('1.0000 USD');
  });

  it('multiplies by whole and decimal quantities', () => {
    expect(usd('19.99').times(3).amount).toBe('59.9700');
    expect(usd('-2.50').times('2.5').amount).toBe('-6.2500');
    expect(() => usd('0.0001').times('0.5')).toThrow('more than four decimals');
    expect(usd('0.0001').times('0.5', 'half-even').amount).toBe('0.0000');
    expect(usd('0.0003').times('0.5', 'half-even').amount).toBe('0.0002');
    expect(() => usd('1').times(2.5)).toThrow('write decimals as text');
  });

  it('compares', () => {
    expect(usd('1').compare(usd('2'))).toBe(-1);
    expect(usd('2').compare(usd('2.0000'))).toBe(0);
    expect(usd('-1').min(usd('1')).amount).toBe('-1.0000');
    expect(usd('-1').max(usd('1')).amount).toBe('1.0000');
    expect(usd('-1').abs().amount).toBe('1.0000');
    expect([usd('0').isZero, usd('0').isPositive, usd('0').isNegative]).toEqual([true, false, false]);
  });
});

describe('rates', () => {
  it('converts with ten decimals, rounding half up to the fourth', () => {
    expect(usd('100').multiplyByRate('0.9234567891', 'EUR').toJSON()).toEqual({ amount: '92.3457', currency: 'EUR' });
    expect(usd('0.0001').multiplyByRate('0.5', 'EUR').amount).toBe('0.0001');
    expect(usd('-0.0001').multiplyByRate('0.5', 'EUR').amount).toBe('-0.0001');
    expect(usd('100').divideByRate('3', 'EUR').amount).toBe('33.3333');
    expect(usd('200').divideByRate('3.0000000000', 'EUR').amount).toBe('66.6667');
  });

  it.each(['0', '-1', 'abc', '1e-3'])('refuses the rate %p', (rate) => {
    expect(() => usd('1').multiplyByRate(rate, 'EUR')).toThrow(DomainError);
    expect(() => usd('1').divideByRate(rate, 'EUR')).toThrow(DomainError);
  });
});

describe('allocate', () => {
  const split = (amount: string, weights: Parameters<Money['allocate']>[0]): string[] =>
    usd(amount)
      .allocate(weights)
      .map((part) => part.amount);

  it('gives what is left over to the largest remainders, first come first served', () => {
    expect(split('10', [1, 1, 1])).toEqual(['3.3334', '3.3333', '3.3333']);
    expect(split('0.0003', [1, 2, 2])).toEqual(['0.0001', '0.0001', '0.0001']);
    expect(split('-10', [1, 1, 1])).toEqual(['-3.3334', '-3.3333', '-3.3333']);
    expect(split('5', [0, 1])).toEqual(['0.0000', '5.0000']);
  });

  it('takes weights as whole numbers, decimals, units and amounts', () => {
    expect(split('1', [0.1, '0.3', 0.6])).toEqual(['0.1000', '0.3000', '0.6000']);
    expect(split('1', [1n, 3n])).toEqual(['0.2500', '0.7500']);
    expect(split('1', [usd('30'), usd('10')])).toEqual(['0.7500', '0.2500']);
    expect(split('1', [usd('30'), '10'])).toEqual(['0.7500', '0.2500']);
  });

  it('splits equally when nothing weighs anything', () => {
    expect(split('1', [0, 0])).toEqual(['0.5000', '0.5000']);
  });

  it('refuses negative weights, and something to spread over nothing', () => {
    expect(() => split('1', [1, -1])).toThrow(DomainError);
    expect(() => split('1', [])).toThrow('nothing to spread');
    expect(split('0', [])).toEqual([]);
  });

  it('always adds up, never strays a unit from the exact share, and keeps the sign', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, weights, (money, shares) => {
        const parts = money.allocate(shares);
        const total = shares.reduce((sum, share) => sum + share, 0n);
        expect(Money.sum(parts, 'USD').equals(money)).toBe(true);
        parts.forEach((part, index) => {
          expect(part.isZero || part.isNegative === money.isNegative).toBe(true);
          if (total > 0n) {
            const off = part.units * total - money.units * (shares[index] ?? 0n);
            expect((off < 0n ? -off : off) < total).toBe(true);
          }
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('round', () => {
  it.each([
    ['2.345', 'half-up', '2.3500'],
    ['-2.345', 'half-up', '-2.3500'],
    ['2.345', 'half-even', '2.3400'],
    ['2.355', 'half-even', '2.3600'],
    ['2.3401', 'up', '2.3500'],
    ['-2.3401', 'up', '-2.3500'],
    ['2.3499', 'down', '2.3400'],
    ['-2.3499', 'down', '-2.3400'],
  ] as const)('%s %s is %s', (amount, mode, rounded) => {
    expect(usd(amount).round(mode).amount).toBe(rounded);
  });

  it('knows what each currency is paid in', () => {
    expect(Money.of('1234.5', 'JPY').round('half-up').amount).toBe('1235.0000');
    expect(Money.of('1.2345', 'KWD').round('half-up').amount).toBe('1.2350');
    expect(usd('1.2345').round('half-up', 3).amount).toBe('1.2350');
    expect(() => usd('1').round('half-up', 5)).toThrow(DomainError);
  });
});

describe('currencies', () => {
  it('have three capital letters, appear once, and have 0 to 4 decimals', () => {
    const codes = currencyCodes();

    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(150);
    for (const code of codes) expect(code).toMatch(/^[A-Z]{3}$/);
    expect(['JPY', 'EUR', 'KWD', 'CLF', 'XXX'].map(currencyDigits)).toEqual([0, 2, 3, 4, undefined]);
  });
});
