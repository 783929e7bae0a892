import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { List } from '../../../platform/http/index.js';
import { DomainError, type MoneyText } from '../../../shared-kernel/index.js';
import {
  accountList,
  companyList,
  fiscalPeriodList,
  journalList,
  taxList,
  exchangeRateList,
} from '../infrastructure/books.lists.js';
import {
  allocationList,
  invoiceList,
  ledgerEntryList,
  paymentList,
  type AllocationView,
  type InvoiceView,
  type LedgerEntryView,
  type PaymentView,
} from '../infrastructure/documents.lists.js';
import { readInvoiceLines } from '../infrastructure/invoice.repository.js';

const EVERYTHING = { instanceIds: null };

const SINGLES = {
  company: companyList,
  account: accountList,
  journal: journalList,
  tax: taxList,
  'fiscal-period': fiscalPeriodList,
  'exchange-rate': exchangeRateList,
  invoice: invoiceList,
  payment: paymentList,
  'ledger-entry': ledgerEntryList,
  allocation: allocationList,
} as const;

type Single = keyof typeof SINGLES;
type View<S extends Single> = (typeof SINGLES)[S] extends List<infer R> ? R : never;

export interface InvoiceLineView {
  readonly id: string;
  readonly position: number;
  readonly kind: string;
  readonly orderLineId: string | null;
  readonly variantId: string | null;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: MoneyText;
  readonly discount: MoneyText;
  readonly net: MoneyText;
  readonly tax: MoneyText;
  readonly gross: MoneyText;
  readonly taxId: string | null;
}

export type InvoiceDetails = InvoiceView & {
  readonly lines: readonly InvoiceLineView[];
  /** What it has been set off against so far. */
  readonly allocations: readonly AllocationView[];
};

export type PaymentDetails = PaymentView & { readonly allocations: readonly AllocationView[] };

export interface LedgerLineView {
  readonly accountId: string;
  readonly accountCode: string;
  readonly accountName: string;
  readonly contactId: string | null;
  readonly taxId: string | null;
  readonly debit: MoneyText;
  readonly credit: MoneyText;
  readonly documentDebit: MoneyText;
  readonly documentCredit: MoneyText;
}

export type LedgerEntryDetails = LedgerEntryView & { readonly lines: readonly LedgerLineView[] };

/** Single records as the lists show them, so that an answer looks the same wherever it comes from. */
@Injectable()
export class ReadDocuments {
  constructor(@Inject(Database) private readonly database: Database) {}

  async one<S extends Single>(kind: S, id: string): Promise<View<S>> {
    const list = SINGLES[kind] as unknown as List<View<S>>;
    const { data } = await list.run(this.database, list.parse({ id }), EVERYTHING);
    const [found] = data;
    if (found) return found;
    throw new DomainError('not-found', `accounting.${kind}-not-found`, `There is no such ${kind.replace('-', ' ')}.`, {
      id,
    });
  }

  async invoice(id: string): Promise<InvoiceDetails> {
    const invoice = await this.one('invoice', id);
    const lines = await readInvoiceLines(this.database, id, invoice.gross.currency);
    return {
      ...invoice,
      lines: lines.map((line) => ({
        ...line,
        unitPrice: line.unitPrice.toJSON(),
        discount: line.discount.toJSON(),
        net: line.net.toJSON(),
        tax: line.tax.toJSON(),
        gross: line.gross.toJSON(),
      })),
      allocations: [
        ...(await this.allocations('invoiceId', id)),
        ...(invoice.kind === 'credit-note' ? await this.allocations('creditNoteId', id) : []),
      ],
    };
  }

  async payment(id: string): Promise<PaymentDetails> {
    return { ...(await this.one('payment', id)), allocations: await this.allocations('paymentId', id) };
  }

  async ledgerEntry(id: string): Promise<LedgerEntryDetails> {
    const entry = await this.one('ledger-entry', id);
    const rows = await this.database.query<
      Record<keyof LedgerLineView, string> & { contactId: string | null; taxId: string | null }
    >(
      `SELECT l.account_id AS "accountId", a.code AS "accountCode", a.name AS "accountName", l.contact_id AS "contactId",
              l.tax_id AS "taxId", l.debit, l.credit, l.document_debit AS "documentDebit", l.document_credit AS "documentCredit"
         FROM accounting.ledger_line l JOIN accounting.account a ON a.id = l.account_id
        WHERE l.entry_id = $1 ORDER BY l.position`,
      [id],
    );
    const own = (amount: string) => ({ amount, currency: entry.total.currency });
    const document = (amount: string) => ({ amount, currency: entry.documentTotal.currency });
    return {
      ...entry,
      lines: rows.map((row) => ({
        ...row,
        debit: own(row.debit),
        credit: own(row.credit),
        documentDebit: document(row.documentDebit),
        documentCredit: document(row.documentCredit),
      })),
    };
  }

  private async allocations(by: 'invoiceId' | 'creditNoteId' | 'paymentId', id: string): Promise<AllocationView[]> {
    const query = allocationList.parse({ [by]: id, sort: 'createdAt', limit: '200' });
    return (await allocationList.run(this.database, query, EVERYTHING)).data;
  }
}
