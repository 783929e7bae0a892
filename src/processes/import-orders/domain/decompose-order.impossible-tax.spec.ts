import {
  aRemoteConsignment,
  aRemoteLine,
  aRemoteOrder,
  gbp,
  linesOf,
  mustAddUp,
  mustBeRefused,
  taxed,
} from '../testing/index.js';

const shipped = (totalTax: string, overrides: Parameters<typeof aRemoteOrder>[0] = {}) =>
  aRemoteOrder({
    consignments: [aRemoteConsignment({ shipping: taxed('6', '5') })],
    ...overrides,
    totals: { totalTax: gbp(totalTax), total: gbp('18'), ...overrides.totals },
  });

describe('tax that goods cannot have', () => {
  it('is refused when shipping alone has more', () => {
    const refusal = mustBeRefused(shipped('0.50'));

    expect(refusal.code).toBe('orders.tax-disagrees');
    expect(refusal.message).toContain('0.50 GBP tax in all and 1.00 GBP of it on shipping');
    expect(refusal.facts).toMatchObject({ goodsTax: '-0.5000', goods: '12.0000', taxElsewhere: '1.0000' });
  });

  it('is refused when it is more than the goods cost', () => {
    expect(mustBeRefused(shipped('13.50')).facts).toMatchObject({ goodsTax: '12.5000', goods: '12.0000' });
  });

  it('goes to the rounding line when it is only a few cents', () => {
    // 1.00 on shipping, 0.97 in all: the three cents cannot be tax on goods.
    const result = mustAddUp(shipped('0.97', { lines: [aRemoteLine({ unitPrice: taxed('12') })] }));

    expect(linesOf(result)).toEqual([
      'goods 5201 1 x 12.0000 - 0.0000 = 12.0000 + 0.0000 = 12.0000 @ none',
      'shipping 2990 1 x 6.0000 - 0.0000 = 5.0000 + 1.0000 = 6.0000 @ 20.0000',
      'rounding - 1 x 0.0000 - 0.0000 = 0.0300 + -0.0300 = 0.0000 @ none',
    ]);
  });

  it.each([
    ['more tax than total', { totalTax: gbp('19') }, '19.0000'],
    ['negative tax', { totalTax: gbp('-1') }, '-1.0000'],
    ['a negative total', { total: gbp('-18') }, '-18.0000'],
    ['a negative discount', { discount: gbp('-2') }, '-2.0000'],
    ['negative store credit', { storeCredit: gbp('-2') }, '-2.0000'],
  ])('and other impossible amounts are refused: %s', (_, totals, amount) => {
    expect(mustBeRefused(shipped('3', { totals }))).toMatchObject({
      code: 'orders.impossible-amount',
      facts: { amount },
    });
  });
});
