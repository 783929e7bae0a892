import { Money } from '../../../shared-kernel/index.js';
import { DEFAULT_CHART, nextBankJournalCode, nextClearingCode } from './chart.js';
import { documentNumber } from './document-number.js';
import { monthBounds, nextOpenDay } from './fiscal-calendar.js';
import { INVOICE_STATES, moveInvoice } from './invoice-state.js';
import { paymentStateOf } from './payment-state.js';

const usd = (amount: string) => Money.of(amount, 'USD');

describe('closed periods', () => {
  const october = { startsOn: '2026-10-01', endsOn: '2026-10-31' };
  const november = { startsOn: '2026-11-01', endsOn: '2026-11-30' };
  const january = { startsOn: '2027-01-01', endsOn: '2027-01-31' };

  it.each([
    ['2026-09-30', '2026-09-30'],
    ['2026-10-01', '2026-12-01'],
    ['2026-11-30', '2026-12-01'],
    ['2026-12-31', '2026-12-31'],
    ['2027-01-31', '2027-02-01'],
  ])('a document of %s is entered on %s', (day, entered) => {
    expect(nextOpenDay(day, [january, november, october])).toBe(entered);
  });

  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, endsOn) => {
    expect(monthBounds(month)).toEqual({ startsOn: `${month}-01`, endsOn });
  });
});

describe('payment state', () => {
  const document = (open: string, state: 'draft' | 'posted' | 'reversed' = 'posted') => ({
    state,
    gross: usd('10'),
    open: usd(open),
  });

  it.each([
    [document('10'), 'not-paid'],
    [document('9.9999'), 'partial'],
    [document('0'), 'paid'],
    [document('10', 'draft'), 'not-paid'],
    [document('10', 'reversed'), 'reversed'],
    [document('0', 'reversed'), 'reversed'],
    [{ ...document('10'), isAuthorised: true }, 'in-payment'],
    [{ ...document('0'), isAuthorised: true }, 'paid'],
  ])('%# is %s', (settled, state) => {
    expect(paymentStateOf(settled)).toBe(state);
  });
});

describe('invoice states', () => {
  it('go from draft to posted to reversed and no other way', () => {
    const allowed = INVOICE_STATES.flatMap((from) =>
      INVOICE_STATES.filter((to) => {
        try {
          return moveInvoice(from, to) === to;
        } catch {
          return false;
        }
      }).map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual(['draft > posted', 'posted > reversed']);
  });
});

describe('codes and numbers', () => {
  it('pads numbers to five digits and lets them grow', () => {
    expect(documentNumber('INV', 2026, 1)).toBe('INV/2026/00001');
    expect(documentNumber('INV', 2026, 123456)).toBe('INV/2026/123456');
  });

  it('gives each gateway the next free clearing account, and never runs out', () => {
    expect(nextClearingCode(new Set(['1010', '1012']))).toBe('1011');
    const full = new Set(Array.from({ length: 90 }, (_, n) => String(1010 + n)));
    expect(nextClearingCode(full)).toBe('1099-2');
    expect(nextBankJournalCode(new Set(['BNK1', 'BNK3']))).toBe('BNK2');
  });

  it('has one account for each role and code', () => {
    const roles = DEFAULT_CHART.flatMap((account) => account.role ?? []);
    expect(new Set(roles).size).toBe(roles.length);
    expect(new Set(DEFAULT_CHART.map((account) => account.code)).size).toBe(DEFAULT_CHART.length);
  });
});
