import { Database, createDataSource } from '../../database/index.js';
import { testDatabase, type TestDatabase } from '../../database/testing/index.js';
import { defineList } from './define-list.js';

const A = '00000000-0000-7000-8000-00000000000a';
const B = '00000000-0000-7000-8000-00000000000b';
const EVERYTHING = { instanceIds: null };

interface Parcel {
  id: string;
  number: string;
  total: { amount: string; currency: string } | null;
  shippedOn: string | null;
  createdAt: string;
  pieces: number;
}

const parcels = defineList<Parcel>({
  name: 'parcels',
  from: 'list_test.parcel p',
  columns: {
    id: 'p.id',
    number: 'p.number',
    total: { money: ['p.total', 'p.currency'] },
    shippedOn: 'p.shipped_on',
    createdAt: { instant: 'p.created_at' },
    pieces: { integer: 'p.pieces' },
  },
  filters: {
    number: { column: 'p.number', type: 'text', match: 'prefix' },
    total: { column: 'p.total', type: 'decimal', range: true },
    pieces: { column: 'p.pieces', type: 'integer' },
    isShipped: { column: '(p.shipped_on IS NOT NULL)', type: 'boolean' },
  },
  sorts: {
    createdAt: { column: 'p.created_at', type: 'instant' },
    number: { column: 'p.number', type: 'text' },
    total: { column: 'p.total', type: 'decimal' },
    shippedOn: { column: "coalesce(p.shipped_on, date '9999-12-31')", type: 'day' },
  },
  defaultSort: '-createdAt',
  tieBreak: 'p.id',
  instanceColumn: 'p.instance_id',
});

describe('a list on PostgreSQL', () => {
  let server: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    server = await testDatabase();
    const dataSource = createDataSource({ url: server.url, poolSize: 2 });
    await dataSource.initialize();
    database = new Database(dataSource);
    await database.query('CREATE SCHEMA list_test');
    await database.query(`CREATE TABLE list_test.parcel (id uuid PRIMARY KEY, number text NOT NULL, total numeric(19,4) NOT NULL,
      currency char(3) NOT NULL, shipped_on date, created_at timestamptz NOT NULL, pieces bigint NOT NULL, instance_id uuid)`);
    // Groups of seven share an instant, and instants differ by one microsecond only.
    await database.query(
      `INSERT INTO list_test.parcel SELECT gen_random_uuid(), 'P' || lpad((i * 7919 % 1000)::text, 4, '0'), (i % 13) + 0.1250, 'USD',
         CASE WHEN i % 3 = 0 THEN date '2026-01-01' + i % 40 END, timestamptz '2026-11-20 08:00:00Z' + (i / 7) * interval '1 microsecond',
         i, CASE WHEN i % 5 = 0 THEN NULL WHEN i % 2 = 0 THEN $1::uuid ELSE $2::uuid END
       FROM generate_series(1, 1000) AS i`,
      [A, B],
    );
  }, 120_000);

  afterAll(async () => {
    await database?.dataSource.destroy();
    await server?.close();
  });

  async function walk(
    query: Record<string, string>,
    access: { instanceIds: string[] | null } = EVERYTHING,
  ): Promise<Parcel[]> {
    const seen: Parcel[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < 100; pages++) {
      const { data, page } = (await parcels.run(
        database,
        parcels.parse({ ...query, ...(cursor === null ? {} : { cursor }) }),
        access,
      )) as Awaited<ReturnType<typeof parcels.run>>;
      seen.push(...data);
      cursor = page.nextCursor;
      if (cursor === null) return seen;
    }
    throw new Error('The pages never end.');
  }

  it.each(['createdAt', '-createdAt', 'number', '-number', 'total', '-total', 'shippedOn', '-shippedOn'])(
    'walks all rows once, in order, by %s',
    async (sort) => {
      const rows = await walk({ sort, limit: '37' });
      expect(new Set(rows.map((row) => row.id)).size).toBe(1000);
      expect(rows).toHaveLength(1000);
      const [whole] = [await walk({ sort, limit: '200' })];
      expect(rows.map((row) => row.id)).toEqual(whole?.map((row) => row.id));
    },
  );

  it('loses no row that was there and doubles none while others are inserted in front', async () => {
    const first = await parcels.run(database, parcels.parse({ limit: '100' }), EVERYTHING);
    const id = '00000000-0000-7000-8000-0000000000ff';
    await database.query(`INSERT INTO list_test.parcel VALUES ($1, 'NEW', 1, 'EUR', NULL, now(), 1, NULL)`, [id]);
    const next = await parcels.run(
      database,
      parcels.parse({ limit: '100', cursor: first.page.nextCursor ?? '' }),
      EVERYTHING,
    );
    await database.query('DELETE FROM list_test.parcel WHERE id = $1', [id]);
    const ids = [...first.data, ...next.data].map((row) => row.id);
    expect(new Set(ids).size).toBe(200);
    expect(ids).not.toContain(id);
  });

  it('answers money as text with its currency, days as days, instants in UTC and counts as numbers', async () => {
    const { data } = await parcels.run(database, parcels.parse({ pieces: '3' }), EVERYTHING);
    expect(data).toEqual([
      {
        id: expect.any(String) as string,
        number: 'P0757',
        total: { amount: '3.1250', currency: 'USD' },
        shippedOn: '2026-01-04',
        createdAt: '2026-11-20T08:00:00.000Z',
        pieces: 3,
      },
    ]);
  });

  it('filters by prefix, range and truth', async () => {
    expect(await walk({ number: 'P01' })).toHaveLength(100);
    const large = await walk({ 'total.from': '12.1250' });
    expect(large.every((row) => row.total?.amount === '12.1250')).toBe(true);
    expect(large).toHaveLength(77);
    expect(await walk({ isShipped: 'true' })).toHaveLength(333);
    expect(await walk({ isShipped: 'false' })).toHaveLength(667);
  });

  it('shows a limited key the rows of its instances only, and none that belong to no instance', async () => {
    const all = await walk({ limit: '200' });
    const ofA = await walk({ limit: '200' }, { instanceIds: [A] });
    const ofBoth = await walk({ limit: '200' }, { instanceIds: [A, B] });
    expect(all).toHaveLength(1000);
    expect(ofA).toHaveLength(400);
    expect(ofBoth).toHaveLength(800);
    expect(await walk({}, { instanceIds: [] })).toEqual([]);
  });

  it('reads a page in the middle through the index alone', async () => {
    await database.query('CREATE INDEX ix_parcel_created_at ON list_test.parcel (created_at, id)');
    await database.query('ANALYZE list_test.parcel');
    const first = await parcels.run(database, parcels.parse({ limit: '200' }), EVERYTHING);
    const plans: string[] = [];
    const explaining = {
      query: async <R>(sql: string, params: readonly unknown[] = []): Promise<R[]> => {
        const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, params);
        plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
    };
    await parcels.run(explaining, parcels.parse({ limit: '20', cursor: first.page.nextCursor ?? '' }), EVERYTHING);
    expect(plans[0]).toContain('Index Scan Backward using ix_parcel_created_at');
    expect(plans[0]).toMatch(/Index Cond: \(ROW\(created_at, id\) < ROW/);
    expect(plans[0]).not.toContain('Sort');
  });
});
