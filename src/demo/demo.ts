import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareBooks, type BooksReport } from './compare-books.js';
import { connectStore } from './connect-store.js';
import { HubClient } from './hub-client.js';
import { importOrders } from './import-orders.js';
import { startHub, startSandbox, type Hub, type Sandbox } from './programs.js';

/** `npm run demo`: a store, a hub and one import, from nothing, then what came of it and where to look. */
const flags = readFlags();

/** Everything but Incomplete, which is no order yet. */
const ALL_STATUSES = Array.from({ length: 14 }, (_, index) => String(index + 1));
const DATA_ROOT = '.data';
const dataDir = join(DATA_ROOT, `demo-${process.pid}`);
const began = Date.now();
let starting: [Promise<Sandbox>, Promise<Hub>] | null = null;
let stopping: Promise<void> | null = null;

process.on('SIGINT', () => void stopAll().then(() => process.exit(0)));
process.on('SIGTERM', () => void stopAll().then(() => process.exit(0)));

try {
  const wasRight = await run();
  if (flags.once) {
    await stopAll();
    process.exit(wasRight ? 0 : 1);
  }
} catch (error) {
  if (!stopping) {
    console.error(`The demo failed: ${(error as Error).message}`);
    await stopAll();
    process.exit(1);
  }
}

async function run(): Promise<boolean> {
  mkdirSync(DATA_ROOT, { recursive: true });
  clearLeftOvers();
  const adminKey = `lsk_${randomBytes(6).toString('hex')}_${randomBytes(24).toString('hex')}`;
  say('Starting a BigCommerce store on this machine and the hub with its own PostgreSQL …');
  const port = await freePort(Number(flags.port));
  starting = [
    startSandbox(['--orders', flags.orders, '--seed', flags.seed, '--profile', flags.profile]),
    startHub({
      port,
      logFile: join(dataDir, 'hub.log'),
      env: { DATA_DIR: dataDir, LONGSHORE_ADMIN_KEY: adminKey, COMPANY_CURRENCY: 'GBP', COMPANY_COUNTRY: 'GB' },
    }),
  ];
  const [sandbox, hub] = await Promise.all(starting);
  const client = new HubClient(hub.url, adminKey);
  say('Connecting the store: create, test, confirm, workflow rows …');
  const { instanceId } = await connectStore(client, sandbox, ALL_STATUSES);
  say('Importing its orders …');
  const result = await importOrders(client, instanceId, began);
  const books = await compareBooks(client, sandbox, instanceId, flags.profile === 'simple');
  const right = result.failed === 0 && books.agrees;
  const seconds = (Date.now() - began) / 1000;
  if (flags.json) {
    const { agrees: _agrees, companyId: _companyId, ...figures } = books;
    console.log(
      JSON.stringify({
        ...figures,
        failed: result.failed,
        secondsToFirstOrder: result.secondsToFirstOrder,
        importSeconds: result.seconds,
        seconds,
      }),
    );
  } else report(books, result, hub.url, sandbox.url, adminKey, right);
  return right;
}

function report(
  books: BooksReport,
  result: { failed: number; seconds: number },
  hubUrl: string,
  sandboxUrl: string,
  adminKey: string,
  right: boolean,
): void {
  console.log(`
${books.orders} orders came in within ${result.seconds.toFixed(1)} s, using ${books.remoteRequests} requests to the store; ${result.failed} failed.
  deliveries        ${books.deliveries}
  invoices          ${books.invoices}   ${books.hubInvoiceTotal}
  payments          ${books.payments}   ${books.hubPaymentTotal}
${leftOver(books)}  the store says             ${books.storeTotal}
  ledger            ${books.ledgerBalanced ? 'balanced' : 'NOT BALANCED'}
${right ? 'The books agree with the store to the fourth decimal.' : 'THE BOOKS DO NOT AGREE WITH THE STORE.'}`);
  if (flags.once) return;
  console.log(`
Look around (until Ctrl-C):
  API documentation  ${hubUrl}/api/docs
  Sale orders        curl -H 'Authorization: Bearer ${adminKey}' '${hubUrl}/api/v1/sale-orders?limit=3'
  Trial balance      curl -H 'Authorization: Bearer ${adminKey}' '${hubUrl}/api/v1/reports/trial-balance?companyId=${books.companyId}'
  The store itself   ${sandboxUrl}/_sandbox
  The hub's log      ${join(dataDir, 'hub.log')}`);
}

function leftOver(books: BooksReport): string {
  const lines: string[] = [];
  if (books.notInvoiced > 0)
    lines.push(
      `  not invoiced      ${books.notInvoiced}   ${books.notInvoicedTotal} (cancelled, refunded, or no workflow row for their payment status)`,
    );
  if (books.notInvoiced > 0 || books.invoices > books.payments)
    lines.push(`  still to be paid       ${books.openTotal}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** Wrong flags end with a sentence, before anything is started. */
function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        orders: { type: 'string', default: '1000' },
        profile: { type: 'string', default: 'simple' },
        seed: { type: 'string', default: '1' },
        port: { type: 'string', default: '8080' },
      },
    });
    for (const name of ['orders', 'seed', 'port'] as const)
      if (!/^\d{1,7}$/.test(values[name])) throw new Error(`--${name} is a whole number, not "${values[name]}".`);
    if (!['simple', 'all'].includes(values.profile))
      throw new Error(`--profile is simple or all, not "${values.profile}".`);
    return values;
  } catch (error) {
    console.error(`${(error as Error).message}
npm run demo -- [--once] [--json] [--orders 1000] [--profile simple|all] [--seed 1] [--port 8080]`);
    process.exit(2);
  }
}

function say(text: string): void {
  if (!flags.json) console.log(text);
}

/** Waits for what is still starting: one that failed must not leave the other behind. */
function stopAll(): Promise<void> {
  stopping ??= Promise.allSettled(starting ?? [])
    .then((started) => Promise.all(started.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined))))
    .then(() => rmSync(dataDir, { recursive: true, force: true }));
  return stopping;
}

/** Folders of demos that were killed; those of running ones are left alone. */
function clearLeftOvers(): void {
  for (const name of readdirSync(DATA_ROOT, { encoding: 'utf8' }).filter((entry) => /^demo-\d+$/.test(entry))) {
    if (!isRunning(Number(name.slice(5)))) rmSync(join(DATA_ROOT, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** The wanted port, or any free one when somebody has it. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () => (wanted === 0 ? reject(new Error('There is no free port.')) : resolve(freePort(0))));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
