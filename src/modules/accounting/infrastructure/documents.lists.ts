import { defineList } from '../../../platform/http/index.js';
import type { MoneyText } from '../../../shared-kernel/index.js';
import { INVOICE_STATES, type InvoiceState } from '../domain/invoice-state.js';
import type { PaymentState } from '../domain/payment-state.js';
import { byCreation } from './books.lists.js';

export interface InvoiceView {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly state: InvoiceState;
  /** Null while it is a draft. */
  readonly number: string | null;
  readonly paymentState: PaymentState;
  readonly companyId: string;
  readonly contactId: string;
  readonly orderId: string | null;
  readonly reference: string;
  /** Units of its currency for one unit of the company's. */
  readonly rate: string;
  readonly invoicedOn: string;
  readonly dueOn: string;
  /** The day asked for, when it lay in a closed period. */
  readonly movedFrom: string | null;
  readonly net: MoneyText;
  readonly tax: MoneyText;
  readonly gross: MoneyText;
  readonly open: MoneyText;
  readonly pricesIncludeTax: boolean;
  /** The invoice a credit note takes back. */
  readonly reversesId: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** domain/payment-state.ts in SQL, so that a page needs no second look at its rows. */
const PAYMENT_STATE = `CASE WHEN i.state = 'reversed' THEN 'reversed' WHEN i.state = 'draft' THEN 'not-paid'
  WHEN i.amount_open = 0 THEN 'paid' WHEN i.amount_open < i.gross THEN 'partial' ELSE 'not-paid' END`;

export const invoiceList = defineList<InvoiceView>({
  name: 'invoices',
  from: 'accounting.invoice i',
  columns: {
    id: 'i.id',
    kind: 'i.kind',
    state: 'i.state',
    number: 'i.number',
    paymentState: PAYMENT_STATE,
    companyId: 'i.company_id',
    contactId: 'i.contact_id',
    orderId: 'i.order_id',
    reference: 'i.reference',
    rate: 'i.rate',
    invoicedOn: 'i.invoiced_on',
    dueOn: 'i.due_on',
    movedFrom: 'i.moved_from',
    net: { money: ['i.net', 'i.currency'] },
    tax: { money: ['i.tax', 'i.currency'] },
    gross: { money: ['i.gross', 'i.currency'] },
    open: { money: ['i.amount_open', 'i.currency'] },
    pricesIncludeTax: 'i.prices_include_tax',
    reversesId: 'i.reverses_id',
    version: 'i.version',
    createdAt: { instant: 'i.created_at' },
    updatedAt: { instant: 'i.updated_at' },
  },
  filters: {
    id: { column: 'i.id', type: 'uuid' },
    kind: { column: 'i.kind', type: 'text', enum: ['invoice', 'credit-note'] },
    state: { column: 'i.state', type: 'text', enum: INVOICE_STATES },
    number: { column: 'i.number', type: 'text', match: 'prefix' },
    companyId: { column: 'i.company_id', type: 'uuid' },
    contactId: { column: 'i.contact_id', type: 'uuid' },
    orderId: { column: 'i.order_id', type: 'uuid' },
    reversesId: { column: 'i.reverses_id', type: 'uuid' },
    invoicedOn: { column: 'i.invoiced_on', type: 'day', range: true },
    isOpen: {
      column: `(i.amount_open > 0 AND i.state = 'posted')`,
      type: 'boolean',
      description: 'Posted and not settled in full.',
    },
  },
  sorts: { createdAt: byCreation('i'), invoicedOn: { column: 'i.invoiced_on', type: 'day' } },
  defaultSort: '-createdAt',
  tieBreak: 'i.id',
  instanceColumn: null,
});

export interface PaymentView {
  readonly id: string;
  readonly number: string;
  readonly kind: 'gateway' | 'store-credit' | 'gift-certificate';
  readonly direction: 'inbound' | 'outbound';
  readonly companyId: string;
  readonly journalId: string;
  readonly contactId: string;
  readonly rate: string;
  readonly amount: MoneyText;
  /** Not set off against a document yet. */
  readonly open: MoneyText;
  readonly paidOn: string;
  readonly movedFrom: string | null;
  readonly reference: string;
  readonly createdAt: string;
}

export const paymentList = defineList<PaymentView>({
  name: 'payments',
  from: 'accounting.payment p',
  columns: {
    id: 'p.id',
    number: 'p.number',
    kind: 'p.kind',
    direction: 'p.direction',
    companyId: 'p.company_id',
    journalId: 'p.journal_id',
    contactId: 'p.contact_id',
    rate: 'p.rate',
    amount: { money: ['p.amount', 'p.currency'] },
    open: { money: ['p.amount_open', 'p.currency'] },
    paidOn: 'p.paid_on',
    movedFrom: 'p.moved_from',
    reference: 'p.reference',
    createdAt: { instant: 'p.created_at' },
  },
  filters: {
    id: { column: 'p.id', type: 'uuid' },
    number: { column: 'p.number', type: 'text', match: 'prefix' },
    companyId: { column: 'p.company_id', type: 'uuid' },
    journalId: { column: 'p.journal_id', type: 'uuid' },
    contactId: { column: 'p.contact_id', type: 'uuid' },
    paidOn: { column: 'p.paid_on', type: 'day', range: true },
    isOpen: { column: '(p.amount_open > 0)', type: 'boolean', description: 'Not set off in full.' },
  },
  sorts: { createdAt: byCreation('p'), paidOn: { column: 'p.paid_on', type: 'day' } },
  defaultSort: '-createdAt',
  tieBreak: 'p.id',
  instanceColumn: null,
});

export interface AllocationView {
  readonly id: string;
  /** The document that is settled. */
  readonly invoiceId: string;
  readonly paymentId: string | null;
  readonly creditNoteId: string | null;
  readonly amount: MoneyText;
  readonly allocatedOn: string;
  readonly createdAt: string;
}

export const allocationList = defineList<AllocationView>({
  name: 'allocations',
  from: 'accounting.allocation a JOIN accounting.invoice i ON i.id = a.invoice_id',
  columns: {
    id: 'a.id',
    invoiceId: 'a.invoice_id',
    paymentId: 'a.payment_id',
    creditNoteId: 'a.credit_note_id',
    amount: { money: ['a.amount', 'i.currency'] },
    allocatedOn: 'a.allocated_on',
    createdAt: { instant: 'a.created_at' },
  },
  filters: {
    id: { column: 'a.id', type: 'uuid' },
    invoiceId: { column: 'a.invoice_id', type: 'uuid' },
    paymentId: { column: 'a.payment_id', type: 'uuid' },
    creditNoteId: { column: 'a.credit_note_id', type: 'uuid' },
  },
  sorts: { createdAt: byCreation('a') },
  defaultSort: '-createdAt',
  tieBreak: 'a.id',
  instanceColumn: null,
});

export interface LedgerEntryView {
  /** The id of the document it books. */
  readonly id: string;
  readonly number: string;
  readonly documentKind: string;
  readonly companyId: string;
  readonly journalId: string;
  readonly enteredOn: string;
  readonly reference: string;
  /** In the company's currency. */
  readonly total: MoneyText;
  /** In the document's currency. */
  readonly documentTotal: MoneyText;
  readonly createdAt: string;
}

export const ledgerEntryList = defineList<LedgerEntryView>({
  name: 'ledger-entries',
  from: 'accounting.ledger_entry e JOIN accounting.company c ON c.id = e.company_id',
  columns: {
    id: 'e.id',
    number: 'e.number',
    documentKind: 'e.document_kind',
    companyId: 'e.company_id',
    journalId: 'e.journal_id',
    enteredOn: 'e.entered_on',
    reference: 'e.reference',
    total: { money: ['e.total', 'c.currency'] },
    documentTotal: { money: ['e.document_total', 'e.currency'] },
    createdAt: { instant: 'e.created_at' },
  },
  filters: {
    id: { column: 'e.id', type: 'uuid' },
    number: { column: 'e.number', type: 'text', match: 'prefix' },
    companyId: { column: 'e.company_id', type: 'uuid' },
    enteredOn: { column: 'e.entered_on', type: 'day', range: true },
  },
  sorts: { enteredOn: { column: 'e.entered_on', type: 'day' }, createdAt: byCreation('e') },
  defaultSort: '-enteredOn',
  tieBreak: 'e.id',
  instanceColumn: null,
});
