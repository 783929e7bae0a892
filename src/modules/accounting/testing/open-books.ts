import { createDataSource, Database } from '../../../platform/database/index.js';
import { testDatabase } from '../../../platform/database/testing/index.js';
import { AccountingFacade } from '../application/accounting.facade.js';
import { AccountingBootstrap } from '../application/bootstrap.js';
import { CompanyBooksCache } from '../application/company-books.js';
import { CreateCompany } from '../application/create-company.js';
import { EnsureGatewayJournals } from '../application/ensure-gateway-journals.js';
import { EnsureTaxes } from '../application/ensure-taxes.js';
import { LedgerQueries } from '../application/ledger-queries.js';
import { PostDocuments } from '../application/post-documents.js';
import type { Company, Journal } from '../contract/index.js';

export interface Books {
  readonly database: Database;
  readonly facade: AccountingFacade;
  readonly company: Company;
  /** Journal of the gateway "Stripe". */
  readonly stripe: Journal;
  /** Balance (debit less credit) of the accounts by code, as decimal text, in the company's currency. */
  balances(): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** A migrated database with a first company, as a new installation has it; `url` to use one that exists. */
export async function openBooks(url?: string): Promise<Books> {
  const own = url ? null : await testDatabase();
  const dataSource = createDataSource({ url: url ?? own?.url ?? '', poolSize: 8 });
  await dataSource.initialize();
  const database = new Database(dataSource);
  const first = { name: 'Main company', currency: 'USD', country: 'US' };
  await new AccountingBootstrap(database, new CreateCompany(), first).onModuleInit();
  const facade = new AccountingFacade(
    new PostDocuments(new CompanyBooksCache()),
    new EnsureGatewayJournals(),
    new EnsureTaxes(),
    new LedgerQueries(database),
  );
  const company = await facade.defaultCompany();
  const [stripe] = await database.transaction((tx) =>
    facade.ensureGatewayJournal(tx, [{ companyId: company.id, gateway: 'Stripe' }]),
  );
  return {
    database,
    facade,
    company,
    stripe: stripe as Journal,
    balances: async () => {
      const { rows } = await facade.trialBalance(company.id, '2999-12-31');
      return Object.fromEntries(rows.map((row) => [row.code, row.debit.minus(row.credit).amount]));
    },
    close: async () => {
      await dataSource.destroy();
      await own?.close();
    },
  };
}
