import fc from 'fast-check';
import { DomainError } from '../errors/index.js';
import { addDecimals, compareDecimals, divideDecimals, isDecimal, multiplyDecimals, ratio } from './index.js';

describe('decimal text', () => {
  it('multiplies, adds and divides exactly or as told', () => {
    expect(multiplyDecimals('1.5', '-0.25')).toBe('-0.375');
    expect(addDecimals('0.1', '0.25')).toBe('0.35');
    expect(divideDecimals('1', '3', 4)).toBe('0.3333');
    expect(divideDecimals('-2', '3', 4)).toBe('-0.6667');
    expect(divideDecimals('0.25', '1', 1, 'half-even')).toBe('0.2');
    expect(ratio(2000n, 10000n, 6)).toBe('0.200000');
    expect(ratio(1n, -3n, 2)).toBe('-0.33');
  });

  it('compares by value, not by text', () => {
    expect(compareDecimals('10', '9.99')).toBe(1);
    expect(compareDecimals('1.50', '1.5')).toBe(0);
    expect(compareDecimals('-1', '0')).toBe(-1);
  });

  it('refuses what is not plain decimal text', () => {
    for (const text of ['', '1e5', 'abc', '1.', '.1', '1,5', ' 1']) expect(isDecimal(text)).toBe(false);
    expect(() => multiplyDecimals('1e5', '1')).toThrow(DomainError);
    expect(() => divideDecimals('1', '0', 2)).toThrow('divided by zero');
  });

  it('undoes a multiplication with a division', () => {
    const decimals = fc
      .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
      .map(([a, b]) => `${a}.${b}`);
    fc.assert(
      fc.property(decimals, fc.integer({ min: 1, max: 99999 }), (a, b) => {
        expect(compareDecimals(divideDecimals(multiplyDecimals(a, String(b)), String(b), 10), a)).toBe(0);
      }),
    );
  });
});
