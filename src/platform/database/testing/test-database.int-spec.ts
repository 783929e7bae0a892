import pg from 'pg';
import { testDatabase } from './index.js';

describe('testDatabase', () => {
  it('gives every caller a migrated database of his own, and takes it back', async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    const first = new pg.Client({ connectionString: one.url });
    const second = new pg.Client({ connectionString: two.url });
    await Promise.all([first.connect(), second.connect()]);

    const applied = await first.query('SELECT count(*)::int AS n FROM schema_migration');
    expect((applied.rows as { n: number }[])[0]?.n).toBeGreaterThan(0);
    await first.query('CREATE TABLE only_here (id int)');
    await expect(second.query('SELECT * FROM only_here')).rejects.toThrow(/does not exist/);

    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.close(), two.close()]);
    const gone = new pg.Client({ connectionString: one.url });
    await expect(gone.connect()).rejects.toThrow(/does not exist/);
    await gone.end();
  }, 60_000);
});
