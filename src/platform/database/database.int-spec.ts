import { Entity, PrimaryColumn } from 'typeorm';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';
import { testDatabase, type TestDatabase } from './testing/index.js';
import type { Tx } from './tx.js';

describe('a transaction that needs a second connection', () => {
  let testing: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testing = await testDatabase();
    database = new Database(await createDataSource({ url: testing.url, poolSize: 2 }).initialize());
    await database.query('CREATE TABLE public.held (id integer PRIMARY KEY, n integer NOT NULL)');
    await database.query('INSERT INTO public.held VALUES (1, 0)');
  });
  afterAll(async () => {
    await database.close();
    await testing.close();
  });

  it('gets one although others hold all connections of the pool and wait for its lock', async () => {
    const began = Date.now();
    const others: Promise<unknown>[] = [];
    await database.transaction(async (tx) => {
      await tx.execute('UPDATE public.held SET n = n + 1 WHERE id = 1');
      for (let i = 0; i < 6; i++) others.push(other());
      await new Promise((resolve) => setTimeout(resolve, 200));
      const [seen] = await database.query<{ n: number }>('SELECT n FROM public.held WHERE id = 1');
      // Not part of this transaction: it sees what is committed, and what it writes stands by itself.
      expect(seen).toEqual({ n: 0 });
      await database.transaction((own) => own.execute('INSERT INTO public.held VALUES (2, 0)'));
    });
    await Promise.all(others);
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(await database.query('SELECT * FROM public.held ORDER BY id')).toEqual([
      { id: 1, n: 7 },
      { id: 2, n: 0 },
    ]);
  });

  /** Somebody else's request: outside of any transaction. */
  const outside = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => queue.push(() => void work().then(resolve, reject)));
  const queue: (() => void)[] = [];
  let timer: NodeJS.Timeout;
  beforeAll(() => {
    timer = setInterval(() => queue.splice(0).forEach((start) => start()), 5);
  });
  afterAll(() => clearInterval(timer));
  const other = () =>
    outside(() => database.transaction((tx) => tx.execute('UPDATE public.held SET n = n + 1 WHERE id = 1')));

  it('keeps what it made aside when it is rolled back itself', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.execute('INSERT INTO public.held VALUES (10, 0)');
      await database.transaction((own) => own.execute('INSERT INTO public.held VALUES (11, 0)'));
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await database.query('SELECT id FROM public.held WHERE id >= 10')).toEqual([{ id: 11 }]);
  });
});

describe('a transaction begins with its first statement', () => {
  let testing: TestDatabase;
  let database: Database;

  @Entity({ schema: 'public', name: 'begun_thing' })
  class ThingRow {
    @PrimaryColumn({ name: 'id', type: 'integer' })
    id!: number;
  }

  beforeAll(async () => {
    testing = await testDatabase();
    database = new Database(await createDataSource({ url: testing.url, poolSize: 2 }).initialize());
    await database.query('CREATE TABLE public.begun_thing (id integer PRIMARY KEY)');
  });
  beforeEach(() => database.query('TRUNCATE public.begun_thing'));
  afterAll(async () => {
    await database.close();
    await testing.close();
  });

  const ids = async () =>
    (await database.query<{ id: number }>('SELECT id FROM public.begun_thing ORDER BY id')).map(({ id }) => id);
  const leftOpen = () =>
    database.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'");

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['without parameters', (tx) => tx.query('INSERT INTO public.begun_thing VALUES (1)')],
    ['with parameters', (tx) => tx.query('INSERT INTO public.begun_thing VALUES ($1)', [1])],
    ['that inserts rows', (tx) => tx.insert(ThingRow, [{ id: 1 }])],
    ['through an entity', (tx) => tx.update(ThingRow, { id: 1 }, { id: 2 })],
    ['of none at all', () => Promise.resolve()],
  ])('%s, and is undone or stands as a whole', async (_which, first) => {
    const failing = database.transaction(async (tx) => {
      await first(tx);
      await tx.query('INSERT INTO public.begun_thing VALUES (7)');
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await ids()).toEqual([]);

    await database.transaction(async (tx) => {
      await first(tx);
      await tx.insert(ThingRow, [{ id: 8 }]);
    });
    expect(await ids()).toContain(8);
    expect(await leftOpen()).toEqual([]);
  });

  it('answers with the rows of that statement', async () => {
    const rows = await database.transaction((tx) => tx.query('SELECT n FROM generate_series(1, 2) AS n'));
    expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('ends when rows that wait for the commit are refused, and its connection goes on', async () => {
    const twice = database.transaction((tx) => tx.insert(ThingRow, [{ id: 1 }, { id: 1 }]));
    await expect(twice).rejects.toMatchObject({ code: '23505' });
    expect(await leftOpen()).toEqual([]);
    expect(await ids()).toEqual([]);
  });
});
