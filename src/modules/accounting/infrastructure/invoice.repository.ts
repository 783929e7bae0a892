import type { Session, Tx } from '../../../platform/database/index.js';
import { Money } from '../../../shared-kernel/index.js';
import type { InvoiceDraft, InvoiceLineDraft } from '../contract/index.js';
import type { InvoiceState } from '../domain/invoice-state.js';
import { notFound } from './versioned.js';

type Reader = Pick<Session, 'query'>;

/** A document as it stands, with its lines, in the words of the draft it was made from. */
export interface StoredInvoice extends InvoiceDraft {
  readonly state: InvoiceState;
  readonly number: string | null;
  readonly open: Money;
  readonly version: number;
}

/** Locks the document and reads it whole. */
export async function lockInvoice(tx: Tx, id: string): Promise<StoredInvoice> {
  const [row] = await tx.query<HeadRow>(`${SELECT_HEAD} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  if (!row) throw notFound('invoice', id);
  const { net, tax, gross, open, ...head } = row;
  const money = (amount: string) => Money.of(amount, row.currency);
  return {
    ...head,
    net: money(net),
    tax: money(tax),
    gross: money(gross),
    open: money(open),
    lines: await readInvoiceLines(tx, id, row.currency),
  };
}

export async function readInvoiceLines(
  reader: Reader,
  invoiceId: string,
  currency: string,
): Promise<InvoiceLineDraft[]> {
  const rows = await reader.query<LineRow>(
    `SELECT id, position, kind, order_line_id AS "orderLineId", variant_id AS "variantId", name, sku, quantity,
            unit_price AS "unitPrice", discount, net, tax, gross, tax_id AS "taxId"
       FROM accounting.invoice_line WHERE invoice_id = $1 ORDER BY position`,
    [invoiceId],
  );
  const money = (amount: string) => Money.of(amount, currency);
  return rows.map((row) => ({
    ...row,
    unitPrice: money(row.unitPrice),
    discount: money(row.discount),
    net: money(row.net),
    tax: money(row.tax),
    gross: money(row.gross),
  }));
}

/** Makes a draft the posted document with this number. */
export async function markPosted(
  tx: Tx,
  id: string,
  posted: { readonly number: string; readonly day: string; readonly movedFrom: string | null },
): Promise<void> {
  await tx.execute(
    `UPDATE accounting.invoice
        SET state = 'posted', number = $2, invoiced_on = $3, due_on = GREATEST(due_on, $3::date), moved_from = $4,
            amount_open = gross, version = version + 1, updated_at = now()
      WHERE id = $1`,
    [id, posted.number, posted.day, posted.movedFrom],
  );
}

export async function markReversed(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    `UPDATE accounting.invoice SET state = 'reversed', version = version + 1, updated_at = now() WHERE id = $1`,
    [id],
  );
}

const SELECT_HEAD = `SELECT id, kind, state, number, company_id AS "companyId", contact_id AS "contactId", order_id AS "orderId", reference,
  currency, rate, invoiced_on AS "invoicedOn", due_on AS "dueOn", net, tax, gross, amount_open AS open,
  prices_include_tax AS "pricesIncludeTax", reverses_id AS "reversesId", source_key AS "sourceKey", version
  FROM accounting.invoice`;

type Texts<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;
type HeadRow = Texts<Omit<StoredInvoice, 'lines'>, 'net' | 'tax' | 'gross' | 'open'>;
type LineRow = Texts<InvoiceLineDraft, 'unitPrice' | 'discount' | 'net' | 'tax' | 'gross'>;
