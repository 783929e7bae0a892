import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { InvoiceDraft } from '../contract/index.js';
import { moveInvoice } from '../domain/invoice-state.js';
import { AllocationRow } from '../infrastructure/allocation.entity.js';
import { lockInvoice, markReversed, type StoredInvoice } from '../infrastructure/invoice.repository.js';
import { PostDocuments } from './post-documents.js';
import { allocationRow } from './write-documents.js';

/**
 * Takes an invoice back in full: a posted credit note with the same lines, set off against what is still open of the invoice.
 * What had been paid stays open on the credit note, for a refund.
 */
@Injectable()
export class ReverseInvoice {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly documents: PostDocuments,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the credit note's id */
  async run(id: string, on: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const invoice = await lockInvoice(tx, id);
      await refuseCreditNote(tx, invoice);
      moveInvoice(invoice.state, 'reversed');
      const creditNote = reversal(invoice, on);
      const { invoiceNumbers } = await this.documents.run(tx, { invoices: [creditNote], payments: [] });
      if (invoice.open.isPositive) {
        // Same receivable, same rate: setting them off moves nothing in the ledger.
        await tx.insert(AllocationRow, [
          allocationRow({
            id: newId(),
            invoiceId: id,
            paymentId: null,
            creditNoteId: creditNote.id,
            amount: invoice.open,
            allocatedOn: on,
          }),
        ]);
      }
      await markReversed(tx, id);
      const after = { creditNote: invoiceNumbers.get(creditNote.id), gross: invoice.gross.toJSON() };
      await this.audit.record(tx, [{ action: 'invoice.reversed', recordType: 'invoice', recordId: id, after }]);
      return creditNote.id;
    });
  }
}

async function refuseCreditNote(tx: Tx, invoice: StoredInvoice): Promise<void> {
  if (invoice.kind === 'credit-note') {
    throw new DomainError(
      'rule-broken',
      'accounting.not-an-invoice',
      'A credit note is not taken back; write an invoice.',
    );
  }
  const credited = await tx.query<{ number: string | null }>(
    'SELECT number FROM accounting.invoice WHERE reverses_id = $1',
    [invoice.id],
  );
  if (credited.length > 0) {
    throw new DomainError(
      'rule-broken',
      'accounting.credited-already',
      `${invoice.number} has been credited by ${credited.map((row) => row.number ?? 'a draft').join(', ')}, so it cannot be taken back as a whole.`,
      { id: invoice.id },
    );
  }
}

function reversal(invoice: StoredInvoice, on: string): InvoiceDraft {
  return {
    ...invoice,
    id: newId(),
    kind: 'credit-note',
    reversesId: invoice.id,
    sourceKey: null,
    reference: invoice.number ?? invoice.reference,
    invoicedOn: on,
    dueOn: on,
    lines: invoice.lines.map((line) => ({ ...line, id: newId() })),
  };
}
