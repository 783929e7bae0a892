import type { RunningHub } from '../../src/platform/lifecycle/index.js';
import {
  connect,
  eventually,
  importOrders,
  jobEnded,
  startTestHub,
  startTestStore,
  type HubUnderTest,
  type Job,
  type StoreUnderTest,
} from './testing/hub-and-store.js';

const ORDERS = 6;
/** Schedulers look every 15 seconds; the tests do not wait for that. */
const LOOK = 'marketplace.scheduled-actions';
const PATIENCE_MS = 35_000;

interface Action {
  action: string;
  active: boolean;
  intervalMinutes: number;
  nextRunAt: string | null;
  lastRunAt: string | null;
  lastJobId: string | null;
  lastMessage: string | null;
  version: number;
}

let hub: HubUnderTest;
let store: StoreUnderTest;
let instanceId: string;
let path: string;
let runners: RunningHub[];

beforeAll(async () => {
  hub = await startTestHub({ roles: 'web,worker', env: { COMPANY_CURRENCY: 'GBP' } });
  await startRunners();
  store = await startTestStore({ orders: ORDERS, products: 3 });
  instanceId = await connect(hub, store, [{ paymentStatus: 'captured' }]);
  path = `/api/v1/instances/${instanceId}/scheduled-actions/import-orders`;
}, 60_000);
afterAll(async () => {
  await store?.close();
  await hub?.close();
});

/** Two at the same moment, as after a deployment. */
async function startRunners(): Promise<void> {
  runners = await Promise.all([hub.another('worker,scheduler'), hub.another('worker,scheduler')]);
}
const stopRunners = () => Promise.all(runners.map((runner) => runner.close()));
const action = () => hub.ok<Action>('GET', path);
const jobs = async () =>
  (
    await hub.ok<{ data: (Job & { requestedBy: string })[] }>(
      'GET',
      `/api/v1/jobs?instanceId=${instanceId}&operation=import-orders&sort=createdAt&limit=100`,
    )
  ).data;
const set = async (change: object): Promise<Action> =>
  hub.ok('PATCH', path, { version: (await action()).version, ...change });
const orders = async (): Promise<number> =>
  (await hub.rows<{ n: number }>('SELECT count(*)::int AS n FROM sales.sale_order'))[0]?.n ?? 0;
const due = (ago: string) =>
  hub.rows('UPDATE marketplace.scheduled_action SET next_run_at = now() - $2::interval WHERE instance_id = $1', [
    instanceId,
    ago,
  ]);

/** Lets whichever scheduler comes first look now, and waits until it has. */
async function look(): Promise<void> {
  // Schedulers write their rows down with their first tick, a moment after they are up.
  const at = await eventually('the schedule is known', async () => {
    const [row] = await hub.rows<{ at: string }>(
      'UPDATE platform.scheduler_lease SET due_at = clock_timestamp() WHERE name = $1 RETURNING clock_timestamp()::text AS at',
      [LOOK],
    );
    return row?.at;
  });
  await eventually('a scheduler looked', async () => {
    const looked = await hub.rows(
      'SELECT 1 FROM platform.scheduler_lease WHERE name = $1 AND holder IS NULL AND finished_at > $2::timestamptz',
      [LOOK, at],
    );
    return looked.length === 1;
  });
}

/** Looks until the action has run that was due, then twice more: whoever would run it again has had his chance. */
async function runsOnce(begin: () => Promise<unknown>): Promise<Job & { requestedBy: string }> {
  const before = await jobs();
  await begin();
  await look();
  const [job] = await eventually('the due action started a job', async () => {
    const now = await jobs();
    return now.length > before.length && now.slice(before.length);
  });
  await look();
  await look();
  expect(await jobs()).toHaveLength(before.length + 1);
  if (!job) throw new Error('There is no job.');
  return { ...(await jobEnded(hub, job.id)), requestedBy: job.requestedBy };
}

describe('the scheduled import of a store, with two schedulers running (A24, design 5)', () => {
  it(
    'stands switched off after Confirm, with 15 minutes (Z1)',
    async () => {
      expect(await action()).toMatchObject({ active: false, intervalMinutes: 15, nextRunAt: null, lastRunAt: null });
      await look();
      expect(await jobs()).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'runs by itself when switched on, and again when its minute is over, with what is new',
    async () => {
      const switchOn = () => set({ active: true, intervalMinutes: 1 });
      expect(await runsOnce(switchOn)).toMatchObject({ requestedBy: 'schedule', state: 'done', createdCount: ORDERS });
      const after = await action();
      const wait = Date.parse(after.nextRunAt ?? '') - Date.parse(after.lastRunAt ?? '');
      expect(wait).toBeGreaterThan(55_000);
      expect(wait).toBeLessThan(65_000);

      await store.control('POST', `/stores/${store.storeHash}/orders`, { count: 2 });
      await look();
      expect(await orders()).toBe(ORDERS);
      expect(await runsOnce(() => due('1 second'))).toMatchObject({
        requestedBy: 'schedule',
        state: 'done',
        createdCount: 2,
      });
      expect(await orders()).toBe(ORDERS + 2);
    },
    PATIENCE_MS,
  );

  it(
    'catches up once what was missed for days while no scheduler ran',
    async () => {
      await stopRunners();
      await store.control('POST', `/stores/${store.storeHash}/orders`, { count: 1 });
      await due('3 days');
      const before = await jobs();
      const missed = await runsOnce(async () => {
        expect(await jobs()).toEqual(before);
        await startRunners();
      });
      expect(missed).toMatchObject({ requestedBy: 'schedule', createdCount: 1, failedCount: 0 });
      expect(Date.parse((await action()).nextRunAt ?? '')).toBeGreaterThan(Date.now() + 30_000);
    },
    PATIENCE_MS,
  );

  it(
    'runs at the press of a button without moving its plan, and not beside a run under way',
    async () => {
      const planned = (await action()).nextRunAt;
      await store.change({ latencyMs: 1_500 });
      const { jobId } = await hub.ok<{ jobId: string }>('POST', `${path}/run`);
      expect((await action()).nextRunAt).toBe(planned);
      expect(await hub.ok('POST', `${path}/run`)).toMatchObject({ jobId, alreadyRunning: true });
      const before = await jobs();
      await due('1 second');
      await look();
      await eventually('the schedule noticed', async () => {
        const { lastMessage, lastJobId } = await action();
        return lastMessage === 'The run before is still under way.' && lastJobId === jobId;
      });
      expect((await jobs()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      // Or it would have been no proof.
      expect((await jobs()).find(({ id }) => id === jobId)?.state).toMatch(/draft|processing/);
      await store.change({ latencyMs: 0 });
      expect(await jobEnded(hub, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    },
    PATIENCE_MS,
  );

  it(
    'goes on when one of the two schedulers ends',
    async () => {
      await runners.pop()?.close();
      expect(await runsOnce(() => due('1 second'))).toMatchObject({ requestedBy: 'schedule', state: 'done' });
    },
    PATIENCE_MS,
  );

  it(
    'goes on after a run that failed, and says why it did',
    async () => {
      await store.change({ revoke: true });
      const failed = await runsOnce(() => due('1 second'));
      expect(failed).toMatchObject({ requestedBy: 'schedule', state: 'failed' });
      expect(failed.message).toContain('access token');
      await store.change({ addToken: { token: store.token } });
      await store.control('POST', `/stores/${store.storeHash}/orders`, { count: 1 });
      expect(await runsOnce(() => due('1 second'))).toMatchObject({ state: 'done', createdCount: 1 });
    },
    PATIENCE_MS,
  );

  it(
    'stays quiet when switched off, and can still be run by hand',
    async () => {
      expect(await set({ active: false })).toMatchObject({ active: false, nextRunAt: null });
      const before = await jobs();
      await due('1 second');
      await look();
      await look();
      expect(await jobs()).toHaveLength(before.length);
      const { jobId } = await hub.ok<{ jobId: string }>('POST', `${path}/run`);
      expect(await jobEnded(hub, jobId)).toMatchObject({ state: 'done' });
      expect(await importOrders(hub, instanceId)).toMatchObject({ state: 'done', createdCount: 0 });
    },
    PATIENCE_MS,
  );
});
