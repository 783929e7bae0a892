import { Redis } from 'ioredis';
import { RedisServer, reportNoRedis } from '../../src/platform/queue/testing/redis-server.js';
import { ALL_SCOPES } from '../../src/sandbox/index.js';
import { startEchoingProxy, type Echo, type EchoingProxy } from './testing/echoing-proxy.js';
import {
  connect,
  eventually,
  importOrders,
  jobEnded,
  startImport,
  startTestHub,
  startTestStore,
  type HubUnderTest,
  type StoreUnderTest,
} from './testing/hub-and-store.js';

/** With characters that every encoding writes in its own way. */
const TOKEN = 'canary1/store+q/Zq9x==7w';
const NEXT_TOKEN = 'canary2/next+q/Zq8x==6w';
const ADMIN_KEY = 'lsk_canaryadmin_c4n4rYc4n4rYc4n4rYc4n4rYc4n4rYc4n4rYc';
const PASSWORD = 'canary3-p@ss/word+9';
const SECRET_KEY = Buffer.from('canary4-sealing-key-of-32-bytes!').toString('base64');
const USER = `longshore_secrets_${process.pid}`;

let hub: HubUnderTest;
let store: StoreUnderTest;
let proxy: EchoingProxy;
let redis: RedisServer | null;
/** Keys that the hub made; their one answer is known. */
const madeKeys: string[] = [];
let answersWithNewKeys: string[] = [];

beforeAll(async () => {
  redis = await RedisServer.start();
  if (!redis) reportNoRedis('secrets in Redis');
  hub = await startTestHub({
    key: ADMIN_KEY,
    secretKey: SECRET_KEY,
    login: { user: USER, password: PASSWORD },
    env: { COMPANY_CURRENCY: 'GBP', ...(redis && { REDIS_URL: redis.url }) },
  });
  store = await startTestStore({ orders: 12, products: 3, token: TOKEN });
  proxy = await startEchoingProxy(store.url);
}, 60_000);
afterAll(async () => {
  await proxy?.close();
  await store?.close();
  await hub?.close();
  await redis?.remove();
});

/** A text in the forms in which it could be written down; backslashes, of which every layer adds some, are left out of both. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
}

function canaries(): string[] {
  const own = [TOKEN, NEXT_TOKEN, PASSWORD, ADMIN_KEY, ...madeKeys, ...madeKeys.map((key) => key.split('_')[2] ?? key)];
  const sealing = [SECRET_KEY, Buffer.from(SECRET_KEY, 'base64').toString('hex'), 'canary4-sealing-key'];
  return [...new Set([...own.flatMap(forms), ...sealing])];
}

const found = (texts: readonly string[]): string[] => {
  const secrets = canaries();
  return texts.filter((text) => secrets.some((secret) => text.replaceAll('\\', '').includes(secret)));
};

/** Every row of every table as text, those that hold a canary. */
async function rowsWithCanaries(): Promise<{ tables: number; found: string[] }> {
  const tables = await hub.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const hits: string[] = [];
  for (const { name } of tables) {
    const rows = await hub.rows<{ text: string }>(
      `SELECT t::text AS text FROM ${name} t WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) s WHERE strpos(replace(t::text, '\\', ''), s) > 0)`,
      [canaries()],
    );
    hits.push(...rows.map(({ text }) => `${name} ${text}`));
  }
  return { tables: tables.length, found: hits };
}

async function redisTexts(url: string): Promise<string[]> {
  const client = new Redis(url);
  const texts: string[] = [];
  for (const key of await client.keys('*')) texts.push(key, (await client.dumpBuffer(key)).toString('latin1'));
  client.disconnect();
  return texts;
}

const ECHOES: Readonly<Record<string, (token: string) => Echo>> = {
  'JSON with the token in its title': (token) => ({
    status: 401,
    body: JSON.stringify({ status: 401, title: `Bad token ${token}.`, errors: { token: `said ${token}` } }),
  }),
  'JSON with escaped slashes': (token) => ({
    status: 422,
    body: `[{"status":422,"message":"Header X-Auth-Token: ${token.replaceAll('/', '\\/')}"}]`,
  }),
  'half an answer with escaped slashes': (token) => ({
    status: 400,
    body: `{"status":400,"message":"You sent ${token.replaceAll('/', '\\/')}`,
  }),
  headers: (token) => ({
    status: 403,
    headers: { 'X-Debug': `token=${token}`, 'Set-Cookie': `t=${encodeURIComponent(token)}`, 'X-Auth-Token': token },
    body: JSON.stringify({ status: 403, title: encodeURIComponent(token) }),
  }),
  'a web page': (token) => ({
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><title>No ${token}</title><pre>X-Auth-Token: ${token}</pre>`,
  }),
  'bare text': (token) => ({ status: 409, headers: { 'content-type': 'text/plain' }, body: `X-Auth-Token: ${token}` }),
  'a redirect': (token) => ({
    status: 302,
    headers: { Location: `http://127.0.0.1:1/?token=${encodeURIComponent(token)}&raw=${token}` },
    body: '',
  }),
  'something that is no list': (token) => ({ status: 200, body: JSON.stringify({ [token]: token, id: token }) }),
};

async function makeKey(role: string): Promise<{ id: string; key: string }> {
  const made = await hub.ok<{ id: string; key: string }>('POST', '/api/v1/api-keys', { name: `Canary ${role}`, role });
  madeKeys.push(made.key);
  return made;
}

describe('planted secrets', () => {
  it('stand in no answer, no log line, no table, no job and no Redis key, whatever fails with them', async () => {
    // Keys: made, rotated, used, misused, revoked.
    const operator = await makeKey('operator');
    const rotated = await hub.ok<{ key: string }>('POST', `/api/v1/api-keys/${operator.id}/rotate`, {});
    madeKeys.push(rotated.key);
    const viewer = await makeKey('viewer');
    answersWithNewKeys = hub.answers.filter((answer) => /^POST \/api\/v1\/api-keys\S* 201 /.test(answer));
    expect(answersWithNewKeys).toHaveLength(3);
    await hub.ask('POST', '/api/v1/instances', { connector: 'bigcommerce' }, viewer.key);
    await hub.ok('POST', `/api/v1/api-keys/${viewer.id}/revoke`, {});
    await hub.ask('GET', '/api/v1/me', undefined, viewer.key);
    await hub.ask('GET', '/api/v1/me', undefined, `${ADMIN_KEY}x`);

    // Credentials where they do not belong.
    const named = { connector: 'bigcommerce', name: 'Canary' };
    for (const credentials of [
      store.credentials({ storeHash: 'not a hash!' }),
      store.credentials({ apiBaseUrl: { text: TOKEN } as never }),
      store.credentials({ more: TOKEN }),
      { storeHash: TOKEN, accessToken: TOKEN },
      { storeHash: store.storeHash, accessToken: { text: TOKEN } },
    ])
      await hub.ask('POST', '/api/v1/instances', { ...named, credentials });
    await hub.ask('POST', '/api/v1/instances', { ...named, accessToken: TOKEN, credentials: TOKEN as never });

    // A store that repeats what it is sent, in everything that is asked of it.
    const through = (token = TOKEN) => store.credentials({ apiBaseUrl: proxy.url, accessToken: token });
    const { id: draft } = await hub.ok<{ id: string }>('POST', '/api/v1/instances', {
      ...named,
      credentials: through(),
    });
    const path = `/api/v1/instances/${draft}`;
    for (const echo of Object.values(ECHOES)) {
      proxy.say(/./, echo);
      await hub.ask('POST', `${path}/test-connection`);
      await hub.ask('POST', `${path}/confirm`);
      proxy.say(/catalog\/brands/, echo);
      await hub.ask('POST', `${path}/confirm`);
    }
    expect(proxy.said()).toBeGreaterThan(3 * Object.keys(ECHOES).length - 1);
    proxy.say(/./, null);
    await store.change({ scopes: ALL_SCOPES.filter((scope) => scope !== 'store_v2_orders') });
    await hub.ask('POST', `${path}/test-connection`);
    await store.change({ scopes: ALL_SCOPES });

    const instanceId = await connect(hub, { ...store, credentials: () => through() }, [{ paymentStatus: 'captured' }]);
    const instance = `/api/v1/instances/${instanceId}`;
    await importOrders(hub, instanceId, { orderIds: [1001] });
    for (const echo of Object.values(ECHOES)) {
      proxy.say(/orders/, echo);
      const jobId = await startImport(hub, instanceId, { orderIds: [1002, 1003] });
      await eventually('the job met the failure', async () => {
        const job = await hub.ok<{ state: string; errorCode: string | null }>('GET', `/api/v1/jobs/${jobId}`);
        return job.state === 'failed' || job.errorCode !== null;
      });
      await hub.ask('POST', `/api/v1/jobs/${jobId}/cancel`);
    }
    proxy.say(/./, null);
    await store.order(1004, 'patch', { total_inc_tax: 'many', lines: [] });
    const broken = await importOrders(hub, instanceId, { orderIds: [1004, 999999] });
    expect(broken.failedCount).toBe(2);
    proxy.say(/orders/, ECHOES['bare text'] ?? null);
    await hub.ask('POST', `/api/v1/jobs/${broken.id}/retry`);
    await jobEnded(hub, broken.id);
    proxy.say(/./, null);
    await hub.ask('PUT', `${instance}/credentials`, { credentials: through(NEXT_TOKEN) });
    await hub.ask('POST', `${instance}/test-connection`);
    await hub.ask('POST', `${instance}/operations`, { operation: 'import-orders', parameters: { orderIds: TOKEN } });

    // The database goes away in the middle, password and all.
    await hub.rows('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [USER]);
    await Promise.all([1, 2, 3, 4].map(() => hub.ask('GET', '/api/v1/jobs')));
    await hub.rows(`ALTER ROLE ${USER} NOLOGIN`);
    await hub.rows('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [USER]);
    const down = await Promise.all([1, 2, 3].map(() => hub.ask('GET', '/api/v1/jobs')));
    expect(down.map(({ status }) => status).every((status) => status >= 500)).toBe(true);
    await hub.ask('GET', '/health/ready');
    await hub.rows(`ALTER ROLE ${USER} LOGIN`);
    await eventually('the hub is back', async () => (await hub.ask('GET', '/api/v1/jobs')).status === 200);

    // Everything that can be read.
    for (const part of ['', '/settings', '/failed-lines', '/operations', '/scheduled-actions', '/gateways'])
      await hub.ask('GET', `${instance}${part}`);
    const { data: jobs } = await hub.ok<{ data: { id: string }[] }>('GET', '/api/v1/jobs?limit=200');
    for (const { id } of jobs) await hub.ask('GET', `/api/v1/jobs/${id}/lines`);
    for (const list of [
      'instances',
      'connectors',
      'api-keys',
      'users',
      'audit-entries',
      'log-entries',
      'operation-history',
      'me',
    ])
      await hub.ask('GET', `/api/v1/${list}`);
    for (const open of ['/health/ready', '/health/live', '/metrics', '/api/docs']) await hub.ask('GET', open);

    const answers = hub.answers.filter((answer) => !answersWithNewKeys.includes(answer));
    expect(found(answers)).toEqual([]);
    expect(found(hub.log)).toEqual([]);
    const rows = await rowsWithCanaries();
    expect(rows.found).toEqual([]);
    expect(rows.tables).toBeGreaterThan(40);
    if (redis) {
      const texts = await redisTexts(redis.url);
      expect(texts.length).toBeGreaterThan(4);
      expect(found(texts)).toEqual([]);
    }
    // The nets were cast where there were fish.
    expect(answers.join('')).toContain('[redacted]');
    expect(hub.log.join('')).toContain('[redacted]');
    expect(found([`a ${TOKEN} b`, `x ${encodeURIComponent(PASSWORD)}`, rotated.key, 'nothing'])).toHaveLength(3);
  }, 60_000);
});
