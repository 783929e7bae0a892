import { Money } from '../../../shared-kernel/index.js';
import { DEFAULT_CHART, type AccountRole } from './chart.js';
import { entryForInvoice } from './entry-for-invoice.js';
import { entryForPayment } from './entry-for-payment.js';

const usd = (amount: string) => Money.of(amount, 'USD');
const accounts = Object.fromEntries(
  DEFAULT_CHART.flatMap((account) => (account.role ? [[account.role, account.code]] : [])),
) as Record<AccountRole, string>;
const inDollars = { rate: '1', companyCurrency: 'USD' };

describe('a credit note', () => {
  it('takes goods back through sales returns, other income from where it was, and tax', () => {
    const entry = entryForInvoice(
      {
        kind: 'credit-note',
        contactId: 'ada',
        gross: usd('130.80'),
        lines: [
          { kind: 'goods', net: usd('100.00'), tax: usd('20.00'), taxId: 'vat' },
          { kind: 'shipping', net: usd('9.00'), tax: usd('1.80'), taxId: 'vat' },
        ],
      },
      accounts,
      inDollars,
    );
    expect(
      entry.lines.map((line) => [line.accountId, line.debit.amount, line.credit.amount, line.contactId, line.taxId]),
    ).toEqual([
      ['1100', '0.0000', '130.8000', 'ada', null],
      ['4095', '100.0000', '0.0000', null, null],
      ['2100', '21.8000', '0.0000', null, 'vat'],
      ['4010', '9.0000', '0.0000', null, null],
    ]);
  });

  it('is paid back from the clearing account', () => {
    const amount = usd('130.80');
    const entry = entryForPayment(
      {
        direction: 'outbound',
        contactId: 'ada',
        moneyAccountId: '1010',
        amount,
        settlements: [{ document: amount, company: amount }],
      },
      accounts,
      inDollars,
    );
    expect(entry.lines.map((line) => [line.accountId, line.debit.amount, line.credit.amount])).toEqual([
      ['1010', '0.0000', '130.8000'],
      ['1100', '130.8000', '0.0000'],
    ]);
  });
});
