import { FakeFailure } from '../testing/fake-connector.js';
import { marketplaceApp, TOKEN, type MarketplaceApp } from '../testing/index.js';

let app: MarketplaceApp;
beforeAll(async () => {
  app = await marketplaceApp();
}, 60_000);
afterAll(() => app?.close());

/** Every value of every table that holds the text. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await app.database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await app.database.query(
      `SELECT 1 FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%' LIMIT 1`,
      [text],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

const waitFor = async (jobId: string): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    const job = await app.job(jobId);
    if (job.phase === 'ended' || job.errorCode) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a planted token that the store repeats in everything it says', () => {
  it('stands in no table, no answer, no audit entry and no log line', async () => {
    const answers: string[] = [];
    const call = async (
      method: 'get' | 'post' | 'put' | 'patch' | 'delete',
      path: string,
      body?: object,
    ): Promise<{ body: unknown }> => {
      const answer = await app.http[method](path)
        .set('Idempotency-Key', `${method}-${path}-${answers.length}`)
        .send(body);
      answers.push(JSON.stringify(answer.headers) + answer.text);
      return answer;
    };
    const credentials = { shop: 'tide', accessToken: TOKEN };
    await call('post', '/api/v1/instances', {
      connector: 'fake',
      name: 'Wrong',
      credentials: { ...credentials, more: TOKEN },
    });
    await call('post', '/api/v1/instances', {
      connector: 'fake',
      name: 'Wrong',
      credentials: { shop: 'A B', accessToken: TOKEN },
    });
    const { body } = await call('post', '/api/v1/instances', { connector: 'fake', name: 'Canary', credentials });
    const { id } = body as { id: string };
    const base = `/api/v1/instances/${id}`;

    app.connector.broken.set('test', 'reauthorise');
    await call('post', `${base}/test-connection`);
    await call('post', `${base}/confirm`);
    app.connector.broken.clear();
    app.connector.broken.set('channels', 'retry');
    await call('post', `${base}/confirm`);
    app.connector.broken.clear();
    await call('post', `${base}/confirm`);
    await call('patch', `${base}/settings`, { version: 1, logLevel: 'all' });

    app.operation.things = [{ id: '1', value: 1 }];
    app.operation.failures.push(new FakeFailure('retry', TOKEN, 60_000));
    await waitFor(await app.start(id));
    for (const { id: jobId } of await app.database.query<{ id: string }>(
      `SELECT id FROM marketplace.queue_job WHERE phase <> 'ended'`,
    ))
      await call('post', `/api/v1/jobs/${jobId}/cancel`);
    app.operation.failures.push(new FakeFailure('give-up', TOKEN));
    await waitFor(await app.start(id));
    app.operation.unprepared.add('1');
    // One for each worker that may look, here and below.
    app.operation.prepareFailures.push(...Array.from({ length: 8 }, () => new FakeFailure('give-up', TOKEN)));
    const jobId = await app.start(id);
    await app.ended(jobId);
    app.operation.failures.push(...Array.from({ length: 8 }, () => new FakeFailure('give-up', TOKEN)));
    await call('post', `/api/v1/jobs/${jobId}/retry`);
    await app.ended(jobId);

    await call('put', `${base}/credentials`, { credentials });
    for (const path of ['', '/settings', '/failed-lines', '/operations', '/scheduled-actions'])
      await call('get', `${base}${path}`);
    for (const path of [
      'instances',
      'jobs',
      'log-entries',
      'operation-history',
      `jobs/${jobId}`,
      `jobs/${jobId}/lines`,
    ])
      await call('get', `/api/v1/${path}`);

    expect(answers.filter((answer) => answer.includes(TOKEN))).toEqual([]);
    expect(JSON.stringify(app.audit)).not.toContain(TOKEN);
    expect(app.lines.filter((line) => line.includes(TOKEN))).toEqual([]);
    expect(JSON.stringify(app.events)).not.toContain(TOKEN);
    expect(await tablesWith(TOKEN)).toEqual([]);
    // The nets were really cast: what the store said is there, with the token taken out of it.
    expect(await tablesWith('bad token [redacted]')).toEqual(
      expect.arrayContaining(['marketplace.log_entry', 'marketplace.queue_line']),
    );
    expect(answers.join('')).toContain('[redacted]');
    expect(app.lines.join('')).toContain('bad token [redacted]');
    const [row] = await app.database.query<{ sealed: string }>(
      'SELECT sealed_credentials AS sealed FROM marketplace.instance WHERE id = $1',
      [id],
    );
    expect(row?.sealed).toMatch(/^v1\.k1\./);
  });
});
