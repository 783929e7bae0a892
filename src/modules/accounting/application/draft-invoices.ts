import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, Money, newId } from '../../../shared-kernel/index.js';
import type { InvoiceDraft } from '../contract/index.js';
import { priceLines, type LineInput, type PricedLine } from '../domain/price-lines.js';
import { lockInvoice } from '../infrastructure/invoice.repository.js';
import { InvoiceLineRow } from '../infrastructure/invoice-line.entity.js';
import { InvoiceRow } from '../infrastructure/invoice.entity.js';
import { changeRow } from '../infrastructure/versioned.js';
import { CompanyBooksCache } from './company-books.js';
import { rateFor } from './rate-for.js';
import { invoiceLineRows, invoiceRow } from './write-documents.js';

export interface InvoiceInput {
  readonly companyId: string;
  readonly contactId: string;
  readonly orderId: string | null;
  readonly reference: string;
  readonly currency: string;
  /** Null: the rate of the day from the exchange rates. */
  readonly rate: string | null;
  readonly invoicedOn: string;
  readonly dueOn: string;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly LineInput[];
}

/** Invoices made by hand, until they are posted: freely changed, thrown away, without number and entry. */
@Injectable()
export class DraftInvoices {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly cache: CompanyBooksCache,
    private readonly audit: AuditTrail,
  ) {}

  async create(input: InvoiceInput): Promise<string> {
    const id = newId();
    await this.database.transaction(async (tx) => {
      const draft = await this.price(tx, id, input);
      const day = { day: draft.invoicedOn, movedFrom: null };
      await tx.insert(InvoiceRow, [invoiceRow(draft, { day, number: null, open: draft.gross })]);
      await tx.insert(InvoiceLineRow, invoiceLineRows(draft));
      await this.record(tx, 'invoice.drafted', draft);
    });
    return id;
  }

  async replace(id: string, version: number, input: Omit<InvoiceInput, 'companyId'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.lockDraft(tx, id);
      const draft = await this.price(tx, id, { ...input, companyId: before.companyId });
      await changeRow(
        tx,
        'invoice',
        { id, version },
        {
          contact_id: draft.contactId,
          order_id: draft.orderId,
          reference: draft.reference,
          currency: draft.currency,
          rate: draft.rate,
          invoiced_on: draft.invoicedOn,
          due_on: draft.dueOn,
          net: draft.net.amount,
          tax: draft.tax.amount,
          gross: draft.gross.amount,
          amount_open: draft.gross.amount,
          prices_include_tax: draft.pricesIncludeTax,
        },
      );
      await tx.execute('DELETE FROM accounting.invoice_line WHERE invoice_id = $1', [id]);
      await tx.insert(InvoiceLineRow, invoiceLineRows(draft));
      await this.record(tx, 'invoice.redrafted', draft);
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const draft = await this.lockDraft(tx, id);
      await tx.execute('DELETE FROM accounting.invoice_line WHERE invoice_id = $1', [id]);
      await tx.execute('DELETE FROM accounting.invoice WHERE id = $1', [id]);
      await this.record(tx, 'invoice.thrown-away', draft);
    });
  }

  private async lockDraft(tx: Tx, id: string): Promise<InvoiceDraft> {
    const invoice = await lockInvoice(tx, id);
    if (invoice.state === 'draft') return invoice;
    throw new DomainError(
      'rule-broken',
      'accounting.posted-is-final',
      `${invoice.number} is posted and stays as it is. Take it back with a credit note.`,
      { id, number: invoice.number },
    );
  }

  private async price(tx: Tx, id: string, input: InvoiceInput): Promise<InvoiceDraft> {
    const books = (await this.cache.of(tx, [input.companyId])).get(input.companyId);
    const rate = await rateFor(tx, input, books?.company.currency ?? '');
    const percents = await this.percents(tx, input);
    const percentOf = (taxId: string): string => {
      const percent = percents.get(taxId);
      if (percent !== undefined) return percent;
      throw new DomainError('not-found', 'accounting.tax-not-found', 'The company has no such tax.', { taxId });
    };
    const lines = priceLines(input.lines, input.currency, input.pricesIncludeTax, percentOf);
    const sum = (pick: (line: PricedLine) => Money) => Money.sum(lines.map(pick), input.currency);
    return {
      ...input,
      id,
      rate,
      net: sum((line) => line.net),
      tax: sum((line) => line.tax),
      gross: sum((line) => line.gross),
      lines: lines.map((line) => ({ id: newId(), ...line })),
    };
  }

  private async percents(tx: Tx, input: InvoiceInput): Promise<Map<string, string>> {
    const ids = input.lines.flatMap((line) => line.taxId ?? []);
    if (ids.length === 0) return new Map();
    const rows = await tx.query<{ id: string; rate: string }>(
      'SELECT id, rate FROM accounting.tax WHERE id = ANY($1::uuid[]) AND company_id = $2',
      [ids, input.companyId],
    );
    return new Map(rows.map((row) => [row.id, row.rate]));
  }

  private record(tx: Tx, action: string, { id, reference, gross }: InvoiceDraft): Promise<void> {
    return this.audit.record(tx, [
      { action, recordType: 'invoice', recordId: id, after: { reference, gross: gross.toJSON() } },
    ]);
  }
}
