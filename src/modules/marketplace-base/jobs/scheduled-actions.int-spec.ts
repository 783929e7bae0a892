import { OperationRegistry } from '../application/registries.js';
import { marketplaceApp, type MarketplaceApp } from '../testing/index.js';
import type { FakeOperation } from '../testing/index.js';
import { SCHEDULED_ACTIONS } from './scheduled-actions.js';

let app: MarketplaceApp;
let instanceId: string;

beforeAll(async () => {
  app = await marketplaceApp({ consumes: false });
  // The fake operation under the name that A24 schedules.
  const importOrders = Object.assign(Object.create(app.operation) as FakeOperation, { key: 'import-orders' });
  app.get(OperationRegistry).register(importOrders);
}, 60_000);
afterAll(() => app?.close());
beforeEach(async () => {
  await app.database.query('UPDATE marketplace.scheduled_action SET active = false, next_run_at = NULL');
  instanceId = await app.anInstance();
});

interface Action {
  action: string;
  intervalMinutes: number;
  active: boolean;
  nextRunAt: string | null;
  lastRunAt: string | null;
  lastJobId: string | null;
  lastMessage: string | null;
  version: number;
}
const path = (id = instanceId): string => `/api/v1/instances/${id}/scheduled-actions`;
const one = async (id = instanceId): Promise<Action> =>
  (await app.http.get(`${path(id)}/import-orders`).expect(200)).body as Action;
const switchOn = async (id = instanceId): Promise<void> => {
  const { version } = await one(id);
  await app.http
    .patch(`${path(id)}/import-orders`)
    .send({ version, active: true })
    .expect(200);
};
const jobs = (id = instanceId) =>
  app.database.query<{ id: string; by: string; state: string }>(
    `SELECT id, requested_by AS by, state FROM marketplace.queue_job WHERE instance_id = $1 AND operation = 'import-orders' ORDER BY id`,
    [id],
  );
const makeDue = (minutesAgo: number) =>
  app.database.query(
    `UPDATE marketplace.scheduled_action SET next_run_at = now() - make_interval(mins => $1) WHERE active`,
    [minutesAgo],
  );
const tick = () => app.scheduler.runDue(SCHEDULED_ACTIONS);

describe('scheduled actions (A24)', () => {
  it('stand after Confirm, every 15 minutes and switched off, for what this hub can do (Z1)', async () => {
    const { body } = await app.http.get(path()).expect(200);
    expect((body as { data: Action[] }).data).toMatchObject([
      { action: 'import-orders', intervalMinutes: 15, active: false, nextRunAt: null },
    ]);
    expect(await tick()).toBe(0);
  });

  it('run at once when switched on, then at their interval', async () => {
    await switchOn();
    await tick();
    const action = await one();
    expect(await jobs()).toMatchObject([{ id: action.lastJobId, by: 'schedule' }]);
    const wait = Date.parse(action.nextRunAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(14 * 60_000);
    expect(wait).toBeLessThanOrEqual(15 * 60_000);
    expect(await tick()).toBe(0);
  });

  it('catch a missed run up once, not once for each that was missed', async () => {
    await switchOn();
    await makeDue(24 * 60);
    await tick();
    await tick();
    expect(await jobs()).toHaveLength(1);
    expect(Date.parse((await one()).nextRunAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('never start a run beside the one before', async () => {
    await switchOn();
    await tick();
    await makeDue(0);
    await tick();
    expect(await jobs()).toHaveLength(1);
    expect(await one()).toMatchObject({ lastMessage: 'The run before is still under way.' });
  });

  it('start once when two schedulers look at the same time', async () => {
    await switchOn();
    await Promise.all([tick(), tick(), tick()]);
    expect(await jobs()).toHaveLength(1);
  });

  it('of a draft are skipped with the reason; those of other instances run', async () => {
    const other = await app.anInstance();
    await switchOn(other);
    await switchOn();
    await app.http.post(`/api/v1/instances/${instanceId}/reset-to-draft`).expect(200);
    await makeDue(1);
    expect(await tick()).toBe(2);
    expect(await jobs()).toHaveLength(0);
    expect(await one()).toMatchObject({ lastMessage: expect.stringContaining('Skipped: Confirm the instance') });
    expect(Date.parse((await one()).nextRunAt ?? '')).toBeGreaterThan(Date.now());
    expect(await jobs(other)).toHaveLength(1);
  });

  it('run by hand, switched on or not, without moving their plan', async () => {
    const { body, headers } = await app.http.post(`${path()}/import-orders/run`).expect(202);
    const [job] = await jobs();
    expect(body).toMatchObject({ jobId: job?.id, alreadyRunning: false });
    expect(headers['location']).toBe(`/api/v1/jobs/${job?.id}`);
    expect(await one()).toMatchObject({ active: false, nextRunAt: null, lastJobId: job?.id });
    await app.http.post(`${path()}/fly/run`).expect(404);
  });

  it('take another interval within a minute and a week', async () => {
    for (const intervalMinutes of [0, 10_081, 1.5])
      await app.http.patch(`${path()}/import-orders`).send({ version: 1, intervalMinutes }).expect(400);
    const { body } = await app.http
      .patch(`${path()}/import-orders`)
      .send({ version: 1, intervalMinutes: 5 })
      .expect(200);
    expect(body).toMatchObject({ intervalMinutes: 5, active: false, version: 2 });
    await app.http.patch(`${path()}/import-orders`).send({ version: 1, active: true }).expect(409);
    expect(app.audit.at(-1)).toMatchObject({ action: 'scheduled-action.changed', after: { intervalMinutes: 5 } });
  });
});
