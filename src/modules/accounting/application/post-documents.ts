import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { InvoiceDraft, PaymentDraft, RegisteredPayment } from '../contract/index.js';
import { checkTotals } from '../domain/invoice-rules.js';
import { AllocationRow } from '../infrastructure/allocation.entity.js';
import { InvoiceLineRow } from '../infrastructure/invoice-line.entity.js';
import { InvoiceRow } from '../infrastructure/invoice.entity.js';
import { PaymentRow } from '../infrastructure/payment.entity.js';
import { CompanyBooksCache, journalOfKind, type CompanyBooks } from './company-books.js';
import { NumberDraw } from './draw-numbers.js';
import { OpenDocuments } from './open-documents.js';
import {
  bookOf,
  invoiceEntry,
  paymentEntry,
  planInvoice,
  planPayment,
  type Planned,
  type PlannedPayment,
} from './plan-documents.js';
import { allocationRow, invoiceLineRows, invoiceRow, paymentRow, writeEntries } from './write-documents.js';

export interface DocumentBatch {
  readonly invoices: readonly InvoiceDraft[];
  readonly payments: readonly PaymentDraft[];
}

export interface PostedBatch {
  /** Invoice id → its number. */
  readonly invoiceNumbers: ReadonlyMap<string, string>;
  /** Payment draft id → the payment that stands. */
  readonly payments: ReadonlyMap<string, RegisteredPayment>;
}

/**
 * Posts any number of invoices and payments in about ten statements. Payments may settle invoices of the same batch; those are
 * written with what is left open, so that nothing has to be updated afterwards.
 */
@Injectable()
export class PostDocuments {
  constructor(@Inject(CompanyBooksCache) private readonly cache: CompanyBooksCache) {}

  async run(tx: Tx, { invoices, payments: asked }: DocumentBatch): Promise<PostedBatch> {
    for (const invoice of invoices) checkTotals(invoice);
    const { fresh, registered } = await this.withoutRegistered(tx, asked);
    if (invoices.length + fresh.length === 0) return { invoiceNumbers: new Map(), payments: registered };
    const companyIds = [...invoices, ...fresh].map((draft) => draft.companyId);
    const { books, days } = await this.cache.opened(tx, companyIds);
    const numbers = new NumberDraw();
    const open = new OpenDocuments();
    const plannedInvoices = invoices.map((draft) => planInvoice(draft, bookOf(books, draft), days, numbers, open));
    await open.load(
      tx,
      fresh.flatMap((payment) => payment.allocations.map((allocation) => allocation.invoiceId)),
      async (companyId) => (await this.cache.of(tx, [companyId])).get(companyId)?.company.currency ?? '',
    );
    const plannedPayments: PlannedPayment[] = [];
    for (const draft of fresh) {
      const own = bookOf(books, draft);
      const journal = draft.journalId
        ? await this.cache.journal(tx, draft.companyId, draft.journalId)
        : journalOfKind(own, 'miscellaneous');
      plannedPayments.push(planPayment(draft, own, journal, days, numbers, open));
    }
    await numbers.draw(tx);
    await write(tx, plannedInvoices, plannedPayments, books, open);
    for (const { draft, number } of plannedPayments)
      registered.set(draft.id, { id: draft.id, number: number(), isNew: true });
    fillRepeats(asked, registered);
    return {
      invoiceNumbers: new Map(plannedInvoices.map(({ draft, number }) => [draft.id, number()])),
      payments: registered,
    };
  }

  /** Leaves out payments whose source key is in the books already, and repeats within the batch. */
  private async withoutRegistered(
    tx: Tx,
    asked: readonly PaymentDraft[],
  ): Promise<{ fresh: PaymentDraft[]; registered: Map<string, RegisteredPayment> }> {
    const registered = new Map<string, RegisteredPayment>();
    const keys = asked.flatMap((payment) => payment.sourceKey ?? []);
    const known = new Map<string, RegisteredPayment>();
    if (keys.length > 0) {
      const rows = await tx.query<{ id: string; number: string; sourceKey: string }>(
        'SELECT id, number, source_key AS "sourceKey" FROM accounting.payment WHERE source_key = ANY($1::text[])',
        [keys],
      );
      for (const { id, number, sourceKey } of rows) known.set(sourceKey, { id, number, isNew: false });
    }
    const taken = new Set<string>();
    const fresh = asked.filter((payment) => {
      if (payment.sourceKey === null) return true;
      const standing = known.get(payment.sourceKey);
      if (standing) registered.set(payment.id, standing);
      const isFirst = !standing && !taken.has(payment.sourceKey);
      taken.add(payment.sourceKey);
      return isFirst;
    });
    return { fresh, registered };
  }
}

async function write(
  tx: Tx,
  invoices: readonly Planned<InvoiceDraft>[],
  payments: readonly PlannedPayment[],
  books: ReadonlyMap<string, CompanyBooks>,
  open: OpenDocuments,
): Promise<void> {
  await tx.insert(
    InvoiceRow,
    invoices.map(({ draft, day, number }) => invoiceRow(draft, { day, number: number(), open: open.openOf(draft.id) })),
  );
  await tx.insert(
    InvoiceLineRow,
    invoices.flatMap(({ draft }) => invoiceLineRows(draft)),
  );
  await tx.insert(
    PaymentRow,
    payments.map(({ draft, journal, day, number, open: rest }) =>
      paymentRow(draft, { journalId: journal.id, day, number: number(), open: rest }),
    ),
  );
  await tx.insert(
    AllocationRow,
    payments.flatMap(({ draft, day }) =>
      draft.allocations.map(({ invoiceId, amount }) =>
        allocationRow({
          id: newId(),
          invoiceId,
          paymentId: draft.id,
          creditNoteId: null,
          amount,
          allocatedOn: day.day,
        }),
      ),
    ),
  );
  await writeEntries(tx, [
    ...invoices.map((planned) => invoiceEntry(planned, bookOf(books, planned.draft))),
    ...payments.map(paymentEntry),
  ]);
}

/** A repeat within the batch stands for the payment that was made from the first with its key. */
function fillRepeats(asked: readonly PaymentDraft[], registered: Map<string, RegisteredPayment>): void {
  const byKey = new Map<string, RegisteredPayment>();
  for (const { id, sourceKey } of asked) {
    const standing = registered.get(id);
    if (sourceKey !== null && standing) byKey.set(sourceKey, standing);
  }
  for (const { id, sourceKey } of asked) {
    const first = sourceKey === null ? undefined : byKey.get(sourceKey);
    if (!registered.has(id) && first) registered.set(id, { ...first, isNew: false });
  }
}
