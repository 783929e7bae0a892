import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppModule } from '../../../src/app.module.js';
import { loadConfig } from '../../../src/platform/config/index.js';
import { testDatabase } from '../../../src/platform/database/testing/index.js';
import { startHub, type RunningHub } from '../../../src/platform/lifecycle/index.js';
import { Logger } from '../../../src/platform/logging/index.js';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../src/sandbox/index.js';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
  readonly headers: Headers;
}

export interface HubUnderTest {
  readonly key: string;
  readonly url: string;
  /** Every log line since the start. */
  readonly log: readonly string[];
  /** Every answer of its API, headers and all, as text. */
  readonly answers: readonly string[];
  ask<T = Record<string, unknown>>(method: string, path: string, body?: object, key?: string): Promise<Answer<T>>;
  /** The body of a 2xx; anything else throws with what was said. */
  ok<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  rows<T = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** Another process of the same hub, as far as anybody can tell: same database, own queue, own scheduler. */
  another(roles: string): Promise<RunningHub>;
  close(): Promise<void>;
}

export interface HubUnderTestOptions {
  readonly roles?: string;
  readonly key?: string;
  readonly secretKey?: string;
  /** Put in place of the user and password of the test database. */
  readonly login?: { readonly user: string; readonly password: string };
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole hub in this process, on a database of its own, spoken to over HTTP as anybody would. */
export async function startTestHub(options: HubUnderTestOptions = {}): Promise<HubUnderTest> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  const key = options.key ?? `lsk_testadmin_${'a1'.repeat(20)}`;
  const log: string[] = [];
  const answers: string[] = [];
  const hubs: RunningHub[] = [];
  const start = async (roles: string): Promise<RunningHub> => {
    const config = loadConfig({
      DATABASE_URL: options.login ? await withLogin(pool, database.url, options.login) : database.url,
      SECRET_KEYS: `k1:${options.secretKey ?? Buffer.alloc(32, 7).toString('base64')}`,
      LONGSHORE_ADMIN_KEY: key,
      PORT: '0',
      LOG_LEVEL: 'debug',
      ROLES: roles,
      ...options.env,
    });
    const logger = Logger.create({ level: config.logLevel, write: (line) => void log.push(line) });
    const hub = await startHub({ config, logger, createModule: (context) => AppModule.with(context) });
    hubs.push(hub);
    return hub;
  };
  const close = async (): Promise<void> => {
    await Promise.all(hubs.map((hub) => hub.close()));
    if (options.login)
      await pool.query(`DROP OWNED BY ${options.login.user}; DROP ROLE IF EXISTS ${options.login.user}`);
    await pool.end();
    await database.close();
  };
  let url: string;
  try {
    url = (await start(options.roles ?? 'web,worker,scheduler')).url ?? '';
  } catch (error) {
    await close();
    throw error;
  }
  const ask = async <T>(method: string, path: string, body?: object, as = key): Promise<Answer<T>> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push(`${method} ${path} ${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return { status: response.status, headers: response.headers, text, body: parsed(text) as T };
  };
  return {
    key,
    url,
    log,
    answers,
    ask,
    ok: async <T>(method: string, path: string, body?: object) => {
      const answer = await ask<T>(method, path, body);
      if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
      return answer.body;
    },
    rows: async <T>(sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows as T[],
    another: start,
    close,
  };
}

async function withLogin(pool: pg.Pool, url: string, login: { user: string; password: string }): Promise<string> {
  const found = await pool.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login.user]);
  const { escapeIdentifier: name, escapeLiteral: text } = pg;
  if (found.rowCount === 0)
    await pool.query(`CREATE ROLE ${name(login.user)} SUPERUSER LOGIN PASSWORD ${text(login.password)}`);
  const own = new URL(url);
  own.username = login.user;
  own.password = login.password;
  return own.href;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

export interface StoreUnderTest extends RunningSandbox {
  /** The switches under /_sandbox. */
  control<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  /** The same for this store. */
  change(body: object): Promise<void>;
  order(id: number | string, what: 'status' | 'patch' | 'unpatch', body: object): Promise<void>;
  credentials(changed?: Readonly<Record<string, string>>): Record<string, string>;
}

export async function startTestStore(options: SandboxOptions = {}): Promise<StoreUnderTest> {
  const sandbox = await startSandbox(options);
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /_sandbox${path} answered ${response.status}: ${text}`);
    return parsed(text) as T;
  };
  const { storeHash, token, url } = sandbox;
  return {
    ...sandbox,
    control,
    change: (body) => control('PUT', `/stores/${storeHash}`, body),
    order: (id, what, body) => control('POST', `/stores/${storeHash}/orders/${id}/${what}`, body),
    credentials: (changed = {}) => ({ storeHash, accessToken: token, apiBaseUrl: url, ...changed }),
  };
}

export interface Job {
  readonly id: string;
  readonly state: string;
  readonly createdCount: number;
  readonly updatedCount: number;
  readonly skippedCount: number;
  readonly failedCount: number;
  readonly message: string | null;
}

const ENDED = new Set(['done', 'partially-done', 'failed', 'cancelled']);

/** Asks until there is an answer; what it was waiting for stands in the error. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(25);
  }
}

export function jobEnded(hub: HubUnderTest, jobId: string): Promise<Job> {
  return eventually(`job ${jobId} ends`, async () => {
    const job = await hub.ok<Job>('GET', `/api/v1/jobs/${jobId}`);
    return ENDED.has(job.state) && job;
  });
}

export interface WorkflowRow {
  readonly paymentStatus: string;
  readonly confirmsOrder?: boolean;
  readonly createsInvoice?: boolean;
  readonly registersPayment?: boolean;
}

/** Confirmed, with these workflow rows for any gateway; a row does everything but validating deliveries unless it says less. */
export async function connect(
  hub: HubUnderTest,
  store: StoreUnderTest,
  workflows: readonly WorkflowRow[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { id } = await hub.ok<{ id: string }>('POST', '/api/v1/instances', {
    connector: 'bigcommerce',
    name: 'Store under test',
    credentials: store.credentials(),
  });
  const path = `/api/v1/instances/${id}`;
  await hub.ok('POST', `${path}/confirm`);
  const { version } = await hub.ok<{ version: number }>('GET', path);
  await hub.ok('PATCH', `${path}/settings`, { version, ...settings });
  for (const row of workflows)
    await hub.ok('POST', `${path}/financial-workflows`, {
      gatewayId: null,
      confirmsOrder: true,
      validatesDelivery: false,
      createsInvoice: true,
      registersPayment: true,
      ...row,
    });
  return id;
}

export async function startImport(hub: HubUnderTest, instanceId: string, parameters: object = {}): Promise<string> {
  const operation = { operation: 'import-orders', parameters };
  const { jobId } = await hub.ok<{ jobId: string }>('POST', `/api/v1/instances/${instanceId}/operations`, operation);
  return jobId;
}

export async function importOrders(hub: HubUnderTest, instanceId: string, parameters: object = {}): Promise<Job> {
  return jobEnded(hub, await startImport(hub, instanceId, parameters));
}
