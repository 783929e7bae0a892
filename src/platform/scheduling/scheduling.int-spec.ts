import { setTimeout as wait } from 'node:timers/promises';
import { createDataSource, Database } from '../database/index.js';
import { testDatabase, type TestDatabase } from '../database/testing/index.js';
import { KeptLog } from '../outbound-http/testing/kept-log.js';
import { until } from '../queue/testing/queue-behaviour.js';
import { Leases, LeaseLost, Scheduler, type Lease } from './index.js';
import { LeaseStore } from './lease-store.js';
import { Inside, IntervalTicker } from './testing/inside.js';

let server: TestDatabase;
let database: Database;
let log: KeptLog;
const schedulers: Scheduler[] = [];

beforeAll(async () => {
  server = await testDatabase();
  const source = createDataSource({ url: server.url, poolSize: 10 });
  await source.initialize();
  database = new Database(source);
});
afterAll(async () => {
  await database.dataSource.destroy();
  await server.close();
});
beforeEach(async () => {
  log = new KeptLog();
  await database.query('TRUNCATE platform.scheduler_lease');
});
afterEach(async () => {
  await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop(1_000)));
});

/** One process. */
function aProcess(ttlMs = 1_000, runs = true): Scheduler {
  const store = new LeaseStore(database);
  const leases = new Leases(store, log, ttlMs);
  const scheduler = new Scheduler(store, leases, log, new IntervalTicker(), { runs, tickMs: 10 });
  schedulers.push(scheduler);
  return scheduler;
}

const row = async (name: string): Promise<Record<string, unknown> | undefined> =>
  (await database.query('SELECT * FROM platform.scheduler_lease WHERE name = $1', [name]))[0];

describe('regular work', () => {
  it('runs at once the first time and then at its interval, in one of many processes and never twice at the same time', async () => {
    const inside = new Inside();
    for (let i = 0; i < 3; i++) {
      const scheduler = aProcess();
      scheduler.every('test.sweep', 200, () => inside.work(60));
      scheduler.start();
    }

    await wait(1_300);

    expect(inside.most).toBe(1);
    expect(inside.runs).toBeGreaterThanOrEqual(4);
    expect(inside.runs).toBeLessThanOrEqual(7);
  });

  it('runs again right after a run that took longer than the interval', async () => {
    const inside = new Inside();
    const scheduler = aProcess();
    scheduler.every('test.slow', 100, () => inside.work(250));
    scheduler.start();
    await until(() => inside.runs === 3, 2_000);
    expect(inside.most).toBe(1);
  });

  it('catches up what was missed by one run, and does not run again for having been restarted', async () => {
    const inside = new Inside();
    await database.query(
      `INSERT INTO platform.scheduler_lease (name, due_at) VALUES ('test.daily', now() - interval '9 days'), ('test.done', now() + interval '1 hour')`,
    );
    for (let restart = 0; restart < 2; restart++) {
      const scheduler = aProcess();
      scheduler.every('test.daily', 86_400_000, () => inside.work(1));
      scheduler.every('test.done', 86_400_000, () => Promise.reject(new Error('ran without being due')));
      scheduler.start();
      await wait(300);
      await scheduler.stop(1_000);
    }

    expect(inside.runs).toBe(1);
    expect(log.said('scheduled run failed')).toEqual([]);
    const due = (await row('test.daily'))?.['due_at'] as Date;
    expect(due.getTime() - Date.now()).toBeGreaterThan(86_000_000);
  });

  it('takes a shorter interval at once', async () => {
    await database.query(
      `INSERT INTO platform.scheduler_lease (name, due_at) VALUES ('test.once', now() + interval '1 day')`,
    );
    const inside = new Inside();
    const scheduler = aProcess();
    scheduler.every('test.once', 150, () => inside.work(1));
    scheduler.start();
    await until(() => inside.runs >= 2, 2_000);
  });

  it('logs a failed run, remembers why, and comes again at the interval', async () => {
    let runs = 0;
    const scheduler = aProcess();
    scheduler.every('test.fails', 150, () => {
      runs++;
      return Promise.reject(new Error('the remote side is gone'));
    });
    scheduler.start();
    await until(() => runs === 2, 2_000);
    await until(async () => (await row('test.fails'))?.['last_error'] === 'the remote side is gone');
    expect(log.said('scheduled run failed')[0]).toMatchObject({ level: 'error', fields: { schedule: 'test.fails' } });
  });

  it('does not run in a process without the role', async () => {
    const inside = new Inside();
    const scheduler = aProcess(1_000, false);
    scheduler.every('test.sweep', 100, () => inside.work(1));
    scheduler.start();
    await wait(200);
    expect(inside.runs).toBe(0);
  });

  it('tells a run to stop with the process, and leaves it due for the others', async () => {
    const [first, second] = [aProcess(), aProcess()];
    const seen: string[] = [];
    first.every('test.long', 3_600_000, async ({ signal }) => {
      seen.push('first');
      await wait(10_000, undefined, { signal });
    });
    first.start();
    await until(() => seen.length === 1);
    second.every('test.long', 3_600_000, () => Promise.resolve(void seen.push('second')));

    await first.stop(1_000);
    second.start();

    await until(() => seen.length === 2, 1_000);
    expect(log.said('scheduled run failed')).toEqual([]);
  });

  it('goes to another process when the one that runs it dies without a word', async () => {
    // What is left of a holder after kill -9: a row that nobody renews.
    await database.query(
      `INSERT INTO platform.scheduler_lease (name, due_at, holder, expires_at)
       VALUES ('test.orphan', now(), gen_random_uuid(), now() + interval '400 milliseconds')`,
    );
    const inside = new Inside();
    const scheduler = aProcess();
    scheduler.every('test.orphan', 3_600_000, () => inside.work(1));
    scheduler.start();
    await wait(250);
    expect(inside.runs).toBe(0);
    await until(() => inside.runs === 1, 1_000);
  });

  it('does in every process, whatever its role, what each does for itself', async () => {
    const [first, second] = [new Inside(), new Inside()];
    [first, second].forEach((inside, index) => {
      const scheduler = aProcess(1_000, index === 0);
      scheduler.everyHere('test.here', 100, () => inside.work(150));
      scheduler.start();
    });
    await until(() => first.runs >= 3 && second.runs >= 3, 2_000);
    expect([first.most, second.most]).toEqual([1, 1]);
    expect(await row('test.here')).toBeUndefined();
  });

  it('refuses a name twice and an interval that is none', () => {
    const scheduler = aProcess();
    scheduler.every('test.a', 1_000, () => Promise.resolve());
    expect(() => scheduler.every('test.a', 1_000, () => Promise.resolve())).toThrow('registered twice');
    expect(() => scheduler.every('test.b', Number.NaN, () => Promise.resolve())).toThrow('at least 100 ms');
  });
});

describe('a lease', () => {
  it('is held by one of many who ask at once, for longer than it lasts if the work takes longer, and leaves no row', async () => {
    const processes = [aProcess(300), aProcess(300), aProcess(300)];
    const inside = new Inside();

    const outcomes = await Promise.all(
      processes.map(({ leases }) => leases.tryRun('test.one', () => inside.work(900))),
    );

    expect(outcomes.filter((outcome) => outcome.ran)).toHaveLength(1);
    expect(inside.most).toBe(1);
    expect(await row('test.one')).toBeUndefined();
  });

  it('passes on what the work gives back or throws', async () => {
    const { leases } = aProcess();
    expect(await leases.tryRun('test.gives', () => Promise.resolve(7))).toEqual({ ran: true, result: 7 });
    await expect(leases.tryRun('test.throws', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await row('test.throws')).toBeUndefined();
  });

  it('tells the work to stop once another has taken it, and lets it write nothing more that is guarded', async () => {
    const { leases } = aProcess(300);
    let held: Lease | undefined;
    const work = leases.tryRun('test.lost', async (lease) => {
      held = lease;
      await database.transaction((tx) => lease.guard(tx));
      await database.query(`UPDATE platform.scheduler_lease SET holder = gen_random_uuid() WHERE name = 'test.lost'`);
      await expect(database.transaction((tx) => lease.guard(tx))).rejects.toThrow(LeaseLost);
      await wait(5_000, undefined, { signal: lease.signal }).catch(() => undefined);
    });
    await work;
    expect(held?.signal.aborted).toBe(true);
    expect(log.said('lease lost: its work is told to stop')).toHaveLength(1);
    // The row belongs to whoever took it.
    expect(await row('test.lost')).toBeDefined();
  });

  it('cannot be taken over while a guarded transaction is open', async () => {
    const { leases } = aProcess(300);
    const other = aProcess(300);
    await leases.tryRun('test.guarded', async (lease) => {
      let second: Promise<unknown> = Promise.resolve();
      await database.transaction(async (tx) => {
        await lease.guard(tx);
        // As if this process had been asleep: the lease has run out on paper.
        let done = false;
        second = other.leases.tryRun('test.guarded', () => Promise.resolve()).finally(() => (done = true));
        await wait(700);
        expect(done && (await second)).toBe(false);
      });
      await second;
    });
  });
});

describe('due rows', () => {
  it('runs each due row once over all processes, and a slow one holds up none of the others', async () => {
    await database.query('DROP TABLE IF EXISTS platform.test_action');
    await database.query(
      'CREATE TABLE platform.test_action (id text PRIMARY KEY, next_at timestamptz, runs int NOT NULL DEFAULT 0)',
    );
    await database.query(
      `INSERT INTO platform.test_action SELECT 'a' || n, CASE WHEN n <= 6 THEN now() ELSE now() + interval '1 day' END FROM generate_series(1, 8) n`,
    );
    const runs: string[] = [];
    const atOnce = new Map<string, number>();
    let letGo = (): void => undefined;
    const slow = new Promise<void>((resolve) => (letGo = resolve));
    for (let i = 0; i < 3; i++) {
      const scheduler = aProcess();
      scheduler.dueRows<{ id: string }>('test.actions', {
        everyMs: 100,
        concurrency: 2,
        due: (limit) =>
          database.query('SELECT id FROM platform.test_action WHERE next_at <= now() ORDER BY next_at LIMIT $1', [
            limit,
          ]),
        keyOf: ({ id }) => id,
        stillDue: async ({ id }) =>
          (await database.query('SELECT 1 FROM platform.test_action WHERE id = $1 AND next_at <= now()', [id]))
            .length === 1,
        run: async ({ id }) => {
          atOnce.set(id, (atOnce.get(id) ?? 0) + 1);
          expect(atOnce.get(id)).toBe(1);
          if (id === 'a1') await slow;
          await database.query(
            `UPDATE platform.test_action SET next_at = now() + interval '1 day', runs = runs + 1 WHERE id = $1`,
            [id],
          );
          runs.push(id);
        },
      });
      scheduler.start();
    }

    await until(() => runs.length === 5, 5_000);
    letGo();
    await until(() => runs.length === 6, 5_000);
    await wait(300);

    expect([...runs].sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6']);
    expect(log.said('due row failed')).toEqual([]);
  });
});
