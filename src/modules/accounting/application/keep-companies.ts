import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, isCurrency } from '../../../shared-kernel/index.js';
import { changeRow, lockRow } from '../infrastructure/versioned.js';
import { changeEntry, columnsOf, createEntry } from './audit.js';
import { CreateCompany } from './create-company.js';

export interface CompanyChange {
  readonly name?: string;
  readonly currency?: string;
  readonly country?: string;
  /** true: takes this task from the company that has it. */
  readonly isDefault?: boolean;
}

@Injectable()
export class KeepCompanies {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly creation: CreateCompany,
    private readonly audit: AuditTrail,
  ) {}

  async create(draft: { readonly name: string; readonly currency: string; readonly country: string }): Promise<string> {
    return this.database.transaction(async (tx) => {
      const company = await this.creation.run(tx, { ...draft, isDefault: false });
      await this.audit.record(tx, [createEntry('company', { ...company })]);
      return company.id;
    });
  }

  async change(id: string, version: number, change: CompanyChange): Promise<void> {
    if (change.isDefault === false) {
      throw new DomainError(
        'rule-broken',
        'accounting.default-company-needed',
        'There is always one default company. Make another one the default instead.',
      );
    }
    if (change.currency !== undefined && !isCurrency(change.currency)) {
      throw new DomainError('invalid', 'accounting.unknown-currency', 'This is not an ISO 4217 currency code.');
    }
    await this.database.transaction(async (tx) => {
      const before = await lockRow<Record<string, unknown>>(tx, 'company', id);
      if (change.isDefault && !before['is_default']) {
        await tx.execute('UPDATE accounting.company SET is_default = false, version = version + 1 WHERE is_default');
      }
      const columns = columnsOf(
        { ...change },
        { name: 'name', currency: 'currency', country: 'country', isDefault: 'is_default' },
      );
      await changeRow(tx, 'company', { id, version }, columns);
      await this.audit.record(tx, [changeEntry('company', id, before, columns)]);
    });
  }
}
