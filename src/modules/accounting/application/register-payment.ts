import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { Money, newId, type MoneyText } from '../../../shared-kernel/index.js';
import type { PaymentDraft } from '../contract/index.js';
import { CompanyBooksCache } from './company-books.js';
import { PostDocuments } from './post-documents.js';
import { rateFor } from './rate-for.js';

export interface PaymentInput {
  readonly companyId: string;
  readonly contactId: string;
  readonly kind: PaymentDraft['kind'];
  readonly direction: 'inbound' | 'outbound';
  readonly journalId: string | null;
  readonly amount: MoneyText;
  /** Null: the rate of the day from the exchange rates. */
  readonly rate: string | null;
  readonly paidOn: string;
  readonly reference: string;
  readonly allocations: readonly { readonly invoiceId: string; readonly amount: MoneyText }[];
}

/** A payment a person enters. */
@Injectable()
export class RegisterPayment {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly cache: CompanyBooksCache,
    private readonly documents: PostDocuments,
    private readonly audit: AuditTrail,
  ) {}

  async run(input: PaymentInput): Promise<string> {
    const id = newId();
    await this.database.transaction(async (tx) => {
      const { companyId, paidOn } = input;
      const { currency } = input.amount;
      const books = (await this.cache.of(tx, [companyId])).get(companyId);
      const rate = await rateFor(tx, { ...input, currency, invoicedOn: paidOn }, books?.company.currency ?? '');
      const draft: PaymentDraft = {
        ...input,
        id,
        currency,
        rate,
        amount: Money.fromJSON(input.amount),
        sourceKey: null,
        allocations: input.allocations.map(({ invoiceId, amount }) => ({ invoiceId, amount: Money.fromJSON(amount) })),
      };
      const { payments } = await this.documents.run(tx, { invoices: [], payments: [draft] });
      const after = { number: payments.get(id)?.number, amount: draft.amount.toJSON() };
      await this.audit.record(tx, [{ action: 'payment.registered', recordType: 'payment', recordId: id, after }]);
    });
    return id;
  }
}
