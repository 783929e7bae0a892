import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, currentActor } from '../../../platform/http/index.js';
import { DomainError, isTimeZone } from '../../../shared-kernel/index.js';
import { respondBy } from '../domain/business-clock.js';
import type { PublishedPolicy, SupportPolicy } from '../domain/policy.js';
import { PolicyStore, type ProductDraft } from '../infrastructure/policy.store.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';
import { PolicyBook } from './policy-book.js';

const MONTHS_CHECKED = 24;

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
    checkClock(policy.response);
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

/** A clock that cannot tell when an answer is due, now or in two years, would only fail with a ticket. */
function checkClock({ calendar, hours }: SupportPolicy['response']): void {
  if (!isTimeZone(calendar.timeZone)) {
    throw new DomainError('invalid', 'time.unknown-zone', `"${calendar.timeZone}" is not a time zone.`);
  }
  const now = new Date();
  const year = now.getUTCFullYear();
  const daysOff = holidaysOf(calendar, year, year + 3);
  for (let month = 0; month <= MONTHS_CHECKED; month++) {
    respondBy(new Date(Date.UTC(year, now.getUTCMonth() + month, 1)), hours, calendar, daysOff);
  }
}
