import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ALL_SCOPES } from '../../src/sandbox/index.js';
import { startTestHub, startTestStore, type HubUnderTest, type StoreUnderTest } from './testing/hub-and-store.js';

const PATIENCE_MS = 30_000;
/** Somebody sits there and waits. */
const AT_ONCE_MS = 3_000;

interface Problem {
  code: string;
  message: string;
  endpoint: string;
}
interface Report {
  ok: boolean;
  problems: Problem[];
  store: { name: string } | null;
  checkedAt: string;
}
interface Instance {
  id: string;
  state: string;
  connectionStatus: string;
  connectionCheckedAt: string;
  connectionProblems: Problem[];
  confirmedAt: string | null;
}
interface Refusal {
  code: string;
  detail: string;
  facts: { step: string; problems?: Problem[]; cause?: string; endpoint?: string };
}
interface Location {
  remoteId: string;
  active: boolean;
  warehouseId: string | null;
}

let hub: HubUnderTest;
let store: StoreUnderTest;
const servers: Server[] = [];

beforeAll(async () => {
  hub = await startTestHub({ roles: 'web' });
}, 60_000);
afterAll(() => hub?.close());
beforeEach(async () => {
  store = await startTestStore({ orders: 5, products: 5, locations: 2 });
});
afterEach(async () => {
  await store.close();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

let made = 0;
async function instance(changed: Readonly<Record<string, string>> = {}): Promise<string> {
  const { id } = await hub.ok<{ id: string }>('POST', '/api/v1/instances', {
    connector: 'bigcommerce',
    name: `Store ${++made}`,
    credentials: store.credentials(changed),
  });
  return id;
}
const at = (id: string): string => `/api/v1/instances/${id}`;
const read = (id: string) => hub.ok<Instance>('GET', at(id));
const locations = async (id: string) =>
  (await hub.ok<{ data: Location[] }>('GET', `${at(id)}/locations?sort=remoteId`)).data;

/** Test and Confirm of a store that cannot work: what both said, after everything that must hold for any cause was seen to hold. */
async function refused(id: string): Promise<Problem[]> {
  const began = Date.now();
  const tested = await hub.ask<Report>('POST', `${at(id)}/test-connection`);
  expect(tested.status).toBe(200);
  expect(tested.body.ok).toBe(false);
  expect(await read(id)).toMatchObject({
    state: 'draft',
    connectionStatus: 'failed',
    connectionCheckedAt: tested.body.checkedAt,
    connectionProblems: tested.body.problems,
  });
  const confirmed = await hub.ask<Refusal>('POST', `${at(id)}/confirm`);
  expect(Date.now() - began).toBeLessThan(2 * AT_ONCE_MS);
  expect(confirmed).toMatchObject({
    status: 422,
    body: { code: 'marketplace.connection-failed', facts: { step: 'test-connection', problems: tested.body.problems } },
  });
  for (const { message, endpoint } of tested.body.problems) {
    expect(confirmed.body.detail).toContain(message);
    expect(confirmed.body.detail).toContain(endpoint);
  }
  expect(await read(id)).toMatchObject({ state: 'draft', confirmedAt: null, connectionStatus: 'failed' });
  return tested.body.problems;
}

async function confirms(id: string): Promise<void> {
  expect(await hub.ok<Report>('POST', `${at(id)}/test-connection`)).toMatchObject({ ok: true, problems: [] });
  await hub.ok('POST', `${at(id)}/confirm`);
  expect(await read(id)).toMatchObject({ state: 'confirmed', connectionStatus: 'ok', connectionProblems: [] });
}

async function listening(answer: (url: string) => { status: number; type: string; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status, type, body } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function nobodyListens(): Promise<string> {
  const url = await listening(() => ({ status: 200, type: 'text/plain', body: '' }));
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

describe('test connection and confirm (A1.9)', () => {
  it(
    'say that the token is wrong, and confirm once the right one is entered',
    async () => {
      const id = await instance({ accessToken: 'not-the-token-of-this-store' });
      const problems = await refused(id);
      expect(problems).toMatchObject([
        { code: 'bigcommerce.token-refused', endpoint: `GET /stores/${store.storeHash}/v2/store` },
      ]);
      expect(problems[0]?.message).toMatch(/access token.*Store-level API accounts.*enter its Access Token/s);
      await hub.ok('PUT', `${at(id)}/credentials`, { credentials: store.credentials() });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it(
    'say that a token that worked was revoked, also after a reset, and keep what is there',
    async () => {
      const id = await instance();
      await confirms(id);
      await store.change({ revoke: true });
      expect((await hub.ok<Report>('POST', `${at(id)}/test-connection`)).problems).toMatchObject([
        { code: 'bigcommerce.token-refused' },
      ]);
      expect(await read(id)).toMatchObject({ state: 'confirmed', connectionStatus: 'failed' });
      const { confirmedAt } = await read(id);
      await hub.ok('POST', `${at(id)}/reset-to-draft`);
      const refusal = await hub.ask<Refusal>('POST', `${at(id)}/confirm`);
      expect(refusal).toMatchObject({ status: 422, body: { code: 'marketplace.connection-failed' } });
      expect(await read(id)).toMatchObject({ state: 'draft', confirmedAt });
      expect(await locations(id)).toHaveLength(2);
      await store.change({ addToken: { token: store.token } });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it.each([
    ['store_v2_information', 'Information & Settings', '/v2/store'],
    ['store_v2_orders', 'Orders', '/v2/orders/count'],
    ['store_v2_products', 'Products', '/v3/catalog/products'],
    ['store_channel_settings', 'Channel Settings', '/v3/channels'],
    ['store_locations', 'Store Locations', '/v3/inventory/locations'],
  ])(
    'name the missing scope %s, where to tick it and what needs it',
    async (scope, label, path) => {
      await store.change({ scopes: ALL_SCOPES.filter((held) => held !== scope && held !== 'store_inventory') });
      const id = await instance();
      const problems = await refused(id);
      expect(problems).toMatchObject([
        { code: 'bigcommerce.missing-scope', endpoint: `GET /stores/${store.storeHash}${path}` },
      ]);
      expect(problems[0]?.message).toContain(`the scope ${scope}`);
      expect(problems[0]?.message).toContain(`set "${label}" to "modify"`);
      await store.change({ scopes: ALL_SCOPES });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it(
    'name all that is missing at once, the location too',
    async () => {
      await store.change({ scopes: ['store_v2_information', 'store_inventory', 'store_locations'], locations: 0 });
      const problems = await refused(await instance());
      expect(problems.map(({ code }) => code).sort()).toEqual([
        'bigcommerce.missing-scope',
        'bigcommerce.missing-scope',
        'bigcommerce.missing-scope',
        'bigcommerce.no-locations',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'need no more scopes than they name',
    async () => {
      const needed = [
        'store_v2_information',
        'store_v2_orders',
        'store_v2_products',
        'store_channel_settings',
        'store_locations',
      ];
      await store.change({ scopes: needed.map((scope) => `${scope}_read_only`) });
      await confirms(await instance());
    },
    PATIENCE_MS,
  );

  it(
    'say that the store has no location, and what to create',
    async () => {
      await store.change({ locations: 0 });
      const id = await instance();
      const problems = await refused(id);
      expect(problems).toMatchObject([
        { code: 'bigcommerce.no-locations', endpoint: `GET /stores/${store.storeHash}/v3/inventory/locations` },
      ]);
      expect(problems[0]?.message).toMatch(/no inventory location yet.*Settings › Inventory › Locations, create one/);
      await store.change({ locations: 1 });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it(
    'say that a store with this hash takes no such token',
    async () => {
      const id = await instance({ storeHash: 'nosuchstore' });
      const problems = await refused(id);
      expect(problems).toMatchObject([
        { code: 'bigcommerce.token-refused', endpoint: 'GET /stores/nosuchstore/v2/store' },
      ]);
      expect(problems[0]?.message).toMatch(/store nosuchstore.*Store Hash is this store's/s);
      await hub.ok('PUT', `${at(id)}/credentials`, { credentials: store.credentials() });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it.each<[string, () => Promise<string>, string, RegExp]>([
    ['refuses connections', nobodyListens, 'bigcommerce.host-refused', /refuses connections.*API Base URL/],
    [
      'has an unknown name',
      () => Promise.resolve('https://no-such-host.invalid'),
      'bigcommerce.host-unknown',
      /no-such-host\.invalid cannot be found.*API Base URL/,
    ],
    [
      'speaks no TLS on the port',
      () => Promise.resolve(store.url.replace('http:', 'https:')),
      'bigcommerce.certificate',
      /No safe connection.*API Base URL/,
    ],
    [
      'shows a web page instead',
      () => listening(() => ({ status: 200, type: 'text/html', body: '<!doctype html><title>Hello</title>' })),
      'bigcommerce.not-the-api',
      /web page instead of data.*API Base URL/,
    ],
    [
      'does not know the store',
      () => listening(() => ({ status: 404, type: 'application/json', body: '{"status":404,"title":"Not Found"}' })),
      'bigcommerce.store-unknown',
      /knows no store with the hash.*correct the Store Hash/,
    ],
  ])(
    'say within seconds that the host %s, and only that',
    async (_case, baseUrl, code, words) => {
      const apiBaseUrl = await baseUrl();
      const id = await instance({ apiBaseUrl });
      const began = Date.now();
      const { problems } = await hub.ok<Report>('POST', `${at(id)}/test-connection`);
      expect(Date.now() - began).toBeLessThan(AT_ONCE_MS);
      expect(problems).toMatchObject([{ code, endpoint: `GET /stores/${store.storeHash}/v2/store` }]);
      expect(problems[0]?.message).toMatch(words);
      await refused(id);
      await hub.ok('PUT', `${at(id)}/credentials`, { credentials: store.credentials() });
      await confirms(id);
    },
    PATIENCE_MS,
  );

  it(
    'name the step that failed and its endpoint, keep what came before, and go over all of it again (A1.9b, A2.6)',
    async () => {
      const id = await instance();
      await store.control('POST', '/faults', [{ endpoint: 'GET /v3/catalog/brands*', kind: '503' }]);
      const refusal = await hub.ask<Refusal>('POST', `${at(id)}/confirm`);
      const endpoint = `GET /stores/${store.storeHash}/v3/catalog/brands`;
      expect(refusal).toMatchObject({
        status: 502,
        body: {
          code: 'marketplace.import-failed',
          facts: { step: 'brands', cause: 'bigcommerce.unavailable', endpoint },
        },
      });
      expect(refusal.body.detail).toContain(`Importing brands failed at ${endpoint}.`);
      expect(await read(id)).toMatchObject({ state: 'draft', connectionStatus: 'ok' });
      expect(await locations(id)).toHaveLength(2);
      const { data: log } = await hub.ok<{ data: Problem[] }>(
        'GET',
        `/api/v1/log-entries?instanceId=${id}&level=error`,
      );
      expect(log).toMatchObject([{ code: 'bigcommerce.unavailable', endpoint }]);
      await store.control('DELETE', '/faults');
      await confirms(id);
      expect(await locations(id)).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});

describe('confirm once more', () => {
  it(
    'is refused while confirmed, harmless after a reset, and follows the locations of the store (A1.8, A2.3, A9.3)',
    async () => {
      const id = await instance();
      await confirms(id);
      const counts = () =>
        Promise.all(
          [
            'order_status',
            'channel',
            'location',
            'tax_class',
            'remote_category',
            'remote_brand',
            'scheduled_action',
          ].map((table) => hub.rows(`SELECT count(*)::int FROM marketplace.${table} WHERE instance_id = $1`, [id])),
        );
      const first = await counts();
      const [main, second] = await locations(id);
      expect([main, second]).toMatchObject([
        { active: true, warehouseId: expect.any(String) as string },
        { active: true },
      ]);
      const again = await hub.ask<Refusal>('POST', `${at(id)}/confirm`);
      expect(again).toMatchObject({ status: 409, body: { code: 'marketplace.instance-already-confirmed' } });

      await hub.ok('POST', `${at(id)}/reset-to-draft`);
      const { imported } = await hub.ok<{ imported: Record<string, { created: number; deactivated: number }> }>(
        'POST',
        `${at(id)}/confirm`,
      );
      for (const counted of Object.values(imported)) expect(counted).toMatchObject({ created: 0, deactivated: 0 });
      expect(await counts()).toEqual(first);

      await store.change({ locations: 1 });
      await hub.ok('POST', `${at(id)}/reset-to-draft`);
      await hub.ok('POST', `${at(id)}/confirm`);
      expect(await locations(id)).toMatchObject([
        { remoteId: main?.remoteId, active: true },
        { remoteId: second?.remoteId, active: false },
      ]);

      await store.change({ locations: 3 });
      await hub.ok('POST', `${at(id)}/reset-to-draft`);
      await hub.ok('POST', `${at(id)}/confirm`);
      const now = await locations(id);
      expect(now.map(({ active }) => active)).toEqual([true, true, true]);
      expect(now[0]?.warehouseId).toBe(main?.warehouseId);
    },
    PATIENCE_MS,
  );
});
