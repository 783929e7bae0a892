import { createDataSource, Database } from '../src/platform/database/index.js';
import { defineList } from '../src/platform/http/index.js';

/**
 * How long one page of a list takes with a million orders stored (design.md §9: p99 below 50 ms).
 *   DATABASE_URL=postgres://… node --import @swc-node/register/esm-register bench/list-pages.ts [rows]
 * The table is a copy of sales.sale_order with its indexes, in a schema of its own; the database must be migrated.
 */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const PAGES = 200;
const LARGE = '00000000-0000-7000-8000-00000000000a';
const SMALL = '00000000-0000-7000-8000-00000000000b';

const orders = defineList<{ id: string; number: string; state: string; orderedAt: string; total: object | null }>({
  name: 'bench-orders',
  from: 'bench_lists.sale_order o',
  columns: {
    id: 'o.id',
    number: 'o.number',
    state: 'o.state',
    orderedAt: { instant: 'o.ordered_at' },
    total: { money: ['o.gross', 'o.currency'] },
  },
  filters: {
    state: { column: 'o.state', type: 'text', enum: ['quotation', 'confirmed', 'done', 'cancelled'] },
    orderedAt: { column: 'o.ordered_at', type: 'instant', range: true },
    number: { column: 'o.number', type: 'text', match: 'prefix' },
  },
  sorts: {
    orderedAt: { column: 'o.ordered_at', type: 'instant' },
    number: { column: 'o.number', type: 'text' },
  },
  defaultSort: '-orderedAt',
  tieBreak: 'o.id',
  instanceColumn: 'o.source_instance_id',
});

const FILL = `INSERT INTO bench_lists.sale_order (id, number, company_id, contact_id, warehouse_id, currency, state, ordered_at, net, tax,
    gross, prices_include_tax, source_instance_id, source_remote_id, note)
  SELECT gen_random_uuid(), 'S' || lpad(i::text, 8, '0'), $1::uuid, gen_random_uuid(), $1::uuid, 'USD',
    CASE WHEN i % 10000 = 0 THEN 'cancelled' WHEN i % 10 = 0 THEN 'quotation' ELSE 'done' END,
    timestamptz '2025-01-01Z' + (i / 3) * interval '7 seconds', 10, 2, 12, true, CASE WHEN i % 5000 = 0 THEN $2::uuid ELSE $1::uuid END,
    i::text, '' FROM generate_series($3::bigint, $4::bigint) AS i`;

async function measure(
  database: Database,
  name: string,
  query: Record<string, string>,
  instanceIds: string[] | null = null,
) {
  const times: number[] = [];
  let cursor: string | null = null;
  let rows = 0;
  for (let page = 0; page < PAGES; page++) {
    const began = process.hrtime.bigint();
    const answer: Awaited<ReturnType<typeof orders.run>> = await orders.run(
      database,
      orders.parse(cursor === null ? query : { ...query, cursor }),
      { instanceIds },
    );
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    rows += answer.data.length;
    cursor = answer.page.nextCursor;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  console.log(`${name.padEnd(44)} p50 ${at(0.5)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms  rows ${rows}`);
}

const dataSource = await createDataSource({ url: process.env['DATABASE_URL'] ?? '', poolSize: 2 }).initialize();
const database = new Database(dataSource);
await database.query('DROP SCHEMA IF EXISTS bench_lists CASCADE');
await database.query('CREATE SCHEMA bench_lists');
await database.query('CREATE TABLE bench_lists.sale_order (LIKE sales.sale_order INCLUDING ALL)');
for (let from = 1; from <= ROWS; from += 100_000) {
  await database.query(FILL, [LARGE, SMALL, from, Math.min(ROWS, from + 99_999)]);
}
await database.query('ANALYZE bench_lists.sale_order');
await measure(database, 'newest first', {});
await measure(database, 'newest first, 200 a page', { limit: '200' });
await measure(database, 'oldest first', { sort: 'orderedAt' });
await measure(database, 'by number', { sort: 'number' });
await measure(database, 'from the middle of the time range', { 'orderedAt.before': '2025-02-01T00:00:00Z' });
await measure(database, 'a common state', { state: 'done' });
await measure(database, 'a rare state', { state: 'cancelled' });
await measure(database, 'two states', { state: 'quotation,cancelled' });
await measure(database, 'a number by its beginning', { number: 'S0012345' });
await measure(database, 'a number by its beginning, by number', { number: 'S00123', sort: 'number' });
await measure(database, 'a number that is not there', { number: 'X' });
await measure(database, 'a key limited to the large instance', {}, [LARGE]);
await measure(database, 'a key limited to the small instance', {}, [SMALL]);
await measure(database, 'a key limited to an instance without orders', {}, ['00000000-0000-7000-8000-00000000000c']);
await measure(database, 'a key limited to two instances', {}, [SMALL, LARGE]);
await database.query('DROP SCHEMA bench_lists CASCADE');
await dataSource.destroy();
