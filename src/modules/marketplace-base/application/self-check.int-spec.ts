import { newId } from '../../../shared-kernel/index.js';
import type { SelfCheckReport } from '../contract/index.js';
import { FailureRepository } from '../infrastructure/failure.repository.js';
import { marketplaceApp, TOKEN, type MarketplaceApp } from '../testing/index.js';
import { FillIdentities } from './fill-identities.js';
import { InstanceInsight } from './instance-insight.js';

let app: MarketplaceApp;
let insight: InstanceInsight;
let tests = 0;

beforeAll(async () => {
  app = await marketplaceApp({ consumes: false });
  insight = app.get(InstanceInsight);
}, 60_000);
afterAll(() => app?.close());
beforeEach(() => {
  tests = 0;
  app.connector.broken.clear();
  app.connector.further = [];
  app.connector.before = (what) => {
    if (what === 'test') tests += 1;
    return Promise.resolve();
  };
});

const check = async (id: string): Promise<SelfCheckReport> =>
  (await app.http.post(`/api/v1/instances/${id}/self-check`).expect(200)).body as SelfCheckReport;
const shop = (name: string) => ({ credentials: { shop: name, accessToken: TOKEN } });
const found = async (name: string) => insight.find([{ connector: 'fake', name }]);

describe('POST /instances/{id}/self-check', () => {
  it('says what is wrong and what to do, without the token, and keeps the test of the connection', async () => {
    const id = await app.anInstance();
    app.connector.broken.set('test', 'give-up');
    app.connector.further = [
      { key: 'balance', result: 'failed', detail: `No money, ${TOKEN}.`, code: 'fake.broke', remedy: 'Pay in.' },
    ];
    const { findings, checkedAt } = await check(id);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          key: 'credentials',
          result: 'failed',
          code: 'fake.token-refused',
          remedy: 'Enter another.',
        }),
        expect.objectContaining({ key: 'balance', result: 'failed', detail: 'No money, [redacted].' }),
      ]),
    );
    expect(findings[0]?.detail).toMatch(/^The token \[redacted\] is refused\. The connection still worked on /);
    const { body } = await app.http.get(`/api/v1/instances/${id}`).expect(200);
    expect(body).toMatchObject({ connectionStatus: 'failed', connectionCheckedAt: checkedAt });
  });

  it('tells of orders that came lately without a workflow, and not of those of long ago', async () => {
    const id = await app.anInstance();
    const gatewayId = newId();
    await app.database.query(
      `INSERT INTO marketplace.gateway (id, instance_id, code, name, journal_id) VALUES ($1, $2, 'cheque', 'Cheque', $3)`,
      [gatewayId, id, newId()],
    );
    const facts = { configureWorkflow: { body: { gatewayId, paymentStatus: 'pending' } } };
    const log = (entryId: string) =>
      app.database.query(
        `INSERT INTO marketplace.log_entry (id, instance_id, operation, level, code, message, remote_id, facts)
         VALUES ($1, $2, 'import-orders', 'error', 'orders.workflow-missing', 'm', '100', $3)`,
        [entryId, id, JSON.stringify(facts)],
      );
    const missing = () => app.get(FailureRepository).missingWorkflows(id, new Date(Date.now() - 30 * 86_400_000));
    const longAgo = (Date.now() - 31 * 86_400_000).toString(16).padStart(12, '0');
    await log(`${longAgo.slice(0, 8)}-${longAgo.slice(8)}-7000-8000-000000000000`);
    expect(await missing()).toEqual([]);
    await log(newId());
    expect(await missing()).toMatchObject([{ gateway: 'Cheque', paymentStatus: 'pending', seen: 1 }]);
  });

  it('of nothing is a 404', async () => {
    await app.http.post('/api/v1/instances/01890000-0000-7000-8000-000000000000/self-check').expect(404);
  });
});

describe('instances by what people call them', () => {
  it('are found whatever the case, by their connector alone, and by their new name once moved', async () => {
    const id = await app.draft(shop('tidewater'));
    expect(await found(' TideWater ')).toMatchObject([{ id, identity: 'tidewater', state: 'draft' }]);
    expect(await insight.find([{ connector: 'other', name: 'tidewater' }])).toEqual([]);
    expect(await found('')).toEqual([]);
    const body = shop('lowwater');
    await app.http.put(`/api/v1/instances/${id}/credentials`).send(body).expect(200);
    expect(await found('tidewater')).toEqual([]);
    expect(await found('lowwater')).toMatchObject([{ id }]);
  });

  it('from before they had a name get one at the start; what cannot be opened is left', async () => {
    const [id, sealed] = [await app.draft(shop('older')), await app.draft(shop('lost'))];
    await app.database.query('UPDATE marketplace.instance SET identity = NULL WHERE id = ANY($1::uuid[])', [
      [id, sealed],
    ]);
    await app.database.query(`UPDATE marketplace.instance SET sealed_credentials = 'gone' WHERE id = $1`, [sealed]);
    await app.get(FillIdentities).run();
    expect(await found('older')).toMatchObject([{ id }]);
    expect(await found('lost')).toEqual([]);
  });
});

describe('what is known of instances', () => {
  it('is asked of a store once, however often it is wanted, until its credentials are replaced', async () => {
    const id = await app.anInstance(shop('busy'));
    tests = 0;
    const busy = await found('busy');
    await Promise.all([1, 2, 3].map(() => insight.inspect(busy)));
    await insight.inspect(busy);
    expect(tests).toBe(1);
    await app.http.put(`/api/v1/instances/${id}/credentials`).send(shop('busy')).expect(200);
    await insight.inspect(await found('busy'));
    expect(tests).toBe(2);
  });

  it('is told for each, also for one that cannot be checked', async () => {
    const [fine, sealed] = [await app.anInstance(shop('fine')), await app.anInstance(shop('sealed'))];
    await app.database.query(`UPDATE marketplace.instance SET sealed_credentials = 'gone' WHERE id = $1`, [sealed]);
    const known = await insight.inspect([...(await found('fine')), ...(await found('sealed'))]);
    expect(known.get(fine)?.facts).toMatchObject({ state: 'confirmed', connection: { status: 'ok', problems: [] } });
    expect(known.get(sealed)?.selfCheck.findings.map(({ result }) => result)).toEqual(Array(6).fill('unknown'));
  });

  it('counts failures of the last seven days by cause, with the latest of each', async () => {
    const id = await app.anInstance(shop('failing'));
    const other = await app.anInstance(shop('elsewhere'));
    const jobId = await app.start(id);
    const otherJob = await app.start(other);
    const line = (job: string, instance: string, remoteId: string, code: string, days: number) =>
      app.database.query(
        `INSERT INTO marketplace.queue_line (id, job_id, instance_id, remote_id, state, error_code, message, ended_at)
         VALUES (gen_random_uuid(), $1, $2, $3, 'failed', $4, $5, now() - make_interval(days => $6))`,
        [job, instance, remoteId, code, `Refused with ${TOKEN}`, days],
      );
    for (const remoteId of ['1', '2']) await line(jobId, id, remoteId, 'fake.often', 1);
    await line(jobId, id, '3', 'fake.once', 6);
    await line(jobId, id, '4', 'fake.long-ago', 8);
    await line(otherJob, other, '5', 'fake.elsewhere', 1);
    const known = await insight.inspect(await found('failing'));
    const { lines } = known.get(id)?.facts.failures ?? { lines: [] };
    expect(lines.map(({ errorCode, count }) => [errorCode, count])).toEqual([
      ['fake.often', 2],
      ['fake.once', 1],
    ]);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
    expect(JSON.stringify(lines)).toContain('[redacted]');
  });
});
