import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { checkTotals } from '../domain/invoice-rules.js';
import { moveInvoice } from '../domain/invoice-state.js';
import { lockInvoice, markPosted } from '../infrastructure/invoice.repository.js';
import { CompanyBooksCache } from './company-books.js';
import { NumberDraw } from './draw-numbers.js';
import { OpenDocuments } from './open-documents.js';
import { bookOf, invoiceEntry, planInvoice } from './plan-documents.js';
import { writeEntries } from './write-documents.js';

/** A draft gets its number and its entry, and is final from then on. */
@Injectable()
export class PostDraft {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly cache: CompanyBooksCache,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const draft = await lockInvoice(tx, id);
      moveInvoice(draft.state, 'posted');
      checkTotals(draft);
      const { books, days } = await this.cache.opened(tx, [draft.companyId]);
      const own = bookOf(books, draft);
      const numbers = new NumberDraw();
      const planned = planInvoice(draft, own, days, numbers, new OpenDocuments());
      await numbers.draw(tx);
      await markPosted(tx, id, { number: planned.number(), ...planned.day });
      await writeEntries(tx, [invoiceEntry(planned, own)]);
      const after = { number: planned.number(), gross: draft.gross.toJSON() };
      await this.audit.record(tx, [{ action: 'invoice.posted', recordType: 'invoice', recordId: id, after }]);
    });
  }
}
