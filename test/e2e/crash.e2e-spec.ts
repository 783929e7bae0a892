import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differences, expectedOrders, findings, importedOrders, wholeOrders } from './testing/audit-books.js';
import {
  changeSettings,
  connectWholeStore,
  hasEnded,
  jobOf,
  linesDone,
  startImport,
  untilEnded,
  untilJob,
} from './testing/connected-store.js';
import { embeddedDatabase, withSql } from './testing/database-of.js';
import { Programs, untilReady } from './testing/programs.js';
import { seededRandom } from './testing/random.js';
import type { StoreControl } from './testing/store-control.js';

const ORDERS = 3_000;
/** The last one strikes when the small steps are over. */
const KILLS = 20;
const SERVER_KILLS = 3;
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

let programs: Programs;
let store: StoreControl;
let undisturbed: Map<string, string>;

/** What the whole journey is measured by: the store's own words, what contradicts itself, and an import nobody disturbed. */
async function expectWholeBooks(dataDir: string): Promise<void> {
  const { url } = await embeddedDatabase(dataDir);
  await withSql(url, async (sql) => {
    const imported = await importedOrders(sql);
    expect(differences(await expectedOrders(store), imported)).toEqual([]);
    expect(imported.size).toBe((await store.totals()).complete.orders);
    expect(differences(undisturbed, await wholeOrders(sql), 3)).toEqual([]);
    for (const deadline = Date.now() + 10_000; Date.now() < deadline && (await findings(sql)).length > 0;)
      await sleep(250);
    expect(await findings(sql)).toEqual([]);
  });
}

beforeAll(async () => {
  programs = await Programs.open();
  store = await programs.sandbox('--orders', String(ORDERS), '--profile', 'all', '--tax', 'mixed', '--seed', '4711');
  const dataDir = join(programs.folder, 'undisturbed');
  const hub = await programs.hub({ env: { DATA_DIR: dataDir } });
  const jobId = await startImport(hub.client, await connectWholeStore(hub.client, store));
  expect(await untilEnded(hub.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
  undisturbed = await withSql((await embeddedDatabase(dataDir)).url, wholeOrders);
  expect((await hub.terminate()).code).toBe(0);
}, 90_000);
afterAll(() => programs?.close(), 30_000);

describe('an import', () => {
  it(`loses, doubles and halves nothing when the hub is killed ${KILLS} times (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const dataDir = join(programs.folder, 'killed');
    const settings = { env: { DATA_DIR: dataDir } };
    let hub = await programs.hub(settings);
    const instanceId = await connectWholeStore(hub.client, store);
    // Many small steps: more moments at which a kill can strike.
    await changeSettings(hub.client, instanceId, { queueBatchLimit: 60 });
    const jobId = await startImport(hub.client, instanceId);
    const killedAt: string[] = [];
    let seen = 0;
    for (let kill = 1; kill < KILLS; kill++) {
      // In turn: while lines are written, before the first one, and while the hub starts or its database recovers.
      if (kill % 4 === 0) await sleep(random() * 2_000);
      else {
        await untilReady(hub);
        if (kill % 4 !== 3) await untilJob(hub.client, jobId, (job) => linesDone(job) > seen);
        await sleep(random() * 300);
        const job = await jobOf(hub.client, jobId);
        seen = linesDone(job);
        killedAt.push(hasEnded(job) ? 'the end' : String(seen));
      }
      await hub.kill();
      hub = await programs.startHub(settings);
    }
    await untilReady(hub);
    process.stderr.write(
      `seed ${SEED}: killed after ${killedAt.join(', ')} lines, and ${Math.floor(KILLS / 4)} times while starting\n`,
    );
    expect(killedAt).not.toContain('the end');
    expect(new Set(killedAt).size).toBeGreaterThanOrEqual(KILLS / 2);
    await changeSettings(hub.client, instanceId, { queueBatchLimit: 250 });
    await hub.kill();
    hub = await programs.hub(settings);
    expect(await untilEnded(hub.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    await expectWholeBooks(dataDir);
    expect((await hub.terminate()).code).toBe(0);
  }, 150_000);

  it(`goes on by itself when its database is killed ${SERVER_KILLS} times`, async () => {
    const random = seededRandom(SEED + 1);
    const dataDir = join(programs.folder, 'database-killed');
    const hub = await programs.hub({ env: { DATA_DIR: dataDir } });
    const jobId = await startImport(hub.client, await connectWholeStore(hub.client, store));
    for (let kill = 1; kill <= SERVER_KILLS; kill++) {
      const from = linesDone(await untilJob(hub.client, jobId, () => true));
      await untilJob(hub.client, jobId, (job) => linesDone(job) > from || hasEnded(job));
      await sleep(random() * 200);
      const { pid } = await embeddedDatabase(dataDir);
      process.kill(pid, 'SIGKILL');
    }
    expect(await untilEnded(hub.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    await expectWholeBooks(dataDir);
    expect((await hub.terminate()).code).toBe(0);
  }, 120_000);

  it('leaves within 10 s when it is told to stop in the middle, and is finished after the next start', async () => {
    const dataDir = join(programs.folder, 'stopped');
    const settings = { env: { DATA_DIR: dataDir } };
    const hub = await programs.hub(settings);
    const jobId = await startImport(hub.client, await connectWholeStore(hub.client, store));
    const middle = await untilJob(hub.client, jobId, (job) => linesDone(job) > 0);
    expect(hasEnded(middle)).toBe(false);
    const { code, ms } = await hub.terminate();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    const next = await programs.hub(settings);
    expect(hasEnded(await jobOf(next.client, jobId))).toBe(false);
    expect(await untilEnded(next.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    await expectWholeBooks(dataDir);
    expect((await next.terminate()).code).toBe(0);
  }, 90_000);
});
