import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { AccountType } from '../domain/chart.js';
import { AccountRow } from '../infrastructure/account.entity.js';
import { JournalRow } from '../infrastructure/journal.entity.js';
import { changeRow, lockRow } from '../infrastructure/versioned.js';
import { changeEntry, columnsOf, createEntry } from './audit.js';

export interface NewAccount {
  readonly companyId: string;
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly isReconciled: boolean;
}

export interface NewBankJournal {
  readonly companyId: string;
  readonly code: string;
  readonly name: string;
  readonly accountId: string;
}

/** The chart of accounts and the bank journals, as people edit them. */
@Injectable()
export class KeepChart {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  async addAccount(draft: NewAccount): Promise<string> {
    const row = { id: newId(), ...draft, role: null };
    await this.database.transaction(async (tx) => {
      await tx.insert(AccountRow, [row]);
      await this.audit.record(tx, [createEntry('account', row)]);
    });
    return row.id;
  }

  async changeAccount(
    id: string,
    version: number,
    change: { readonly code?: string; readonly name?: string; readonly isActive?: boolean },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await lockRow<Record<string, unknown>>(tx, 'account', id);
      if (change.isActive === false && before['role'] !== null) {
        throw new DomainError(
          'rule-broken',
          'accounting.account-in-use',
          'Documents are posted to this account by themselves, so it cannot be switched off.',
          { role: before['role'] },
        );
      }
      const columns = columnsOf({ ...change }, { code: 'code', name: 'name', isActive: 'is_active' });
      await changeRow(tx, 'account', { id, version }, columns);
      await this.audit.record(tx, [changeEntry('account', id, before, columns)]);
    });
  }

  async addBankJournal(draft: NewBankJournal): Promise<string> {
    const row = { id: newId(), ...draft, kind: 'bank' };
    await this.database.transaction(async (tx) => {
      const [account] = await tx.query<{ type: string }>(
        'SELECT type FROM accounting.account WHERE id = $1 AND company_id = $2',
        [draft.accountId, draft.companyId],
      );
      if (account?.type !== 'asset') {
        throw new DomainError(
          'rule-broken',
          'accounting.not-a-money-account',
          'Money lands in an asset account of the same company. Pick one.',
          { accountId: draft.accountId },
        );
      }
      await tx.insert(JournalRow, [row]);
      await this.audit.record(tx, [createEntry('journal', row)]);
    });
    return row.id;
  }

  /** Code and account stay: numbers and entries were made with them. */
  async changeJournal(
    id: string,
    version: number,
    change: { readonly name?: string; readonly isActive?: boolean },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await lockRow<Record<string, unknown>>(tx, 'journal', id);
      if (change.isActive === false && before['kind'] !== 'bank') {
        throw new DomainError(
          'rule-broken',
          'accounting.journal-in-use',
          'Documents are posted to this journal by themselves, so it cannot be switched off.',
        );
      }
      const columns = columnsOf({ ...change }, { name: 'name', isActive: 'is_active' });
      await changeRow(tx, 'journal', { id, version }, columns);
      await this.audit.record(tx, [changeEntry('journal', id, before, columns)]);
    });
  }
}
