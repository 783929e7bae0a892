import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, currentActor } from '../../../platform/http/index.js';
import { DomainError, isTimeZone } from '../../../shared-kernel/index.js';
import type { BusinessCalendar, PublishedPolicy, SupportPolicy } from '../domain/policy.js';
import { PolicyStore, type ProductDraft } from '../infrastructure/policy.store.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';
import { PolicyBook } from './policy-book.js';

/** Any year shows whether a region is known. */
const FIRST_YEAR = 2026;

/** The next version of a product's policy; a product that nobody knows yet is added. Tickets stay under the version they came under. */
@Injectable()
export class PublishPolicy {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: PolicyStore,
    private readonly book: PolicyBook,
    private readonly audit: AuditTrail,
  ) {}

  async run(product: ProductDraft, policy: SupportPolicy): Promise<PublishedPolicy> {
    checkCalendar(policy.response.calendar);
    await this.database.transaction(async (tx) => {
      await this.store.addProduct(tx, product);
      const version = await this.store.publish(tx, product.key, policy, currentActor().name);
      await this.audit.record(tx, [
        {
          action: 'support-policy.published',
          recordType: 'support-policy',
          recordId: product.key,
          after: { version, policy },
        },
      ]);
    });
    this.book.forget();
    return this.book.of(product.key);
  }
}

/** A calendar that the clock cannot read would only fail with the next ticket. */
function checkCalendar(calendar: BusinessCalendar): void {
  if (!isTimeZone(calendar.timeZone)) {
    throw new DomainError('invalid', 'time.unknown-zone', `"${calendar.timeZone}" is not a time zone.`);
  }
  holidaysOf(calendar, FIRST_YEAR, FIRST_YEAR);
}
