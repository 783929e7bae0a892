import fc from 'fast-check';
import { Money } from '../../../shared-kernel/index.js';
import { DEFAULT_CHART, type AccountRole } from './chart.js';
import { toCompanyCurrency } from './currency-conversion.js';
import { entryForInvoice, type DocumentLineKind } from './entry-for-invoice.js';
import { entryForAllocation, entryForPayment, settle } from './entry-for-payment.js';
import { balancedEntry, type AccountIds, type LedgerEntry } from './ledger-entry.js';

const accounts = Object.fromEntries(
  DEFAULT_CHART.flatMap((account) => (account.role ? [[account.role, account.code]] : [])),
) as Record<AccountRole, string> satisfies AccountIds;
const kinds: DocumentLineKind[] = [
  'goods',
  'shipping',
  'handling',
  'wrapping',
  'fee',
  'discount',
  'gift-certificate',
  'rounding',
];
const cents = (units: number, currency: string) => Money.fromUnits(BigInt(units), currency);
const rates = fc
  .integer({ min: 1, max: 5_000_000 })
  .map((n) => `${Math.floor(n / 1e4)}.${String(n % 1e4).padStart(4, '0')}`)
  .filter((rate) => !/^0\.0+$/.test(rate));

function expectBalance(entry: LedgerEntry): void {
  const sum = (pick: (line: LedgerEntry['lines'][number]) => Money) =>
    entry.lines.reduce((units, line) => units + pick(line).units, 0n);
  expect(sum((line) => line.debit)).toBe(entry.total.units);
  expect(sum((line) => line.credit)).toBe(entry.total.units);
  expect(sum((line) => line.documentDebit)).toBe(entry.documentTotal.units);
  expect(sum((line) => line.documentCredit)).toBe(entry.documentTotal.units);
}

const documentLine = fc.record({
  kind: fc.constantFrom(...kinds),
  net: fc.integer({ min: 0, max: 50_000_000 }),
  tax: fc.integer({ min: 0, max: 10_000_000 }),
  taxId: fc.constantFrom('vat-20', 'vat-5', null),
});

describe('ledger entries', () => {
  it('balance in both currencies for any document, currency and rate', () => {
    fc.assert(
      fc.property(
        fc.array(documentLine, { maxLength: 15 }),
        fc.constantFrom('USD', 'EUR', 'JPY', 'KWD'),
        rates,
        fc.boolean(),
        (drawn, currency, rate, isInvoice) => {
          const lines = drawn.map(({ kind, net, tax, taxId }) => {
            const sign = kind === 'discount' ? -1 : 1;
            return { kind, taxId, net: cents(sign * net, currency), tax: cents(sign * tax, currency) };
          });
          const gross = lines.reduce((sum, line) => sum.plus(line.net).plus(line.tax), Money.zero(currency));
          const conversion = { rate, companyCurrency: 'USD' };
          const kind = isInvoice ? 'invoice' : 'credit-note';
          const entry = entryForInvoice({ kind, contactId: 'c', gross, lines }, accounts, conversion);
          expectBalance(entry);
          const receivable = entry.lines.filter((line) => line.accountId === accounts.receivable);
          const booked = receivable.reduce((sum, line) => sum.plus(line.debit).minus(line.credit), Money.zero('USD'));
          const owed = toCompanyCurrency(gross, conversion);
          expect(booked.amount).toBe((isInvoice ? owed : owed.negate()).amount);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('settle a document to exactly zero in the company currency, in whatever parts and at whatever rates it is paid', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000_000 }), { minLength: 1, maxLength: 6 }),
        rates,
        rates,
        fc.integer({ min: 0, max: 500_000 }),
        (parts, invoiceRate, paymentRate, extra) => {
          const invoice = { rate: invoiceRate, companyCurrency: 'USD' };
          const payment = { rate: paymentRate, companyCurrency: 'USD' };
          let open = parts.reduce((sum, part) => sum.plus(cents(part, 'EUR')), Money.zero('EUR'));
          let receivable = toCompanyCurrency(open, invoice);
          for (const part of parts) {
            const settlement = settle(open, cents(part, 'EUR'), invoice);
            open = open.minus(settlement.document);
            receivable = receivable.minus(settlement.company);
            const amount = cents(part + extra, 'EUR');
            expectBalance(
              entryForPayment(
                { direction: 'inbound', contactId: 'c', moneyAccountId: '1010', amount, settlements: [settlement] },
                accounts,
                payment,
              ),
            );
            expectBalance(
              entryForAllocation(
                {
                  contactId: 'c',
                  isInbound: true,
                  taken: settle(amount, settlement.document, payment),
                  settled: settlement,
                },
                accounts,
                'USD',
              ),
            );
          }
          expect([open.amount, receivable.amount]).toEqual(['0.0000', '0.0000']);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are refused when the postings do not balance', () => {
    const posting = { accountId: '4000', document: Money.of('1', 'USD'), company: Money.of('1', 'USD') };
    expect(() => balancedEntry([posting], 'USD', 'USD')).toThrow(/out of balance/);
  });
});
