import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, Money, newId } from '../../../shared-kernel/index.js';
import { entryForAllocation, settle } from '../domain/entry-for-payment.js';
import { AllocationRow } from '../infrastructure/allocation.entity.js';
import { CompanyBooksCache, journalOfKind } from './company-books.js';
import { NumberDraw } from './draw-numbers.js';
import { OpenDocuments } from './open-documents.js';
import { allocationRow, writeEntries } from './write-documents.js';

interface StoredPayment {
  readonly companyId: string;
  readonly contactId: string;
  readonly number: string;
  readonly direction: 'inbound' | 'outbound';
  readonly currency: string;
  readonly rate: string;
  readonly open: string;
}

/** Sets what is left of a payment off against a document: the prepayment becomes a settlement of the receivable. */
@Injectable()
export class AllocatePayment {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly cache: CompanyBooksCache,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the allocation's id, which is also that of its ledger entry */
  async run(paymentId: string, invoiceId: string, amount: Money, on: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const id = newId();
      // Documents before payments, in the order the trigger on allocation locks them.
      const documents = new OpenDocuments();
      const currencyOf = async (companyId: string) =>
        (await this.cache.of(tx, [companyId])).get(companyId)?.company.currency ?? '';
      await documents.load(tx, [invoiceId], currencyOf);
      const payment = await lockPayment(tx, paymentId);
      const left = Money.of(payment.open, payment.currency);
      if (amount.currency !== left.currency || amount.compare(left) > 0) {
        throw new DomainError(
          'rule-broken',
          'accounting.over-allocated',
          `${String(left)} is left of ${payment.number}. Allocate that or less.`,
          { paymentId, open: left.amount },
        );
      }
      const { books, days } = await this.cache.opened(tx, [payment.companyId]);
      const own = books.get(payment.companyId);
      if (!own) throw new Error('The company of a payment is gone.');
      const companyCurrency = own.company.currency;
      const settled = documents.settle(invoiceId, amount, payment);
      const taken = settle(left, amount, { rate: payment.rate, companyCurrency });
      const isInbound = payment.direction === 'inbound';
      const entry = entryForAllocation(
        { contactId: payment.contactId, isInbound, taken, settled },
        own.accounts,
        companyCurrency,
      );
      const journal = journalOfKind(own, 'miscellaneous');
      const { day } = days(payment.companyId, on);
      const numbers = new NumberDraw();
      const number = numbers.want(journal, day);
      await numbers.draw(tx);
      await tx.insert(AllocationRow, [
        allocationRow({ id, invoiceId, paymentId, creditNoteId: null, amount, allocatedOn: day }),
      ]);
      const { companyId, currency } = payment;
      const head = {
        id,
        companyId,
        journalId: journal.id,
        number: number(),
        enteredOn: day,
        reference: payment.number,
      };
      await writeEntries(tx, [{ ...head, documentKind: 'allocation', currency, entry }]);
      const after = { paymentId, invoiceId, amount: amount.toJSON() };
      await this.audit.record(tx, [{ action: 'payment.allocated', recordType: 'payment', recordId: paymentId, after }]);
      return id;
    });
  }
}

async function lockPayment(tx: Tx, id: string): Promise<StoredPayment> {
  const [payment] = await tx.query<StoredPayment>(
    `SELECT company_id AS "companyId", contact_id AS "contactId", number, direction, currency, rate, amount_open AS open
       FROM accounting.payment WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (payment) return payment;
  throw new DomainError('not-found', 'accounting.payment-not-found', 'There is no such payment.', { id });
}
