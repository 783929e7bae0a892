import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { Session, Tx } from '../../../platform/database/index.js';
import type { Company, Journal } from '../contract/index.js';
import type { AccountRole, JournalKind } from '../domain/chart.js';
import type { AccountIds } from '../domain/ledger-entry.js';
import { openPostingDays, type PostingDays } from './posting-days.js';

/** What the posting rules need to know of a company. */
export interface CompanyBooks {
  readonly company: Company;
  readonly accounts: AccountIds;
  readonly journals: readonly Journal[];
}

/**
 * Companies, accounts by role and journals change rarely and are asked for with every document, so they are kept once read and
 * read again when something is missing. Ids, roles, a journal's code and its account never change once made, so what is kept is
 * never wrong, at most incomplete; the currency, which may, is checked before anything is posted.
 */
@Injectable()
export class CompanyBooksCache {
  private readonly books = new Map<string, CompanyBooks>();

  async of(session: Session, companyIds: Iterable<string>): Promise<ReadonlyMap<string, CompanyBooks>> {
    const wanted = new Set(companyIds);
    const unknown = [...wanted].filter((id) => !this.books.has(id));
    if (unknown.length > 0) await this.load(session, unknown);
    return new Map([...wanted].map((id) => [id, this.known(id)]));
  }

  /** The books to post to now, and the days that are open: see openPostingDays. */
  async opened(
    tx: Tx,
    companyIds: Iterable<string>,
  ): Promise<{ books: ReadonlyMap<string, CompanyBooks>; days: PostingDays }> {
    const books = await this.of(tx, companyIds);
    const { days, currencies } = await openPostingDays(tx, books.keys());
    const changed = [...books].filter(([id, { company }]) => currencies.get(id) !== company.currency);
    if (changed.length === 0) return { books, days };
    // A company without entries may change its currency, in another process too.
    await this.load(
      tx,
      changed.map(([id]) => id),
    );
    return { books: await this.of(tx, books.keys()), days };
  }

  /** The journal, read again when it was made after the company's books were. */
  async journal(session: Session, companyId: string, journalId: string): Promise<Journal> {
    const find = () => this.books.get(companyId)?.journals.find((journal) => journal.id === journalId);
    let journal = find();
    if (!journal) {
      await this.load(session, [companyId]);
      journal = find();
    }
    if (journal) return journal;
    throw new DomainError(
      'not-found',
      'accounting.journal-not-found',
      'This journal does not exist in the company the document belongs to.',
      { companyId, journalId },
    );
  }

  private known(companyId: string): CompanyBooks {
    const books = this.books.get(companyId);
    if (books) return books;
    throw new DomainError('not-found', 'accounting.company-not-found', 'There is no such company.', { companyId });
  }

  private async load(session: Session, companyIds: readonly string[]): Promise<void> {
    const companies = await session.query<Company>(
      'SELECT id, name, currency, country, is_default AS "isDefault" FROM accounting.company WHERE id = ANY($1::uuid[])',
      [companyIds],
    );
    const accounts = await session.query<{ id: string; companyId: string; role: AccountRole }>(
      'SELECT id, company_id AS "companyId", role FROM accounting.account WHERE company_id = ANY($1::uuid[]) AND role IS NOT NULL',
      [companyIds],
    );
    const journals = await session.query<Journal>(
      `SELECT id, company_id AS "companyId", code, name, kind, account_id AS "accountId", gateway, is_active AS "isActive"
         FROM accounting.journal WHERE company_id = ANY($1::uuid[]) ORDER BY code`,
      [companyIds],
    );
    for (const company of companies) {
      const own = accounts.filter((account) => account.companyId === company.id);
      this.books.set(company.id, {
        company,
        accounts: Object.fromEntries(own.map((account) => [account.role, account.id])) as Record<AccountRole, string>,
        journals: journals.filter((journal) => journal.companyId === company.id),
      });
    }
  }
}

/** The company's journal of a kind of which it has exactly one. */
export function journalOfKind(books: CompanyBooks, kind: Exclude<JournalKind, 'bank'>): Journal {
  const journal = books.journals.find((candidate) => candidate.kind === kind);
  if (journal) return journal;
  throw new DomainError(
    'rule-broken',
    'accounting.journal-missing',
    `${books.company.name} has no journal for ${kind}. Make one first.`,
    { companyId: books.company.id, kind },
  );
}
