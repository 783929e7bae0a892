import { readFileSync } from 'node:fs';
import pg from 'pg';

/** Orders in one transaction of the floor: the number that was fastest among 100, 250, 500 and 1,000. */
const BATCH = 500;

const INVOICES = 'SELECT id FROM accounting.invoice WHERE order_id = ANY($1)';
const PAYMENTS = `SELECT payment_id FROM accounting.allocation WHERE invoice_id IN (${INVOICES})`;
const CONTACTS =
  'SELECT contact_id FROM sales.sale_order WHERE id = ANY($1) UNION SELECT delivery_contact_id FROM sales.sale_order WHERE id = ANY($1)';

/** Tables an order writes to, with the condition that leads from orders ($1) to their rows. */
const TABLES: readonly { table: string; ofOrder: string }[] = [
  { table: 'contacts.contact', ofOrder: `id IN (${CONTACTS})` },
  { table: 'sales.sale_order', ofOrder: 'id = ANY($1)' },
  { table: 'sales.sale_order_line', ofOrder: 'order_id = ANY($1)' },
  { table: 'inventory.delivery', ofOrder: 'order_id = ANY($1)' },
  {
    table: 'inventory.delivery_line',
    ofOrder: 'delivery_id IN (SELECT id FROM inventory.delivery WHERE order_id = ANY($1))',
  },
  { table: 'accounting.invoice', ofOrder: 'order_id = ANY($1)' },
  { table: 'accounting.invoice_line', ofOrder: `invoice_id IN (${INVOICES})` },
  { table: 'accounting.payment', ofOrder: `id IN (${PAYMENTS})` },
  { table: 'accounting.allocation', ofOrder: `invoice_id IN (${INVOICES})` },
  // A ledger entry has the id of the document it books.
  { table: 'accounting.ledger_entry', ofOrder: `id IN (${INVOICES} UNION ALL ${PAYMENTS})` },
  { table: 'accounting.ledger_line', ofOrder: `entry_id IN (${INVOICES} UNION ALL ${PAYMENTS})` },
];

export interface Floor {
  readonly ordersPerSecond: number;
  readonly rowsPerOrder: number;
  /** Processor time of both sides of the connection, in ms an order. */
  readonly cpuMs: number;
}

/**
 * The rate at which the rows of imported orders go into bare copies of their tables (same columns, keys, indexes and checks; no
 * triggers, no foreign keys, nothing looked up) by multi-row inserts: the most any importer on this machine could reach.
 */
export async function measureFloor(url: string, orders: number): Promise<Floor> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Every value travels as the text PostgreSQL printed, so that reading and writing it back costs no conversion here.
  const types = { getTypeParser: () => (value: string) => value };
  try {
    const ids = (
      await client.query<{ id: string }>('SELECT id FROM sales.sale_order ORDER BY id LIMIT $1', [orders])
    ).rows.map((row) => row.id);

    await client.query('DROP SCHEMA IF EXISTS bench_floor CASCADE');
    await client.query('CREATE SCHEMA bench_floor');
    const statements = new Map<string, { text: string; columns: string[] }>();
    for (const { table } of TABLES) {
      await client.query(`CREATE TABLE bench_floor."${table}" (LIKE ${table} INCLUDING ALL)`);
      statements.set(table, await insertStatement(client, table));
    }
    let rows = 0;
    let milliseconds = 0;
    let cpuMs = 0;
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      const prepared: { text: string; rows: (string | null)[][] }[] = [];
      for (const { table, ofOrder } of TABLES) {
        const { text, columns } = statements.get(table) as { text: string; columns: string[] };
        const already =
          table === 'contacts.contact' ? 'AND id NOT IN (SELECT id FROM bench_floor."contacts.contact")' : '';
        const found = await client.query<(string | null)[]>({
          text: `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM ${table} WHERE ${ofOrder} ${already}`,
          values: [batch],
          rowMode: 'array',
          types,
        });
        prepared.push({ text, rows: found.rows });
        rows += found.rows.length;
      }
      const cpuBefore = await cpu(client);
      const began = performance.now();
      await client.query('BEGIN');
      for (const { text, rows: toWrite } of prepared) if (toWrite.length > 0) await client.query(text, arrays(toWrite));
      await client.query('COMMIT');
      milliseconds += performance.now() - began;
      cpuMs += (await cpu(client)) - cpuBefore;
    }
    await client.query('DROP SCHEMA bench_floor CASCADE');
    return {
      ordersPerSecond: (ids.length * 1000) / milliseconds,
      rowsPerOrder: rows / ids.length,
      cpuMs: cpuMs / ids.length,
    };
  } finally {
    await client.end();
  }
}

async function insertStatement(client: pg.Client, table: string): Promise<{ text: string; columns: string[] }> {
  const found = await client.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  const columns = found.rows.map((row) => row.name);
  const list = columns.map((column) => `"${column}"`).join(', ');
  const parameters = found.rows.map((row, index) =>
    row.type.endsWith('[]') ? `$${index + 1}::text[]` : `$${index + 1}::${row.type}[]`,
  );
  const selected = found.rows.map((row) =>
    row.type.endsWith('[]') ? `t."${row.name}"::${row.type}` : `t."${row.name}"`,
  );
  return {
    text: `INSERT INTO bench_floor."${table}" (${list}) SELECT ${selected.join(', ')} FROM unnest(${parameters.join(', ')}) AS t(${list})`,
    columns,
  };
}

function arrays(rows: readonly (readonly (string | null)[])[]): string[] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => `{${rows.map((row) => element(row[column] ?? null)).join(',')}}`);
}

function element(value: string | null): string {
  if (value === null) return 'NULL';
  return /^[0-9A-Za-z.+:-]+$/.test(value) && value.toLowerCase() !== 'null'
    ? value
    : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Processor time so far of this process and of the server process behind the connection, in ms (Linux). */
async function cpu(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const fields = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const { user, system } = process.cpuUsage();
  return (Number(fields[11]) + Number(fields[12])) * 10 + (user + system) / 1000;
}
