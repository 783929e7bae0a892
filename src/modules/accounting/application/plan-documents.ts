import type { Journal } from '../contract/index.js';
import type { InvoiceDraft, PaymentDraft } from '../contract/index.js';
import { DomainError, Money } from '../../../shared-kernel/index.js';
import type { Conversion } from '../domain/currency-conversion.js';
import { entryForInvoice } from '../domain/entry-for-invoice.js';
import { entryForPayment } from '../domain/entry-for-payment.js';
import { journalOfKind, type CompanyBooks } from './company-books.js';
import type { NumberDraw } from './draw-numbers.js';
import type { OpenDocuments } from './open-documents.js';
import type { PostingDay, PostingDays } from './posting-days.js';
import type { EntryToWrite } from './write-documents.js';

/** A document with everything decided; its number is known once the numbers have been drawn. */
export interface Planned<Draft> {
  readonly draft: Draft;
  readonly journal: Journal;
  readonly day: PostingDay;
  readonly number: () => string;
}

export interface PlannedPayment extends Planned<PaymentDraft> {
  readonly open: Money;
  readonly entry: EntryToWrite['entry'];
}

export function bookOf(books: ReadonlyMap<string, CompanyBooks>, draft: { readonly companyId: string }): CompanyBooks {
  return books.get(draft.companyId) as CompanyBooks;
}

export function conversionOf(draft: { readonly rate: string }, books: CompanyBooks): Conversion {
  return { rate: draft.rate, companyCurrency: books.company.currency };
}

export function planInvoice(
  draft: InvoiceDraft,
  books: CompanyBooks,
  days: PostingDays,
  numbers: NumberDraw,
  open: OpenDocuments,
): Planned<InvoiceDraft> {
  const kind = draft.kind ?? 'invoice';
  const journal = journalOfKind(books, kind === 'invoice' ? 'sales' : 'credit-notes');
  const day = days(draft.companyId, draft.invoicedOn);
  open.add({
    id: draft.id,
    kind,
    label: draft.reference,
    companyId: draft.companyId,
    conversion: conversionOf(draft, books),
    open: draft.gross,
  });
  return { draft, journal, day, number: numbers.want(journal, day.day) };
}

export function planPayment(
  draft: PaymentDraft,
  books: CompanyBooks,
  journal: Journal,
  days: PostingDays,
  numbers: NumberDraw,
  open: OpenDocuments,
): PlannedPayment {
  const direction = draft.direction ?? 'inbound';
  const by = { companyId: draft.companyId, direction };
  const settlements = draft.allocations.map(({ invoiceId, amount }) => open.settle(invoiceId, amount, by));
  const allocated = Money.sum(
    draft.allocations.map((allocation) => allocation.amount),
    draft.currency,
  );
  if (!draft.amount.isPositive || draft.amount.currency !== draft.currency || allocated.compare(draft.amount) > 0) {
    throw new DomainError(
      'rule-broken',
      'accounting.bad-payment',
      `The payment ${draft.reference} of ${String(draft.amount)} cannot settle ${String(allocated)}. ` +
        'A payment is larger than zero and settles no more than itself.',
      { reference: draft.reference, amount: draft.amount.amount, allocated: allocated.amount },
    );
  }
  const day = days(draft.companyId, draft.paidOn);
  const entry = entryForPayment(
    {
      direction,
      contactId: draft.contactId,
      moneyAccountId: moneyAccount(draft, books, journal),
      amount: draft.amount,
      settlements,
    },
    books.accounts,
    conversionOf(draft, books),
  );
  return { draft, journal, day, number: numbers.want(journal, day.day), open: draft.amount.minus(allocated), entry };
}

function moneyAccount(draft: PaymentDraft, books: CompanyBooks, journal: Journal): string {
  if (draft.kind === 'store-credit') return books.accounts['store-credit'];
  if (draft.kind === 'gift-certificate') return books.accounts['gift-certificates'];
  if (journal.accountId) return journal.accountId;
  throw new DomainError(
    'rule-broken',
    'accounting.journal-without-account',
    `Money cannot land in the journal ${journal.code}. Pick a bank or gateway journal.`,
    { journalId: journal.id },
  );
}

export function invoiceEntry(
  { draft, journal, day, number }: Planned<InvoiceDraft>,
  books: CompanyBooks,
): EntryToWrite {
  const kind = draft.kind ?? 'invoice';
  return {
    id: draft.id,
    companyId: draft.companyId,
    journalId: journal.id,
    number: number(),
    documentKind: kind,
    enteredOn: day.day,
    reference: draft.reference,
    currency: draft.currency,
    entry: entryForInvoice({ ...draft, kind }, books.accounts, conversionOf(draft, books)),
  };
}

export function paymentEntry({ draft, journal, day, number, entry }: PlannedPayment): EntryToWrite {
  return {
    id: draft.id,
    companyId: draft.companyId,
    journalId: journal.id,
    number: number(),
    documentKind: 'payment',
    enteredOn: day.day,
    reference: draft.reference,
    currency: draft.currency,
    entry,
  };
}
