import { Money } from '../../../shared-kernel/index.js';
import type { AccountRole } from './chart.js';
import { convertParts, toCompanyCurrency, type Conversion } from './currency-conversion.js';
import { balancedEntry, type AccountIds, type LedgerEntry, type Posting } from './ledger-entry.js';

export type DocumentLineKind =
  'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee' | 'discount' | 'gift-certificate' | 'rounding';

export interface DocumentToBook {
  readonly kind: 'invoice' | 'credit-note';
  readonly contactId: string;
  readonly gross: Money;
  readonly lines: readonly {
    readonly kind: DocumentLineKind;
    readonly net: Money;
    readonly tax: Money;
    readonly taxId: string | null;
  }[];
}

const ROLE_OF_KIND = {
  goods: 'sales',
  shipping: 'shipping',
  handling: 'handling',
  wrapping: 'handling',
  fee: 'fees',
  discount: 'discounts',
  'gift-certificate': 'gift-certificates',
  rounding: 'rounding',
} as const satisfies Record<DocumentLineKind, AccountRole>;

interface Sum {
  readonly accountId: string;
  readonly taxId: string | null;
  units: bigint;
}

/**
 * Receivable against income and tax; the other way round for a credit note, which takes goods back through sales returns
 * (accounting.md §3). Lines of one account and tax become one ledger line.
 */
export function entryForInvoice(document: DocumentToBook, accounts: AccountIds, conversion: Conversion): LedgerEntry {
  const { gross } = document;
  const sums: Sum[] = [];
  for (const line of document.lines) {
    const role = line.kind === 'goods' && document.kind === 'credit-note' ? 'returns' : ROLE_OF_KIND[line.kind];
    add(sums, accounts[role], null, line.net.units);
    if (line.tax.units !== 0n) add(sums, accounts['tax-payable'], line.taxId, line.tax.units);
  }
  const parts = sums.map((sum) => Money.fromUnits(sum.units, gross.currency));
  const companyGross = toCompanyCurrency(gross, conversion);
  // The receivable is converted as one amount and the rest made to fit, so that payments can settle it to the last unit.
  const companyParts = convertParts(parts, gross, conversion);
  const isInvoice = document.kind === 'invoice';
  const signed = (money: Money, isDebit: boolean) => (isDebit ? money : money.negate());
  const postings: Posting[] = [
    {
      accountId: accounts.receivable,
      contactId: document.contactId,
      document: signed(gross, isInvoice),
      company: signed(companyGross, isInvoice),
    },
  ];
  sums.forEach((sum, index) => {
    const part = parts[index] ?? gross;
    const company = companyParts[index] ?? companyGross;
    postings.push({
      accountId: sum.accountId,
      taxId: sum.taxId,
      document: signed(part, !isInvoice),
      company: signed(company, !isInvoice),
    });
  });
  return balancedEntry(postings, gross.currency, conversion.companyCurrency);
}

function add(sums: Sum[], accountId: string, taxId: string | null, units: bigint): void {
  const known = sums.find((sum) => sum.accountId === accountId && sum.taxId === taxId);
  if (known) known.units += units;
  else sums.push({ accountId, taxId, units });
}
