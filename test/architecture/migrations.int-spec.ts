import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { testDatabase, type TestDatabase } from '../../src/platform/database/testing/index.js';

const root = resolve(import.meta.dirname, '../..');

function generate(url: string, args: readonly string[]): { status: number | null; output: string } {
  const flags = ['--import', '@swc-node/register/esm-register', 'node_modules/typeorm/cli.js', 'migration:generate'];
  const result = spawnSync(process.execPath, [...flags, 'src/migrations/Drift', '-d', 'ormconfig.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' },
  });
  return { status: result.status, output: `${result.stdout.toString()}${result.stderr.toString()}` };
}

describe('the migrations', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.close());

  it('lead to exactly the schema that the rows describe', () => {
    const { status, output } = generate(database.url, ['--check']);
    expect(output).toContain('No changes in database schema were found');
    expect(status).toBe(0);
  }, 120_000);

  it('are seen to differ when a column is missing', async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('ALTER TABLE marketplace.channel DROP COLUMN platform');
    await client.end();
    const { status, output } = generate(database.url, ['--check']);
    expect(output).toContain('ADD "platform" text NOT NULL');
    expect(status).not.toBe(0);
  }, 120_000);
});
