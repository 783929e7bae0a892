export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** What the posting rules need an account for. */
export type AccountRole =
  | 'bank'
  | 'receivable'
  | 'tax-payable'
  | 'gift-certificates'
  | 'store-credit'
  | 'prepayments'
  | 'sales'
  | 'shipping'
  | 'handling'
  | 'fees'
  | 'discounts'
  | 'returns'
  | 'exchange'
  | 'rounding';

export interface AccountTemplate {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly role: AccountRole | null;
  readonly isReconciled?: boolean;
}

/** The accounts a new company starts with (accounting.md §2). Clearing accounts 1010 and up are made with each gateway. */
export const DEFAULT_CHART: readonly AccountTemplate[] = [
  { code: '1000', name: 'Bank', type: 'asset', role: 'bank' },
  { code: '1100', name: 'Accounts receivable', type: 'asset', role: 'receivable', isReconciled: true },
  { code: '1200', name: 'Inventory', type: 'asset', role: null },
  { code: '1210', name: 'Goods shipped, not invoiced', type: 'asset', role: null },
  { code: '2100', name: 'Tax payable', type: 'liability', role: 'tax-payable' },
  { code: '2200', name: 'Gift certificates outstanding', type: 'liability', role: 'gift-certificates' },
  { code: '2210', name: 'Store credit outstanding', type: 'liability', role: 'store-credit' },
  { code: '2300', name: 'Customer prepayments', type: 'liability', role: 'prepayments' },
  { code: '4000', name: 'Sales of goods', type: 'income', role: 'sales' },
  { code: '4010', name: 'Shipping income', type: 'income', role: 'shipping' },
  { code: '4020', name: 'Handling and wrapping', type: 'income', role: 'handling' },
  { code: '4030', name: 'Fees charged', type: 'income', role: 'fees' },
  { code: '4090', name: 'Discounts given', type: 'income', role: 'discounts' },
  { code: '4095', name: 'Sales returns and allowances', type: 'income', role: 'returns' },
  { code: '6100', name: 'Payment fees', type: 'expense', role: null },
  { code: '6900', name: 'Exchange gains and losses', type: 'expense', role: 'exchange' },
  { code: '6990', name: 'Rounding', type: 'expense', role: 'rounding' },
];

export type JournalKind = 'sales' | 'credit-notes' | 'bank' | 'miscellaneous' | 'exchange';

export interface JournalTemplate {
  readonly code: string;
  readonly name: string;
  readonly kind: JournalKind;
}

export const DEFAULT_JOURNALS: readonly JournalTemplate[] = [
  { code: 'INV', name: 'Sales', kind: 'sales' },
  { code: 'RINV', name: 'Credit notes', kind: 'credit-notes' },
  { code: 'MISC', name: 'Miscellaneous', kind: 'miscellaneous' },
  { code: 'EXCH', name: 'Exchange differences', kind: 'exchange' },
];

const FIRST_CLEARING = 1010;
const LAST_CLEARING = 1099;

/** The first free clearing account code; after 1099 it goes on with 1099-2, 1099-3 … rather than refuse a gateway. */
export function nextClearingCode(used: ReadonlySet<string>): string {
  for (let code = FIRST_CLEARING; code <= LAST_CLEARING; code++) {
    if (!used.has(String(code))) return String(code);
  }
  for (let suffix = 2; ; suffix++) {
    if (!used.has(`${LAST_CLEARING}-${suffix}`)) return `${LAST_CLEARING}-${suffix}`;
  }
}

export function nextBankJournalCode(used: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    if (!used.has(`BNK${number}`)) return `BNK${number}`;
  }
}
