import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId, type CalendarDay } from '../../../shared-kernel/index.js';
import { referenceKey } from '../domain/reference-key.js';
import { PurchaseRow } from '../infrastructure/support.entity.js';
import { PolicyBook } from './policy-book.js';

export interface PurchaseDraft {
  readonly product: string;
  readonly reference: string;
  readonly purchasedOn: CalendarDay;
  readonly version: string | null;
}

/** A sale of a support product becomes known, so that reports which name it are judged by it (D16, D26, Z29). */
@Injectable()
export class RegisterPurchase {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly book: PolicyBook,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `invalid` for a reference without a letter or digit, `conflict` for one that is known */
  async run(draft: PurchaseDraft): Promise<PurchaseDraft & { id: string }> {
    await this.book.of(draft.product);
    const key = referenceKey(draft.reference);
    if (key === '') {
      throw new DomainError('invalid', 'support.no-reference', 'A purchase reference has letters or digits.');
    }
    const purchase = { id: newId(), ...draft };
    await this.database.transaction(async (tx) => {
      await tx.insert(PurchaseRow, [{ ...purchase, referenceKey: key }]);
      await this.audit.record(tx, [
        { action: 'purchase.registered', recordType: 'purchase', recordId: purchase.id, after: { ...draft } },
      ]);
    });
    return purchase;
  }
}
