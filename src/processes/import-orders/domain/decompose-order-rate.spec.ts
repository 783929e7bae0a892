import { Money } from '../../../shared-kernel/money/index.js';
import { ratesOf, type Price } from './decompose-order-rate.js';

const price = (inc: string, ex: string): Price => ({
  priceEx: Money.of(ex, 'USD').units,
  priceInc: Money.of(inc, 'USD').units,
});
const rate = (inc: string, ex: string, currency = 'USD'): string | null | undefined =>
  ratesOf([price(inc, ex)], currency)[0];

describe('the rate that a price shows', () => {
  it.each([
    ['30', '25', '20.0000'],
    ['19.99', '16.6583', '20.0000'],
    ['19.99', '16.66', '20.0000'],
    ['65.23', '55.99', '16.5000'],
    ['8.58', '8', '7.2500'],
    ['10.8875', '10', '8.8750'],
    ['107', '100', '7.0000'],
    ['0.0003', '0.0002', '50.0000'],
  ])('%s with tax and %s before is %s %%', (inc, ex, expected) => {
    expect(rate(inc, ex)).toBe(expected);
  });

  it('of a cheap line is taken from a dearer one that explains it, in whatever order they come', () => {
    expect(rate('1.08', '0.99')).toBe('9.0900');
    expect(ratesOf([price('1.08', '0.99'), price('108.875', '100'), price('1.2', '1')], 'USD')).toEqual([
      '8.8750',
      '8.8750',
      '20.0000',
    ]);
  });

  it('knows that yen have no cents', () => {
    expect(rate('107', '99', 'JPY')).toBe('8.0000');
  });

  it.each([
    ['10', '10'],
    ['0', '0'],
    ['9', '10'],
    ['1', '0'],
    ['-6', '-5'],
    ['1000.0001', '1000'],
  ])('there is none in %s and %s', (inc, ex) => {
    expect(rate(inc, ex)).toBeNull();
  });
});
