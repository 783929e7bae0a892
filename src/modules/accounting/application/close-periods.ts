import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { monthBounds } from '../domain/fiscal-calendar.js';
import { lockRow } from '../infrastructure/versioned.js';

/** Closing waits for documents that are being posted; from then on they move to the next open day (accounting.md §4). */
@Injectable()
export class ClosePeriods {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @param month YYYY-MM; closing it twice changes nothing. @returns the period's id */
  async close(companyId: string, month: string, now: Date = new Date()): Promise<string> {
    const { startsOn, endsOn } = monthBounds(month);
    return this.database.transaction(async (tx) => {
      const [closed] = await tx.query<{ id: string }>(
        `INSERT INTO accounting.fiscal_period AS p (id, company_id, starts_on, ends_on, state, closed_at)
         VALUES ($1, $2, $3, $4, 'closed', $5)
         ON CONFLICT (company_id, starts_on) DO UPDATE
           SET state = 'closed', closed_at = EXCLUDED.closed_at, version = p.version + 1, updated_at = now()
           WHERE p.state = 'open'
         RETURNING id`,
        [newId(), companyId, startsOn, endsOn, now],
      );
      if (closed) {
        const entry = { action: 'fiscal-period.closed', recordType: 'fiscal-period', recordId: closed.id };
        await this.audit.record(tx, [{ ...entry, after: { companyId, startsOn, endsOn } }]);
        return closed.id;
      }
      const [standing] = await tx.query<{ id: string }>(
        'SELECT id FROM accounting.fiscal_period WHERE company_id = $1 AND starts_on = $2',
        [companyId, startsOn],
      );
      return standing?.id ?? '';
    });
  }

  async reopen(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await lockRow<{ state: string; starts_on: string }>(tx, 'fiscal_period', id);
      if (before.state !== 'closed') {
        throw new DomainError('rule-broken', 'accounting.period-open', 'This month is open already.', { id });
      }
      await tx.execute(
        `UPDATE accounting.fiscal_period SET state = 'open', closed_at = NULL, version = version + 1, updated_at = now()
          WHERE id = $1`,
        [id],
      );
      const entry = { action: 'fiscal-period.reopened', recordType: 'fiscal-period', recordId: id };
      await this.audit.record(tx, [{ ...entry, after: { startsOn: before.starts_on } }]);
    });
  }
}
