import { DomainError, Money } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { Conversion } from '../domain/currency-conversion.js';
import { settle, type Settlement } from '../domain/entry-for-payment.js';

export interface OpenDocument {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly label: string;
  readonly companyId: string;
  readonly conversion: Conversion;
  open: Money;
}

/** Documents that payments of one batch settle, and what is left open of each while they do. */
export class OpenDocuments {
  private readonly documents = new Map<string, OpenDocument>();

  add(document: OpenDocument): void {
    this.documents.set(document.id, document);
  }

  /** Reads and locks, in id order, what was posted before. */
  async load(tx: Tx, ids: Iterable<string>, companyCurrency: (companyId: string) => Promise<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.documents.has(id));
    if (missing.length === 0) return;
    const rows = await tx.query<StoredDocument>(
      `SELECT id, kind, number, company_id AS "companyId", currency, rate, amount_open AS "open"
         FROM accounting.invoice WHERE id = ANY($1::uuid[]) AND state = 'posted' ORDER BY id FOR NO KEY UPDATE`,
      [missing],
    );
    for (const { id, kind, number, companyId, currency, rate, open } of rows) {
      const conversion = { rate, companyCurrency: await companyCurrency(companyId) };
      this.add({ id, kind, label: number, companyId, conversion, open: Money.of(open, currency) });
    }
  }

  openOf(id: string): Money {
    return this.get(id).open;
  }

  /** Takes `amount` off what is open. */
  settle(id: string, amount: Money, by: { companyId: string; direction: 'inbound' | 'outbound' }): Settlement {
    const document = this.get(id);
    const kind = by.direction === 'inbound' ? 'invoice' : 'credit-note';
    if (document.kind !== kind || document.companyId !== by.companyId) {
      throw new DomainError(
        'rule-broken',
        'accounting.wrong-document',
        by.direction === 'inbound'
          ? 'Money received settles an invoice of the same company; pick one.'
          : 'Money paid back settles a credit note of the same company; pick one.',
        { documentId: id },
      );
    }
    if (!amount.isPositive || amount.currency !== document.open.currency || amount.compare(document.open) > 0) {
      throw new DomainError(
        'rule-broken',
        'accounting.over-allocated',
        `${String(amount)} cannot be set off against ${document.label}: ${String(document.open)} is open. Allocate that or less.`,
        { documentId: id, open: document.open.amount, amount: amount.amount },
      );
    }
    const settlement = settle(document.open, amount, document.conversion);
    document.open = document.open.minus(amount);
    return settlement;
  }

  private get(id: string): OpenDocument {
    const document = this.documents.get(id);
    if (document) return document;
    throw new DomainError('not-found', 'accounting.invoice-not-found', 'There is no posted document with this id.', {
      id,
    });
  }
}

interface StoredDocument {
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly companyId: string;
  readonly currency: string;
  readonly rate: string;
  readonly open: string;
}
