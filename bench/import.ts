import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/index.js';
import { silentLog } from '../src/platform/logging/log.js';
import { measureFloor } from './floor.js';
import { cpuOfChildren, cpuSeconds, freePort, round } from './processes.js';

/**
 * `npm run bench:import -- --orders 20000 --json`: a generated store is imported through HTTP with the full chain (confirmed order,
 * delivery, posted invoice, payment, ledger). Then the rows that came of it go bare into copies of their tables, on the same server
 * and in the same run: the floor. The store, the hub and PostgreSQL are processes of their own, as they are for a merchant.
 */
const { values: flags } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    profile: { type: 'string', default: 'simple' },
    'floor-orders': { type: 'string', default: '10000' },
    keep: { type: 'boolean', default: false },
  },
});

const { startHub, startSandbox } = (await import(
  resolve('dist/demo/programs.js')
)) as typeof import('../src/demo/programs.js');
const { HubClient } = (await import(resolve('dist/demo/hub-client.js'))) as typeof import('../src/demo/hub-client.js');
const { connectStore } = (await import(
  resolve('dist/demo/connect-store.js')
)) as typeof import('../src/demo/connect-store.js');
const { importOrders } = (await import(
  resolve('dist/demo/import-orders.js')
)) as typeof import('../src/demo/import-orders.js');

const orders = Number(flags.orders);
type Hub = import('../src/demo/programs.js').Hub;
type Sandbox = import('../src/demo/programs.js').Sandbox;
const dataDir = join('.data', `bench-${process.pid}`);
mkdirSync(dataDir, { recursive: true });
const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog });
const postgresPid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const running: { sandbox?: Sandbox; hub?: Hub } = {};
let failed = true;
try {
  failed = await run();
} finally {
  await running.hub?.stop();
  await running.sandbox?.stop();
  await postgres.stop();
  if (!flags.keep) rmSync(dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** @returns whether something went wrong */
async function run(): Promise<boolean> {
  const sandbox = await startSandbox(['--orders', flags.orders, '--seed', flags.seed, '--profile', flags.profile]);
  const adminKey = `lsk_${randomBytes(6).toString('hex')}_${randomBytes(24).toString('hex')}`;
  running.sandbox = sandbox;
  const hub = await startHub({
    port: await freePort(),
    logFile: join(dataDir, 'hub.log'),
    env: {
      DATABASE_URL: postgres.url,
      DATA_DIR: dataDir,
      SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      LONGSHORE_ADMIN_KEY: adminKey,
      // The sandbox's store sells in pounds.
      COMPANY_CURRENCY: 'GBP',
      LOG_LEVEL: 'warn',
    },
  });
  running.hub = hub;
  const client = new HubClient(hub.url, adminKey);
  const statuses = Array.from({ length: 14 }, (_, index) => String(index + 1));
  const { instanceId } = await connectStore(client, sandbox, statuses);
  await fetch(`${sandbox.url}/_sandbox/requests`, { method: 'DELETE' });
  const result = await importOrders(client, instanceId, Date.now(), 250);
  if (result.failed > 0) await showFailures(client, result.jobId);
  const { total } = (await (await fetch(`${sandbox.url}/_sandbox/requests`)).json()) as { total: number };
  const peakRssMiB = peakRss(hub.pid);
  const cpu = { hub: cpuSeconds(hub.pid), postgres: cpuOfChildren(postgresPid), store: cpuSeconds(sandbox.pid) };
  await hub.stop();
  await sandbox.stop();
  const floor = await measureFloor(postgres.url, Math.min(orders, Number(flags['floor-orders'])));
  const ordersPerSecond = result.created / result.seconds;
  const figures = {
    orders: result.created,
    failed: result.failed,
    seconds: round(result.seconds, 2),
    ordersPerSecond: round(ordersPerSecond, 0),
    floorOrdersPerSecond: round(floor.ordersPerSecond, 0),
    ratio: round(ordersPerSecond / floor.ordersPerSecond, 3),
    remoteRequests: total,
    requestsPer1000: round((total * 1000) / Math.max(1, result.created), 2),
    peakRssMiB,
    // What an order costs each of the three processes: steadier than the clock on a busy machine.
    hubCpuMs: round((cpu.hub * 1000) / orders, 3),
    postgresCpuMs: round((cpu.postgres * 1000) / orders, 3),
    storeCpuMs: round((cpu.store * 1000) / orders, 3),
    floorCpuMs: round(floor.cpuMs, 3),
    rowsPerOrder: round(floor.rowsPerOrder, 1),
  };
  if (!flags.json) for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(22)} ${value}`);
  else console.log(JSON.stringify(figures));
  return result.failed > 0 || result.created !== orders;
}

/** The first failed lines, so that a bad run says why. */
async function showFailures(client: InstanceType<typeof HubClient>, jobId: string): Promise<void> {
  const { data } = await client.get<{ data: object[] }>(`/api/v1/jobs/${jobId}/lines?state=failed&limit=3`);
  for (const line of data) console.error(JSON.stringify(line));
}

/** The most memory the process ever held, as the kernel counted it. */
function peakRss(pid: number): number {
  const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(match?.[1] ?? 0) / 1024);
}
