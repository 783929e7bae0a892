import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/platform/database/embedded/index.js';
import { silentLog } from '../src/platform/logging/log.js';
import { knownPurchases, reports, type KnownPurchase } from './intake-reports.js';
import { openLoop, type LoadFigures } from './open-loop.js';
import { cpuOfFamily, cpuOfMachine, cpuSeconds, freePort, round } from './processes.js';

/**
 * `npm run bench:intake -- --rate 200 --seconds 30 --json`: reports come in at `POST /api/v1/support/tickets` by the clock, first at a
 * quiet hub, then while it imports orders, once with all roles in one process and once with the web role in a process of its own.
 * The hub, the store and PostgreSQL are processes of their own; this one sends the reports.
 */
const { values: flags } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    // Not counted: the hub compiles its code meanwhile.
    'warm-up': { type: 'string', default: '30' },
    setup: { type: 'string', default: 'one-process,split' },
    json: { type: 'boolean', default: false },
  },
});

const { startHub, startSandbox } = (await import(
  resolve('dist/demo/programs.js')
)) as typeof import('../src/demo/programs.js');
const { HubClient } = (await import(resolve('dist/demo/hub-client.js'))) as typeof import('../src/demo/hub-client.js');
const { connectStore } = (await import(
  resolve('dist/demo/connect-store.js')
)) as typeof import('../src/demo/connect-store.js');
type Hub = import('../src/demo/programs.js').Hub;
type Sandbox = import('../src/demo/programs.js').Sandbox;
type Client = InstanceType<typeof HubClient>;
type JobAnswer = import('../src/demo/hub-client.js').JobAnswer;

const SETUPS: Readonly<Record<string, readonly string[]>> = {
  'one-process': ['web,worker,scheduler'],
  split: ['web', 'worker,scheduler'],
};
const perSecond = Number(flags.rate);
const seconds = Number(flags.seconds);
/** How long the import is watched without reports. */
const ALONE_SECONDS = 10;
/** An import is under way, and its code compiled, once it has brought so many orders. */
const UNDER_WAY = 15_000;
/** More orders than any import brings in the time; made one by one as they are asked for. The job is cancelled at the end. */
const ORDERS = 1_000_000;
const PURCHASES = 200;
/** The limits on what one address may send are not what is measured. */
const TICKETS_PER_MINUTE = '1000000';

interface Running {
  readonly postgres: EmbeddedPostgres;
  readonly postgresPid: number;
  readonly hubs: Map<string, Hub>;
  readonly web: Hub;
  readonly client: Client;
  readonly sandbox: Sandbox;
  readonly instanceId: string;
}

interface Phase extends LoadFigures {
  /** Processor time of each process, of all others on the machine and of its host, in hundredths of one core. */
  readonly cpuPercent: Readonly<Record<string, number>>;
  /** How late the event loop of each hub process was at worst in 99 of 100 looks, and ever. */
  readonly hubLoopDelay: Readonly<Record<string, { readonly p99: number; readonly max: number }>>;
}

const results = new Map<string, Awaited<ReturnType<typeof measure>>>();
for (const name of flags.setup.split(',')) {
  const roles = SETUPS[name];
  if (!roles) throw new Error(`--setup takes ${Object.keys(SETUPS).join(' and ')}.`);
  results.set(name, await inSetup(name, roles, measure));
}
if (flags.json) console.log(JSON.stringify({ perSecond, seconds, setups: Object.fromEntries(results) }));
else for (const [name, { quiet, importing, orders }] of results) print(name, quiet, importing, orders);
process.exit([...results.values()].every(isSound) ? 0 : 1);

async function measure(running: Running) {
  const purchases = knownPurchases(PURCHASES);
  await register(running.client, purchases);
  await load(running, reports(perSecond * Number(flags['warm-up']), purchases, 1));
  const quiet = await load(running, reports(perSecond * seconds, purchases, 2));
  const bodies = reports(perSecond * seconds, purchases, 3);

  const { jobId } = await running.client.post<{ jobId: string }>(`/api/v1/instances/${running.instanceId}/operations`, {
    operation: 'import-orders',
    parameters: {},
  });
  const job = async () => {
    const { createdCount, state, failedCount } = await running.client.get<JobAnswer>(`/api/v1/jobs/${jobId}`);
    return { at: performance.now(), created: createdCount, failed: failedCount, isRunning: state === 'processing' };
  };
  while ((await job()).created < UNDER_WAY) await sleep(250);
  const first = await job();
  await sleep(ALONE_SECONDS * 1000);
  const before = await job();
  const importing = await load(running, bodies);
  const after = await job();
  await running.client.post(`/api/v1/jobs/${jobId}/cancel`);
  const rate = (from: typeof first, to: typeof first) =>
    round(((to.created - from.created) * 1000) / (to.at - from.at), 0);
  return {
    quiet,
    importing,
    orders: {
      perSecondAlone: rate(first, before),
      perSecondBesideReports: rate(before, after),
      imported: after.created - before.created,
      failed: after.failed,
      ranToTheEnd: after.isRunning,
    },
  };
}

type Result = Awaited<ReturnType<typeof measure>>;

function isSound({ quiet, importing, orders }: Result): boolean {
  return quiet.errors + importing.errors + orders.failed === 0 && orders.ranToTheEnd;
}

async function load({ web, hubs, sandbox, postgresPid }: Running, bodies: readonly string[]): Promise<Phase> {
  const cpuNow = () => {
    const ours = {
      ...Object.fromEntries([...hubs].map(([roles, hub]) => [roles, cpuSeconds(hub.pid)])),
      postgres: cpuOfFamily(postgresPid),
      store: cpuSeconds(sandbox.pid),
      generator: cpuSeconds(process.pid),
    };
    const { worked, stolen } = cpuOfMachine();
    const others = Object.values(ours).reduce((left, cpu) => left - cpu, worked);
    return { ...ours, others, stolen };
  };
  setOwnPriority(constants.priority.PRIORITY_HIGH);
  // Reading the metrics begins their counting anew.
  await loopDelays(hubs);
  const before = cpuNow();
  const began = performance.now();
  const figures = await openLoop({
    url: `${web.url}/api/v1/support/tickets`,
    perSecond,
    bodies,
    expected: 201,
  });
  const spentMs = performance.now() - began;
  // What is started later inherits it.
  setOwnPriority(constants.priority.PRIORITY_NORMAL);
  const after = cpuNow();
  const cpuPercent = Object.entries(after).map(([name, cpu]) => {
    const spent = cpu - (before as Record<string, number>)[name]!;
    return [name, round((spent * 100_000) / spentMs, 0)] as const;
  });
  return { ...figures, cpuPercent: Object.fromEntries(cpuPercent), hubLoopDelay: await loopDelays(hubs) };
}

/**
 * What measures runs on the same two cores as what is measured: where it may, it has them first, or its own lateness would count as the
 * hub's. The time it takes from them stays taken.
 */
function setOwnPriority(priority: number): void {
  try {
    setPriority(priority);
  } catch {
    // Not allowed: the figures then have its lateness in them, as they say.
  }
}

/** As each hub process counted it since the last time it was asked, in ms. */
async function loopDelays(hubs: ReadonlyMap<string, Hub>): Promise<Phase['hubLoopDelay']> {
  const delays = [...hubs].map(async ([roles, { url }]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const read = (name: string) =>
      round(
        Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds(?:\\{.*\\})? (\\S+)`, 'm').exec(text)?.[1]) * 1000,
        1,
      );
    return [roles, { p99: read('p99'), max: read('max') }] as const;
  });
  return Object.fromEntries(await Promise.all(delays));
}

async function register(client: Client, purchases: readonly KnownPurchase[]): Promise<void> {
  for (const purchase of purchases) await client.post('/api/v1/support/purchases', purchase);
}

async function inSetup<T>(name: string, roles: readonly string[], work: (running: Running) => Promise<T>): Promise<T> {
  const dataDir = join('.data', `bench-intake-${process.pid}-${name}`);
  mkdirSync(dataDir, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog });
    stops.unshift(() => postgres.stop());
    const postgresPid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const adminKey = `lsk_${randomBytes(6).toString('hex')}_${randomBytes(24).toString('hex')}`;
    const env = {
      DATABASE_URL: postgres.url,
      DATA_DIR: dataDir,
      SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      LONGSHORE_ADMIN_KEY: adminKey,
      // The sandbox's store sells in pounds.
      COMPANY_CURRENCY: 'GBP',
      LOG_LEVEL: 'warn',
      TICKETS_PER_MINUTE,
    };
    const hubs = new Map<string, Hub>();
    for (const part of roles) {
      const port = await freePort();
      const logFile = join(dataDir, `hub-${part}.log`);
      // One without the web role shows its health and its metrics there.
      const hub = await startHub({ port, logFile, env: { ...env, ROLES: part, HEALTH_PORT: String(port) } });
      stops.unshift(() => hub.stop());
      hubs.set(part, hub);
    }
    const [web] = hubs.values();
    if (!web) throw new Error(`${name} has no process.`);
    const sandbox = await startSandbox(['--orders', String(ORDERS), '--profile', 'simple']);
    stops.unshift(() => sandbox.stop());
    const client = new HubClient(web.url, adminKey);
    const statuses = Array.from({ length: 14 }, (_, index) => String(index + 1));
    const { instanceId } = await connectStore(client, sandbox, statuses);
    return await work({ postgres, postgresPid, hubs, web, client, sandbox, instanceId });
  } finally {
    for (const stop of stops) await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function print(name: string, quiet: Phase, importing: Phase, orders: Result['orders']): void {
  console.log(`\n${name}: ${perSecond} reports a second for ${seconds} s`);
  for (const [phase, figures] of Object.entries({ quiet, importing })) {
    const { p50, p90, p99, p999, max, errors, complaints, generator, cpuPercent, hubLoopDelay } = figures;
    console.log(`  ${phase.padEnd(10)} p50 ${p50}  p90 ${p90}  p99 ${p99}  p99.9 ${p999}  max ${max} ms`);
    console.log(`  ${''.padEnd(10)} ${figures.perSecond} a second, ${errors} errors ${complaints.join('; ')}`);
    console.log(`  ${''.padEnd(10)} processors (%): ${words(cpuPercent)}`);
    for (const [roles, { p99: late, max: latest }] of Object.entries(hubLoopDelay))
      console.log(`  ${''.padEnd(10)} event loop of ${roles}: p99 ${late} ms, max ${latest} ms`);
    console.log(`  ${''.padEnd(10)} generator (ms): ${words(generator)}`);
  }
  console.log(`  import     ${words(orders)}`);
}

function words(figures: object): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
