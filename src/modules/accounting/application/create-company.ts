import { Injectable } from '@nestjs/common';
import { DomainError, isCurrency, newId } from '../../../shared-kernel/index.js';
import type { Tx } from '../../../platform/database/index.js';
import type { Company } from '../contract/index.js';
import { DEFAULT_CHART, DEFAULT_JOURNALS, nextBankJournalCode } from '../domain/chart.js';
import { AccountRow } from '../infrastructure/account.entity.js';
import { CompanyRow } from '../infrastructure/company.entity.js';
import { JournalRow } from '../infrastructure/journal.entity.js';

/** A company comes with the default chart of accounts, its journals and a bank journal (accounting.md §2). */
@Injectable()
export class CreateCompany {
  async run(tx: Tx, draft: Omit<Company, 'id'>): Promise<Company> {
    if (!isCurrency(draft.currency)) {
      throw new DomainError(
        'invalid',
        'accounting.unknown-currency',
        `"${draft.currency}" is not an ISO 4217 currency code.`,
        { currency: draft.currency },
      );
    }
    const company: Company = { id: newId(), ...draft };
    await tx.insert(CompanyRow, [company]);
    const accounts = DEFAULT_CHART.map((account) => ({
      id: newId(),
      companyId: company.id,
      code: account.code,
      name: account.name,
      type: account.type,
      role: account.role,
      isReconciled: account.isReconciled ?? false,
    }));
    await tx.insert(AccountRow, accounts);
    const bank = accounts.find((account) => account.role === 'bank');
    await tx.insert(JournalRow, [
      ...DEFAULT_JOURNALS.map((journal) => ({ id: newId(), companyId: company.id, ...journal, accountId: null })),
      {
        id: newId(),
        companyId: company.id,
        code: nextBankJournalCode(new Set()),
        name: 'Bank',
        kind: 'bank',
        accountId: bank?.id ?? null,
      },
    ]);
    return company;
  }
}
