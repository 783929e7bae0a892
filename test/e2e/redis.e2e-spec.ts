import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '../../src/platform/database/testing/index.js';
import { reportNoRedis, RedisServer } from '../../src/platform/queue/testing/redis-server.js';
import { differences, expectedOrders, findings, importedOrders } from './testing/audit-books.js';
import {
  connectWholeStore,
  hasEnded,
  linesDone,
  startImport,
  untilEnded,
  untilJob,
} from './testing/connected-store.js';
import { withSql } from './testing/database-of.js';
import { Programs, type RunningHub } from './testing/programs.js';
import type { StoreControl } from './testing/store-control.js';

const ORDERS = 6_000;
const REDIS_AWAY_MS = 5_000;

const redis = await RedisServer.start();
if (!redis) reportNoRedis('several processes on one Redis');
const journey = redis ? describe : describe.skip;

/** Who wrote how many lines: the name of a process's connections, which its DATABASE_URL gives it. */
const WATCH = `
  CREATE TABLE public.line_writer (at timestamptz NOT NULL DEFAULT clock_timestamp(), process text NOT NULL);
  CREATE FUNCTION public.note_line_writer() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO public.line_writer (process) VALUES (current_setting('application_name'));
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_line_writer AFTER UPDATE ON marketplace.queue_line
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state <> 'draft') EXECUTE FUNCTION public.note_line_writer();`;

journey('an import by two worker processes', () => {
  let programs: Programs;
  let database: TestDatabase;
  let store: StoreControl;
  let web: RunningHub;
  const workers: RunningHub[] = [];
  let instanceId: string;
  const away = redis as RedisServer;

  const start = (name: string, roles: string): Promise<RunningHub> => {
    const url = new URL(database.url);
    url.searchParams.set('application_name', name);
    return programs.hub({
      roles,
      env: {
        DATABASE_URL: url.href,
        REDIS_URL: away.url,
        SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      },
    });
  };
  const workOf = (): Promise<Record<string, number>> =>
    withSql(database.url, async (sql) => {
      const { rows } = await sql.query<{ process: string; lines: number }>(
        'SELECT process, count(*)::int AS lines FROM public.line_writer GROUP BY process ORDER BY process',
      );
      await sql.query('DELETE FROM public.line_writer');
      return Object.fromEntries(rows.map(({ process, lines }) => [process, lines]));
    });
  const expectWholeBooks = (): Promise<void> =>
    withSql(database.url, async (sql) => {
      expect(differences(await expectedOrders(store), await importedOrders(sql))).toEqual([]);
      for (const deadline = Date.now() + 15_000; Date.now() < deadline && (await findings(sql)).length > 0;)
        await sleep(250);
      expect(await findings(sql)).toEqual([]);
    });
  const report = (what: string, seen: unknown): void => void process.stderr.write(`${what}: ${JSON.stringify(seen)}\n`);

  beforeAll(async () => {
    programs = await Programs.open();
    [database, store] = await Promise.all([
      testDatabase(),
      // So slow that an import of 24 pages outlasts the time without Redis, however quick the machine.
      programs.sandbox('--orders', String(ORDERS), '--tax', 'mixed', '--seed', '77', '--latency-ms', '500'),
    ]);
    await withSql(database.url, (sql) => sql.query(WATCH));
    web = await start('web', 'web,scheduler');
    workers.push(...(await Promise.all([start('worker-1', 'worker'), start('worker-2', 'worker')])));
    instanceId = await connectWholeStore(web.client, store);
  }, 90_000);
  afterAll(async () => {
    await programs?.close();
    await database?.close();
    await away.remove();
  }, 40_000);

  it('is shared, and goes on after Redis was killed in the middle with all it held', async () => {
    const jobId = await startImport(web.client, instanceId);
    const middle = await untilJob(web.client, jobId, (job) => linesDone(job) > ORDERS / 6);
    expect(hasEnded(middle)).toBe(false);
    await away.kill();
    await sleep(REDIS_AWAY_MS);
    const meanwhile = await untilJob(web.client, jobId, () => true);
    report('lines when Redis went and came back', [linesDone(middle), linesDone(meanwhile)]);
    await away.up();
    const back = Date.now();
    await untilJob(web.client, jobId, (job) => linesDone(job) > linesDone(meanwhile));
    report('seconds from the return of Redis to the next line', (Date.now() - back) / 1_000);
    expect(await untilEnded(web.client, jobId, 90_000)).toMatchObject({ state: 'done', failedCount: 0 });
    const work = await workOf();
    report('lines by process', work);
    expect(Object.keys(work)).toEqual(['worker-1', 'worker-2']);
    expect(Math.min(...Object.values(work))).toBeGreaterThan(ORDERS / 20);
    await expectWholeBooks();
  }, 150_000);

  it('waits, safely in its row, while Redis is away, and begins by itself when it is back', async () => {
    await away.kill();
    await store.appendOrders(50);
    const from = Date.now();
    const jobId = await startImport(web.client, instanceId);
    expect(Date.now() - from).toBeLessThan(3_000);
    await sleep(3_000);
    const waiting = await untilJob(web.client, jobId, () => true);
    report('while Redis is away', waiting);
    expect(waiting).toMatchObject({ state: 'draft', createdCount: 0 });
    await away.up();
    const back = Date.now();
    expect(await untilEnded(web.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    report('seconds from the return of Redis to the end', (Date.now() - back) / 1_000);
    await expectWholeBooks();
  }, 90_000);

  it('is finished by the other when one worker is told to stop in the middle', async () => {
    const ids = await store.appendOrders(1_500);
    await workOf();
    const jobId = await startImport(web.client, instanceId);
    const middle = await untilJob(web.client, jobId, (job) => linesDone(job) > ids.length / 10);
    expect(hasEnded(middle)).toBe(false);
    const { code, ms } = (await workers[0]?.terminate()) ?? {};
    report('worker-1 left', { code, ms, lines: linesDone(middle) });
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    expect(await untilEnded(web.client, jobId)).toMatchObject({ state: 'done', failedCount: 0 });
    report('lines by process', await workOf());
    await expectWholeBooks();
  }, 90_000);
});
