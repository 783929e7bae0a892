import type { Tx } from '../../../platform/database/index.js';
import type { Money } from '../../../shared-kernel/index.js';
import type { InvoiceDraft, InvoiceLineDraft, PaymentDraft } from '../contract/index.js';
import type { LedgerEntry } from '../domain/ledger-entry.js';
import { AllocationRow } from '../infrastructure/allocation.entity.js';
import { InvoiceLineRow } from '../infrastructure/invoice-line.entity.js';
import { InvoiceRow } from '../infrastructure/invoice.entity.js';
import { LedgerEntryRow } from '../infrastructure/ledger-entry.entity.js';
import { LedgerLineRow } from '../infrastructure/ledger-line.entity.js';
import { PaymentRow } from '../infrastructure/payment.entity.js';
import type { PostingDay } from './posting-days.js';

/** An entry and what identifies it. */
export interface EntryToWrite {
  /** The id of the document it books. */
  readonly id: string;
  readonly companyId: string;
  readonly journalId: string;
  readonly number: string;
  readonly documentKind: 'invoice' | 'credit-note' | 'payment' | 'allocation' | 'manual';
  readonly enteredOn: string;
  readonly reference: string;
  readonly currency: string;
  readonly entry: LedgerEntry;
}

export async function writeEntries(tx: Tx, entries: readonly EntryToWrite[]): Promise<void> {
  await tx.insert(
    LedgerEntryRow,
    entries.map(({ entry, ...head }) => ({
      ...head,
      total: entry.total.amount,
      documentTotal: entry.documentTotal.amount,
    })),
  );
  await tx.insert(LedgerLineRow, entries.flatMap(ledgerLines));
}

function ledgerLines({ id, entry }: EntryToWrite): Partial<LedgerLineRow>[] {
  return entry.lines.map((line, index) => ({
    entryId: id,
    position: index + 1,
    accountId: line.accountId,
    contactId: line.contactId,
    taxId: line.taxId,
    debit: line.debit.amount,
    credit: line.credit.amount,
    documentDebit: line.documentDebit.amount,
    documentCredit: line.documentCredit.amount,
  }));
}

export function invoiceRow(
  draft: InvoiceDraft,
  posted: { readonly day: PostingDay; readonly number: string | null; readonly open: Money },
): Partial<InvoiceRow> {
  return {
    id: draft.id,
    companyId: draft.companyId,
    kind: draft.kind ?? 'invoice',
    state: posted.number === null ? 'draft' : 'posted',
    number: posted.number,
    contactId: draft.contactId,
    orderId: draft.orderId,
    reference: draft.reference,
    currency: draft.currency,
    rate: draft.rate,
    invoicedOn: posted.day.day,
    // A document cannot be due before its date.
    dueOn: draft.dueOn < posted.day.day ? posted.day.day : draft.dueOn,
    movedFrom: posted.day.movedFrom,
    net: draft.net.amount,
    tax: draft.tax.amount,
    gross: draft.gross.amount,
    amountOpen: posted.open.amount,
    pricesIncludeTax: draft.pricesIncludeTax,
    reversesId: draft.reversesId ?? null,
    sourceKey: draft.sourceKey ?? null,
  };
}

export function invoiceLineRows(draft: {
  readonly id: string;
  readonly lines: readonly InvoiceLineDraft[];
}): Partial<InvoiceLineRow>[] {
  const lines = draft.lines.every((line, index) => line.position === index + 1)
    ? draft.lines
    : [...draft.lines].sort((a, b) => a.position - b.position);
  return lines.map((line, index) => ({
    id: line.id,
    invoiceId: draft.id,
    position: index + 1,
    kind: line.kind,
    orderLineId: line.orderLineId,
    variantId: line.variantId,
    name: line.name,
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: line.unitPrice.amount,
    discount: line.discount.amount,
    net: line.net.amount,
    tax: line.tax.amount,
    gross: line.gross.amount,
    taxId: line.taxId,
  }));
}

export function paymentRow(
  draft: PaymentDraft,
  posted: { readonly journalId: string; readonly day: PostingDay; readonly number: string; readonly open: Money },
): Partial<PaymentRow> {
  return {
    id: draft.id,
    companyId: draft.companyId,
    journalId: posted.journalId,
    number: posted.number,
    kind: draft.kind,
    direction: draft.direction ?? 'inbound',
    contactId: draft.contactId,
    currency: draft.currency,
    rate: draft.rate,
    amount: draft.amount.amount,
    amountOpen: posted.open.amount,
    paidOn: posted.day.day,
    movedFrom: posted.day.movedFrom,
    reference: draft.reference,
    sourceKey: draft.sourceKey,
  };
}

export function allocationRow(allocation: {
  readonly id: string;
  readonly invoiceId: string;
  readonly paymentId: string | null;
  readonly creditNoteId: string | null;
  readonly amount: Money;
  readonly allocatedOn: string;
}): Partial<AllocationRow> {
  return { ...allocation, amount: allocation.amount.amount };
}
