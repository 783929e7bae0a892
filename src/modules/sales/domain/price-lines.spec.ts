import fc from 'fast-check';
import { Money } from '../../../shared-kernel/index.js';
import { priceLines, type LineInput } from './price-lines.js';
import { checkTotals } from './totals.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });

function aLine(over: Partial<LineInput> = {}): LineInput {
  return {
    id: 'line',
    kind: 'goods',
    variantId: null,
    name: 'Mug',
    sku: '',
    quantity: 1,
    unitPrice: usd('10'),
    discount: null,
    taxId: null,
    taxRate: '0',
    ...over,
  };
}

const price = (lines: LineInput[], includeTax = false, currency = 'USD') =>
  priceLines(lines, currency, includeTax, 'rounding');
const texts = ({ net, tax, gross }: { net: Money; tax: Money; gross: Money }) => [net.amount, tax.amount, gross.amount];

describe('priceLines', () => {
  it('adds tax to prices without it', () => {
    const priced = price([aLine({ quantity: 3, unitPrice: usd('9.99'), discount: usd('4.97'), taxRate: '20' })]);
    expect(priced.lines).toHaveLength(1);
    expect(texts(priced)).toEqual(['25.0000', '5.0000', '30.0000']);
  });

  it('takes tax out of prices with it', () => {
    const priced = price([aLine({ quantity: 2, unitPrice: usd('59.50'), taxRate: '19' })], true);
    expect(texts(priced)).toEqual(['100.0000', '19.0000', '119.0000']);
  });

  it('rounds the document once, on a line of its own, never the lines', () => {
    const priced = price([aLine({ quantity: 3, unitPrice: usd('9.99'), taxRate: '7.25' })]);
    expect(priced.lines.map((line) => [line.kind, line.gross.amount])).toEqual([
      ['goods', '32.1428'],
      ['rounding', '-0.0028'],
    ]);
    expect(texts(priced)).toEqual(['29.9672', '2.1728', '32.1400']);
  });

  it('rounds to what the currency is paid in', () => {
    const yen = (amount: string) => ({ amount, currency: 'JPY' });
    const priced = price([aLine({ unitPrice: yen('333'), taxRate: '10' })], false, 'JPY');
    expect(texts(priced)).toEqual(['332.7000', '33.3000', '366.0000']);
  });

  it('refuses what makes no sense', () => {
    expect(() => price([aLine({ discount: usd('10.01') })])).toThrow('Line 1 is discounted by more than it costs.');
    expect(() => price([aLine({ unitPrice: usd('-1') })])).toThrow('lines.0.unitPrice cannot be below zero');
    expect(() => price([aLine({ unitPrice: { amount: '1', currency: 'EUR' } })])).toThrow('This order is in USD');
  });

  it('always adds up and always asks for a payable amount', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 8n }).map((units) => Money.fromUnits(units, 'USD').amount);
    const line = fc
      .record({
        unit: cents,
        quantity: fc.integer({ min: 1, max: 500 }),
        rate: fc.constantFrom('0', '5', '7.25', '8.8750', '20', '100'),
      })
      .map(({ unit, quantity, rate }) => aLine({ unitPrice: usd(unit), quantity, taxRate: rate }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), (lines, includeTax) => {
        const priced = price(lines, includeTax);
        expect(() => checkTotals({ id: 'x', currency: 'USD', ...priced })).not.toThrow();
        expect(priced.gross.equals(priced.gross.round('half-up', 2))).toBe(true);
        expect(priced.lines.length - lines.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
