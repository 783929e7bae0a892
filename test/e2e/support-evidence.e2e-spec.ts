import { ALL_SCOPES } from '../../src/sandbox/index.js';
import {
  connect,
  eventually,
  importOrders,
  startTestHub,
  startTestStore,
  type HubUnderTest,
  type StoreUnderTest,
} from './testing/hub-and-store.js';

const PATIENCE_MS = 40_000;
const STRANGER = '';

interface Opened {
  number: string;
  secret: string;
  state: string;
}
interface Followed {
  state: string;
  respondBy: string | null;
  coverage: { state: string; exclusion: string | null; sentence: string; sentenceNumber: string; facts: string[] };
  checklist: { key: string; result: string; by: string | null }[];
  messages: { author: string; authorName: string; body: string }[];
}
interface Staffs {
  id: string;
  state: string;
  firstAnswerAt: string | null;
  assessment: { coverage: Followed['coverage'] };
  evidence: {
    instances: {
      id: string;
      state: string;
      versions: { hub: string; platform: { currency: string } };
      connection: { status: string };
      schedule: { action: string; active: boolean }[];
      failures: { lines: { errorCode: string; count: number; remoteId: string }[] };
    }[];
    records: { kind: string; label: string; facts: Record<string, unknown>; timeline: { message: string }[] }[];
    selfChecks: { key: string; result: string; code: string | null }[];
    assessment: { coverage: Followed['coverage']; suggestions: { exclusion: string; certainty: string }[] };
  } | null;
  messages: { body: string; isInternal: boolean; isAutomatic: boolean }[];
  links: { kind: string; label: string }[];
  history: { kind: string; detail: Record<string, unknown> }[];
}

let hub: HubUnderTest;
let store: StoreUnderTest;
let instanceId: string;

beforeAll(async () => {
  hub = await startTestHub({ env: { COMPANY_CURRENCY: 'GBP', TICKETS_PER_MINUTE: '1000' } });
  store = await startTestStore({ orders: 12, products: 3 });
  instanceId = await connect(hub, store, [{ paymentStatus: 'captured' }]);
  await store.order(1004, 'patch', { total_inc_tax: 'many' });
  await importOrders(hub, instanceId, { orderIds: [1001, 1002, 1004] });
  await store.order(1002, 'status', { status_id: 5 });
  await importOrders(hub, instanceId, { orderIds: [1002] });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await hub?.close();
});

const report = (over: object = {}) => ({
  product: 'bigcommerce',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  subject: 'Orders are missing',
  platformVersion: '17.0',
  storeHash: store.storeHash,
  purchaseReference: 'INV/2026/0042',
  stepsToReproduce: '1. Place an order. 2. Wait. Order 1002 came, #1004 did not.',
  orderReferences: ['1001'],
  checklist: { token: 'yes', scopes: 'yes' },
  ...over,
});

/** @param key STRANGER: none is sent */
async function send(over: object = {}, key = STRANGER): Promise<Opened> {
  const answer = await public_<Opened>('POST', '/api/v1/support/tickets', report(over), {}, key);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** As a browser without a key would. */
async function public_<T>(
  method: string,
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
  key = STRANGER,
): Promise<{ status: number; body: T }> {
  const response = await fetch(`${hub.url}${path}`, {
    method,
    headers: {
      ...headers,
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

const follow = async ({ number, secret }: Opened): Promise<Followed> =>
  (await public_<Followed>('GET', `/api/v1/support/follow/${number}`, undefined, { 'X-Ticket-Secret': secret })).body;
const reply = ({ number, secret }: Opened, body: string) =>
  public_<Followed>('POST', `/api/v1/support/follow/${number}/messages`, { body }, { 'X-Ticket-Secret': secret });

async function idOf({ number }: Opened): Promise<string> {
  const { data } = await hub.ok<{ data: { id: string }[] }>('GET', `/api/v1/support/tickets?number=${number}`);
  return data[0]?.id ?? '';
}
const read = async (opened: Opened): Promise<Staffs> =>
  hub.ok<Staffs>('GET', `/api/v1/support/tickets/${await idOf(opened)}`);
/** So many times that the hub has looked. */
const looked = (opened: Opened, times = 1): Promise<Staffs & { evidence: NonNullable<Staffs['evidence']> }> =>
  eventually('the hub looked at the report by itself', async () => {
    const ticket = await read(opened);
    if (!ticket.evidence) return null;
    const count = ticket.history.filter(({ kind }) => kind === 'evidence-gathered').length;
    return count >= times && { ...ticket, evidence: ticket.evidence };
  });
const lookedAgain = async (opened: Opened, times: number) => {
  await hub.ok('POST', `/api/v1/support/tickets/${await idOf(opened)}/evidence`);
  return looked(opened, times);
};

/** Without what every ticket has of its own. */
function visible(followed: object): string {
  return JSON.stringify(followed)
    .replace(/T-\d{6}/g, 'T')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(store.storeHash, 'hash')
    .replaceAll('nobodyshash', 'hash');
}

async function aKey(name: string, instanceIds: string[] | null): Promise<string> {
  const { key } = await hub.ok<{ key: string }>('POST', '/api/v1/api-keys', { name, role: 'viewer', instanceIds });
  return key;
}

describe('a report about a store whose token was revoked', () => {
  let proven: Opened;
  let strange: Opened;
  let unknown: Opened;

  beforeAll(async () => {
    await store.change({ revoke: true });
    const key = await aKey('the merchant’s own', [instanceId]);
    [proven, strange, unknown] = await Promise.all([
      send({}, key),
      send({ email: 'stranger@example.com' }),
      send({ email: 'stranger@example.com', storeHash: 'nobodyshash' }),
    ]);
  }, PATIENCE_MS);

  it(
    'comes back by itself to whoever proved the store: token, misconfiguration, steps',
    async () => {
      const followed = await eventually('the hub answered', async () => {
        const now = await follow(proven);
        return now.state !== 'open' && now;
      });
      expect(followed).toMatchObject({
        state: 'waiting-on-customer',
        respondBy: null,
        coverage: { state: 'excluded', exclusion: 'misconfiguration', sentenceNumber: '2.5' },
        messages: [{ author: 'staff', authorName: 'Longshore' }],
      });
      const said = followed.messages[0]?.body ?? '';
      expect(said).toContain(`BigCommerce does not accept the access token for store ${store.storeHash}.`);
      expect(said).toContain('it is no longer accepted');
      expect(said).toContain('2.5: “A wrong configuration is not covered while the connector behaves as designed.”');
      expect(said).toMatch(/What to do:.*Store-level API accounts, create an account.*enter its Access Token/s);
      expect(followed.checklist.find(({ key }) => key === 'token')).toMatchObject({ result: 'failed', by: 'hub' });
    },
    PATIENCE_MS,
  );

  it(
    'shows staff the same on both, with what the hub knows of the store and of the orders in it',
    async () => {
      for (const opened of [proven, strange]) {
        const ticket = await looked(opened);
        expect(ticket.evidence.assessment.coverage).toMatchObject({ state: 'excluded', sentenceNumber: '2.5' });
        expect(ticket.assessment.coverage.state).not.toBe('excluded');
        expect(ticket.firstAnswerAt).toBeNull();
        expect(ticket.evidence.selfChecks).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ key: 'credentials', result: 'failed', code: 'bigcommerce.token-refused' }),
            expect.objectContaining({ key: 'jobs', result: 'failed', code: 'marketplace.job-off' }),
            expect.objectContaining({ key: 'balance', result: 'unknown' }),
            expect.objectContaining({ key: 'required-fields', result: 'unknown' }),
          ]),
        );
        expect(ticket.evidence.instances).toMatchObject([
          {
            id: instanceId,
            state: 'confirmed',
            versions: { hub: expect.stringMatching(/^\d+\.\d+\.\d+/) as string, platform: { currency: 'GBP' } },
            connection: { status: 'failed' },
            schedule: expect.arrayContaining([
              expect.objectContaining({ action: 'import-orders', active: false, lastRunAt: null }),
            ]) as unknown,
            failures: { lines: [{ count: 1, remoteId: '1004' }] },
          },
        ]);
        const orders = ticket.evidence.records.filter(({ kind }) => kind === 'sale-order');
        expect(orders.map(({ facts }) => facts['remoteId']).sort()).toEqual(['1001', '1002']);
        const cancelled = orders.find(({ facts }) => facts['remoteId'] === '1002');
        expect(cancelled?.timeline[0]?.message).toBe('The order was placed.');
        expect(cancelled?.timeline.length).toBeGreaterThan(1);
        expect(ticket.evidence.records.some(({ kind }) => kind === 'delivery')).toBe(true);
        expect(ticket.evidence.records).toEqual(
          expect.arrayContaining([
            expect.objectContaining({ kind: 'log-entry', facts: { remoteId: '1004', level: 'error' } }),
          ]),
        );
        expect(ticket.links.map(({ kind }) => kind)).toEqual(
          expect.arrayContaining(['instance', 'sale-order', 'delivery']),
        );
        const note = ticket.messages.find(({ isInternal }) => isInternal);
        expect(note).toMatchObject({ isAutomatic: true });
        expect(note?.body).toMatch(/token-refused.*2\.5: “.*What to do: /s);
        expect(note?.body.includes('has not proved that the store is his')).toBe(opened === strange);
        expect(JSON.stringify(ticket)).not.toContain(store.token);
      }
    },
    PATIENCE_MS,
  );

  it(
    'tells a stranger nothing: the same answers as about a store that nobody has, also after he writes',
    async () => {
      expect(await looked(unknown)).toMatchObject({ evidence: { instances: [], records: [], selfChecks: [] } });
      await looked(strange);
      const before = [await follow(strange), await follow(unknown)];
      expect(before[0]).toMatchObject({ state: 'open', messages: [] });
      expect(visible(before[0] ?? {})).toBe(visible(before[1] ?? {}));
      const after = [await reply(strange, 'Any news?'), await reply(unknown, 'Any news?')];
      expect(visible(after[0] ?? {})).toBe(visible(after[1] ?? {}));
      await Promise.all([lookedAgain(strange, 2), lookedAgain(unknown, 2)]);
      expect(visible(await follow(strange))).toBe(visible(await follow(unknown)));
      expect(visible({ ...(await follow(strange)), respondBy: null })).not.toContain('token-refused');
    },
    PATIENCE_MS,
  );

  it(
    'takes a key that may not see the store for a stranger’s',
    async () => {
      const elsewhere = await hub.ok<{ id: string }>('POST', '/api/v1/instances', {
        connector: 'bigcommerce',
        name: 'Another store',
        credentials: store.credentials({ storeHash: 'another' }),
      });
      const opened = await send({ email: 'stranger@example.com' }, await aKey('another’s', [elsewhere.id]));
      expect((await looked(opened)).evidence.instances).toHaveLength(1);
      expect(visible(await follow(opened))).toBe(
        visible(await follow(await send({ email: 'stranger@example.com', storeHash: 'nobodyshash' }))),
      );
    },
    PATIENCE_MS,
  );

  it('is nothing for a key that is limited to some stores', async () => {
    const { key } = await hub.ok<{ key: string }>('POST', '/api/v1/api-keys', {
      name: 'Limited staff',
      role: 'operator',
      instanceIds: [instanceId],
    });
    for (const [method, path] of [
      ['GET', ''],
      ['GET', `/${await idOf(strange)}`],
      ['POST', `/${await idOf(strange)}/evidence`],
    ] as const) {
      const answer = await hub.ask(method, `/api/v1/support/tickets${path}`, undefined, key);
      expect(answer).toMatchObject({ status: 403, body: { code: 'access.not-allowed' } });
    }
  });

  it(
    'asks the store once for all of them, and again once its credentials are replaced',
    async () => {
      const requests = async () => (await store.control<{ total: number }>('GET', '/requests')).total;
      const before = await requests();
      const opened = await Promise.all([1, 2, 3, 4, 5].map(() => send({ email: 'many@example.com' })));
      await Promise.all(opened.map((each) => looked(each)));
      expect(await requests()).toBe(before);
      await store.change({
        addToken: { token: store.token, scopes: ALL_SCOPES.filter((scope) => scope !== 'store_v2_orders') },
      });
      await hub.ok('PUT', `/api/v1/instances/${instanceId}/credentials`, { credentials: store.credentials() });
      const [first] = opened;
      const again = await lookedAgain(first as Opened, 2);
      expect(again.evidence.selfChecks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ key: 'credentials', result: 'passed' }),
          expect.objectContaining({ key: 'scopes', result: 'failed', code: 'bigcommerce.missing-scope' }),
        ]),
      );
      expect(again.evidence.assessment.coverage).toMatchObject({
        exclusion: 'misconfiguration',
        sentenceNumber: '2.5',
      });
      expect(again.evidence.assessment.coverage.facts.join()).toContain('store_v2_orders');
      expect(await requests()).toBeGreaterThan(before);
    },
    PATIENCE_MS,
  );

  it(
    'points at the other side, as a hint, when it is down',
    async () => {
      await store.control('POST', '/faults', [{ endpoint: 'GET /v2/store*', kind: '503' }]);
      await hub.ok('PUT', `/api/v1/instances/${instanceId}/credentials`, { credentials: store.credentials() });
      const ticket = await looked(await send({ email: 'down@example.com' }, await aKey('down', [instanceId])));
      expect(ticket.evidence.selfChecks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ key: 'credentials', result: 'unknown', code: 'bigcommerce.unavailable' }),
        ]),
      );
      expect(ticket.evidence.assessment).toMatchObject({
        coverage: { state: 'free' },
        suggestions: expect.arrayContaining([
          expect.objectContaining({ exclusion: 'remote-side', certainty: 'hint', sentenceNumber: '2.6' }),
        ]) as unknown,
      });
      expect(ticket).toMatchObject({ state: 'open' });
    },
    PATIENCE_MS,
  );
});

describe('a report about a ShipStation account', () => {
  it(
    'says that nothing could be checked',
    async () => {
      const ticket = await looked(await send({ product: 'shipstation', storeHash: null, accountName: 'Main' }));
      expect(ticket.evidence.selfChecks).toHaveLength(6);
      expect(ticket.evidence.selfChecks.every(({ result }) => result === 'unknown')).toBe(true);
      expect(JSON.stringify(ticket.evidence.selfChecks)).toContain('no connector named shipstation');
    },
    PATIENCE_MS,
  );
});
