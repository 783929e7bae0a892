import fc from 'fast-check';
import { Money } from '../../../shared-kernel/index.js';
import { convertParts, toCompanyCurrency } from './currency-conversion.js';

const eur = (amount: string) => Money.of(amount, 'EUR');
const amounts = (parts: readonly Money[]) => parts.map((part) => part.amount);

describe('convertParts', () => {
  it('gives what is missing to the parts that lost most', () => {
    // 1/3 of a dollar each: 3.3333 + 3.3333 + 3.3333 is 0.0001 short of 10.
    const conversion = { rate: '0.3', companyCurrency: 'USD' };
    expect(amounts(convertParts([eur('1'), eur('1'), eur('1')], eur('3'), conversion))).toEqual([
      '3.3334',
      '3.3333',
      '3.3333',
    ]);
  });

  it('leaves amounts in the company currency alone', () => {
    const parts = [Money.of('1.00', 'USD'), Money.of('-0.25', 'USD')];
    expect(convertParts(parts, Money.of('0.75', 'USD'), { rate: '1', companyCurrency: 'USD' })).toEqual(parts);
  });

  it('adds up to the converted whole for any amounts, signs and rates, each part within a unit of its own conversion', () => {
    const units = fc.bigInt({ min: -10_000_000_000n, max: 10_000_000_000n });
    const rate = fc
      .integer({ min: 1, max: 2_000_000_000 })
      .map((n) => `${Math.floor(n / 1e6)}.${String(n % 1e6).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.array(units, { minLength: 1, maxLength: 12 }), rate, (all, text) => {
        fc.pre(!/^0\.0+$/.test(text));
        const conversion = { rate: text, companyCurrency: 'USD' };
        const parts = all.map((each) => Money.fromUnits(each, 'EUR'));
        const whole = Money.sum(parts, 'EUR');
        const converted = convertParts(parts, whole, conversion);
        expect(Money.sum(converted, 'USD').amount).toBe(toCompanyCurrency(whole, conversion).amount);
        converted.forEach((part, index) => {
          const own = toCompanyCurrency(parts[index] as Money, conversion);
          expect(part.minus(own).abs().units <= 1n).toBe(true);
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
