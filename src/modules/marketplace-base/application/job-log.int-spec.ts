import { FetchJob } from './fetch-job.js';
import { InstanceAccess } from './instance-access.js';
import { ProcessJob } from './process-job.js';
import { marketplaceApp, type MarketplaceApp } from '../testing/index.js';

let app: MarketplaceApp;
beforeAll(async () => {
  app = await marketplaceApp({ consumes: false });
  app.operation.things = ['good', 'bad'].map((id) => ({ id, value: 1 }));
  app.operation.unplannable.add('bad');
}, 60_000);
afterAll(() => app?.close());

const go = new AbortController().signal;

describe('the log of an instance', () => {
  it.each([
    ['error', ['error']],
    ['success', ['success']],
    ['all', ['error', 'success']],
  ])('at level %s holds %j (A3.5, Z20); the failed line keeps its error at every level', async (logLevel, expected) => {
    const id = await app.anInstance();
    await app.http.patch(`/api/v1/instances/${id}/settings`).send({ version: 1, logLevel }).expect(200);
    app.get(InstanceAccess).forget(id);
    const jobId = await app.start(id);
    await app.get(FetchJob).run(jobId, go);
    await app.get(ProcessJob).run(jobId, go);

    const { body } = await app.http.get(`/api/v1/log-entries?jobId=${jobId}`).expect(200);
    const entries = (body as { data: { level: string; code: string; remoteId: string }[] }).data;
    expect(entries.map((entry) => entry.level).sort()).toEqual(expected);
    const filtered = await app.http.get(`/api/v1/log-entries?instanceId=${id}&remoteId=bad&level=error`).expect(200);
    expect((filtered.body as { data: unknown[] }).data).toHaveLength(expected.includes('error') ? 1 : 0);
    expect((await app.job(jobId)).failures).toMatchObject([{ errorCode: 'fake.unplannable', remoteId: 'bad' }]);
  });
});
