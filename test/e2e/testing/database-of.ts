import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Where the embedded database of a hub can be reached at the moment; its port changes with every start. */
export async function embeddedDatabase(dataDir: string): Promise<{ readonly url: string; readonly pid: number }> {
  const cluster = join(dataDir, 'postgres');
  const password = (await readFile(join(cluster, 'hub.password'), 'utf8')).trim();
  const [pid, , , port] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  return { url: `postgres://longshore:${password}@127.0.0.1:${port}/longshore`, pid: Number(pid) };
}

export async function withSql<T>(url: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
