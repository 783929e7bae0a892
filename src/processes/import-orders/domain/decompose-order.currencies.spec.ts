import { Money } from '../../../shared-kernel/money/index.js';
import { aRemoteLine, aRemoteOrder, linesOf, mustAddUp, mustBeRefused, taxed } from '../testing/index.js';

const inCurrency = (currency: string, inc: string, ex: string, tax: string) =>
  aRemoteOrder({
    currency,
    lines: [1, 2, 3].map((id) => aRemoteLine({ remoteId: String(id), unitPrice: taxed(inc, ex, currency) })),
    consignments: [],
    totals: { totalTax: Money.of(tax, currency) },
  });

describe('currencies without cents, and with mils', () => {
  it('keep four decimals on the lines of an order in yen', () => {
    // 3 x 99 = 297 at 8 %: 22 tax in whole yen, a third each.
    expect(linesOf(mustAddUp(inCurrency('JPY', '99', '92', '22')))).toEqual([
      'goods 1 1 x 99.0000 - 0.0000 = 91.6666 + 7.3334 = 99.0000 @ 8.0000',
      'goods 2 1 x 99.0000 - 0.0000 = 91.6667 + 7.3333 = 99.0000 @ 8.0000',
      'goods 3 1 x 99.0000 - 0.0000 = 91.6667 + 7.3333 = 99.0000 @ 8.0000',
    ]);
  });

  it('keep the mils of an order in Kuwaiti dinar', () => {
    expect(linesOf(mustAddUp(inCurrency('KWD', '1.050', '1.000', '0.150')))[0]).toBe(
      'goods 1 1 x 1.0500 - 0.0000 = 1.0000 + 0.0500 = 1.0500 @ 5.0000',
    );
  });

  it('are not mixed: the order fails, nothing is thrown', () => {
    const euros = aRemoteLine({ unitPrice: taxed('12', '10', 'EUR') });
    const refusal = mustBeRefused({ ...aRemoteOrder(), lines: [euros] });

    expect(refusal).toMatchObject({
      code: 'orders.mixed-currencies',
      facts: { orderCurrency: 'GBP', amountCurrency: 'EUR' },
    });
  });
});
