import 'reflect-metadata';
import { createDataSource, Database, migrate } from '../src/platform/database/index.js';
import { Money, newId } from '../src/shared-kernel/index.js';
import { AccountingBootstrap } from '../src/modules/accounting/application/bootstrap.js';
import { AccountingFacade } from '../src/modules/accounting/application/accounting.facade.js';
import { CompanyBooksCache } from '../src/modules/accounting/application/company-books.js';
import { CreateCompany } from '../src/modules/accounting/application/create-company.js';
import { EnsureGatewayJournals } from '../src/modules/accounting/application/ensure-gateway-journals.js';
import { EnsureTaxes } from '../src/modules/accounting/application/ensure-taxes.js';
import { LedgerQueries } from '../src/modules/accounting/application/ledger-queries.js';
import { PostDocuments } from '../src/modules/accounting/application/post-documents.js';
import { aPayment, anInvoice } from '../src/modules/accounting/testing/drafts.js';

/** Invoices of three lines, each with a payment that settles it: how many a second, and where the time goes. */
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('Set DATABASE_URL to an empty scratch database.');
const BATCH = Number(process.env['BATCH'] ?? 500);
const BATCHES = Number(process.env['BATCHES'] ?? 40);
const CURRENCY = process.env['CURRENCY'] ?? 'USD';

await migrate(url);
const dataSource = createDataSource({ url });
await dataSource.initialize();
const database = new Database(dataSource);
await new AccountingBootstrap(database, new CreateCompany(), {
  name: 'Main company',
  currency: 'USD',
  country: 'US',
}).onModuleInit();
const facade = new AccountingFacade(
  new PostDocuments(new CompanyBooksCache()),
  new EnsureGatewayJournals(),
  new EnsureTaxes(),
  new LedgerQueries(database),
);
const company = await facade.defaultCompany();
const [tax, journal] = await database.transaction(async (tx) => [
  (await facade.ensureTaxes(tx, [{ companyId: company.id, name: 'VAT', rate: '20', priceInclude: false }]))[0],
  (await facade.ensureGatewayJournal(tx, [{ companyId: company.id, gateway: 'Stripe' }]))[0],
]);
const lines = [
  { net: '100.00', tax: '20.00', taxId: tax?.id ?? null },
  { net: '17.35', tax: '3.47', taxId: tax?.id ?? null },
  { kind: 'shipping' as const, net: '4.90', tax: '0.98', taxId: tax?.id ?? null },
];

let seconds = 0;
let cpu = 0;
let first = 0;
let last = 0;
for (let batch = 0; batch < BATCHES; batch++) {
  const invoices = Array.from({ length: BATCH }, () =>
    anInvoice(company.id, { lines, currency: CURRENCY, rate: CURRENCY === 'USD' ? '1' : '0.91' }),
  );
  const payments = invoices.map((invoice) => aPayment(invoice, journal?.id ?? '', { sourceKey: `${newId()}:gateway` }));
  const start = process.hrtime.bigint();
  const cpuStart = process.cpuUsage();
  await database.transaction(async (tx) => {
    if (!process.env['SEPARATE']) return void (await facade.postDocuments(tx, { invoices, payments }));
    await facade.postInvoices(tx, invoices);
    await facade.registerPayments(tx, payments);
  });
  const took = Number(process.hrtime.bigint() - start) / 1e9;
  // The first and the last ten show whether a batch costs more the more there is.
  if (batch < 10) first += took / 10;
  if (batch >= BATCHES - 10) last += took / 10;
  seconds += took;
  const used = process.cpuUsage(cpuStart);
  cpu += (used.user + used.system) / 1e6;
}
const documents = BATCH * BATCHES;
const [rows] = await database.query<{ rows: string }>(
  `SELECT (SELECT count(*) FROM accounting.invoice) + (SELECT count(*) FROM accounting.invoice_line)
        + (SELECT count(*) FROM accounting.payment) + (SELECT count(*) FROM accounting.allocation)
        + (SELECT count(*) FROM accounting.ledger_entry) + (SELECT count(*) FROM accounting.ledger_line) AS rows`,
);
const balance = await facade.trialBalance(company.id, '2999-12-31');
console.log(
  JSON.stringify({
    documents,
    seconds: Math.round(seconds * 100) / 100,
    paidInvoicesPerSecond: Math.round(documents / seconds),
    nodeCpuSeconds: Math.round(cpu * 100) / 100,
    firstBatchMs: Math.round(first * 1000),
    lastBatchMs: Math.round(last * 1000),
    rows: rows?.rows,
    ledgerBalanced: balance.debit.equals(balance.credit) && Money.zero('USD').compare(balance.debit) < 0,
  }),
);
await dataSource.destroy();
