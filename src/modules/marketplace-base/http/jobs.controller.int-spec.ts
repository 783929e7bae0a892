import { newId } from '../../../shared-kernel/index.js';
import { FetchJob } from '../application/fetch-job.js';
import { ProcessJob } from '../application/process-job.js';
import { FakeFailure } from '../testing/fake-connector.js';
import { marketplaceApp, TOKEN, type FakeThing, type MarketplaceApp } from '../testing/index.js';

let app: MarketplaceApp;
let instanceId: string;
const go = new AbortController().signal;

// No bells are answered here: the test is the worker, so that it can look in between.
beforeAll(async () => {
  app = await marketplaceApp({ consumes: false });
  instanceId = await app.anInstance();
}, 60_000);
afterAll(() => app?.close());
beforeEach(async () => {
  app.operation.things = [];
  app.operation.pageSize = 100;
  app.operation.failures.length = 0;
  app.operation.unplannable.clear();
  app.operation.during = () => Promise.resolve();
  await app.database.query('DELETE FROM marketplace.sync_cursor');
  await app.database.query('DELETE FROM public.fake_thing');
  await app.database.query(`DELETE FROM marketplace.queue_job WHERE operation = 'import-things'`);
});

let next = 0;
const someThings = (count: number): FakeThing[] =>
  Array.from({ length: count }, () => ({ id: `t${String(++next).padStart(6, '0')}`, value: 1 }));
const work = async (jobId: string): Promise<void> => {
  await app.get(FetchJob).run(jobId, go);
  await app.get(ProcessJob).run(jobId, go);
};
const ids = (): string[] => app.operation.things.map((thing) => thing.id);

/** A job of six, two of which failed because they could not be planned. */
async function halfFailed(): Promise<{ jobId: string; bad: string[] }> {
  app.operation.things = [...app.operation.things, ...someThings(6)];
  const bad = ids().slice(-6, -4);
  for (const id of bad) app.operation.unplannable.add(id);
  const jobId = await app.start(instanceId, { ids: ids().slice(-6) });
  await work(jobId);
  expect(await app.job(jobId)).toMatchObject({ state: 'partially-done', createdCount: 4, failedCount: 2 });
  return { jobId, bad };
}

interface Line {
  id: string;
  remoteId: string;
  state: string;
  payload?: unknown;
  errorCode: string | null;
}
const lines = async (jobId: string, query = ''): Promise<Line[]> =>
  ((await app.http.get(`/api/v1/jobs/${jobId}/lines${query}`).expect(200)).body as { data: Line[] }).data;
const retried = async (path: string, body: object = {}): Promise<{ status: number; body: Record<string, unknown> }> => {
  const { status, body: answer } = await app.http.post(path).send(body);
  return { status, body: answer as Record<string, unknown> };
};

describe('jobs and lines over REST', () => {
  it('are listed with filters, and a line shows the record it was made from', async () => {
    const { jobId, bad } = await halfFailed();
    const failed = await lines(jobId, '?state=failed');
    expect(failed.map((line) => line.remoteId)).toEqual(bad);
    expect(await lines(jobId, '?errorCode=fake.unplannable')).toHaveLength(2);
    expect(await lines(jobId, `?remoteId=${bad[0]}`)).toMatchObject([{ remoteId: bad[0], state: 'failed' }]);
    const { body } = await app.http.get(`/api/v1/jobs/${jobId}/lines/${failed[0]?.id}`).expect(200);
    expect(body).toMatchObject({ payload: { value: 1 }, message: expect.stringContaining('Mend it') });
    const jobs = await app.http.get(`/api/v1/jobs?instanceId=${instanceId}&state=partially-done`).expect(200);
    expect((jobs.body as { data: { id: string }[] }).data.map((job) => job.id)).toEqual([jobId]);
  });

  it('of other instances do not exist for a limited key', async () => {
    const { jobId } = await halfFailed();
    const [line] = await lines(jobId);
    const other = newId();
    for (const path of [`/${jobId}`, `/${jobId}/lines`, `/${jobId}/lines/${line?.id}`]) {
      await app.http.get(`/api/v1/jobs${path}`).set('x-instances', other).expect(404);
    }
    for (const path of ['retry', 'cancel', `lines/${line?.id}/retry`, `lines/${line?.id}/cancel`]) {
      await app.http.post(`/api/v1/jobs/${jobId}/${path}`).set('x-instances', other).expect(404);
    }
    const { body } = await app.http.get('/api/v1/jobs').set('x-instances', other).expect(200);
    expect((body as { data: unknown[] }).data).toEqual([]);
  });

  it('refuses what is no operation, no instance or no draft', async () => {
    const post = (id: string, operation: string) =>
      app.http.post(`/api/v1/instances/${id}/operations`).send({ operation });
    expect((await post(instanceId, 'fly')).body).toMatchObject({ status: 400, code: 'marketplace.unknown-operation' });
    await post(newId(), 'import-things').expect(404);
    const refused = await post(await app.draft(), 'import-things').expect(409);
    expect(refused.body).toMatchObject({ code: 'marketplace.instance-not-confirmed' });
    const { body } = await app.http.get(`/api/v1/instances/${instanceId}/operations`).expect(200);
    expect((body as { data: { operation: string }[] }).data.map((row) => row.operation)).toContain('import-things');
  });
});

describe('retry', () => {
  it('of a line reads it afresh first, and mends the counts and the state of its job (A22.3)', async () => {
    const { jobId, bad } = await halfFailed();
    const [line] = await lines(jobId, '?state=failed');
    app.operation.unplannable.clear();
    app.operation.things = app.operation.things.map((thing) => (thing.id === bad[0] ? { ...thing, value: 77 } : thing));

    const { status, body } = await retried(`/api/v1/jobs/${jobId}/lines/${line?.id}/retry`);
    expect([status, body]).toMatchObject([202, { retriedLines: 1, jobIds: [jobId] }]);
    expect(await app.job(jobId)).toMatchObject({
      state: 'processing',
      phase: 'process',
      failedCount: 1,
      waitingCount: 1,
    });
    await work(jobId);

    expect(await app.job(jobId)).toMatchObject({ state: 'partially-done', createdCount: 5, failedCount: 1 });
    const [thing] = await app.database.query<{ value: number }>('SELECT value FROM fake_thing WHERE remote_id = $1', [
      bad[0],
    ]);
    expect(thing?.value).toBe(77);
  });

  it('of a job takes all its failed lines, and pressing twice at once takes each once', async () => {
    const { jobId } = await halfFailed();
    const path = `/api/v1/jobs/${jobId}/retry`;
    const both = await Promise.all([retried(path), retried(path), retried(path)]);
    expect(both.map((answer) => answer.status)).toEqual([202, 202, 202]);
    expect(both.reduce((sum, answer) => sum + Number(answer.body['retriedLines']), 0)).toBe(2);
    expect(await app.job(jobId)).toMatchObject({ failedCount: 0, waitingCount: 2, state: 'processing' });
    app.operation.unplannable.clear();
    await work(jobId);
    expect(await app.job(jobId)).toMatchObject({ state: 'done', createdCount: 6, failedCount: 0 });
  });

  it('of a cause takes every job of the instance, and no other instance (B16)', async () => {
    const [first, second] = [await halfFailed(), await halfFailed()];
    const other = await app.anInstance();
    const otherJob = await app.start(other, { ids: first.bad });
    await work(otherJob);

    const { body: groups } = await app.http.get(`/api/v1/instances/${instanceId}/failed-lines`).expect(200);
    expect(groups).toMatchObject({ data: [{ errorCode: 'fake.unplannable', count: 4 }] });
    const path = `/api/v1/instances/${instanceId}/failed-lines/retry`;
    expect((await retried(path, { errorCode: 'fake.other' })).body).toMatchObject({ retriedLines: 0, jobIds: [] });
    const { body } = await retried(path, { errorCode: 'fake.unplannable' });
    expect(body).toMatchObject({ retriedLines: 4 });
    expect([...(body['jobIds'] as string[])].sort()).toEqual([first.jobId, second.jobId].sort());
    expect(await app.job(otherJob)).toMatchObject({ failedCount: 2, phase: 'ended' });
    expect(app.audit.at(-1)).toMatchObject({ action: 'instance.failed-lines-retried', after: { lines: 4 } });
  });

  it('of what did not fail is refused', async () => {
    const { jobId } = await halfFailed();
    const [done] = await lines(jobId, '?state=done');
    const { status, body } = await retried(`/api/v1/jobs/${jobId}/lines/${done?.id}/retry`);
    expect([status, body['code']]).toEqual([409, 'marketplace.line-not-failed']);
    await app.http.post(`/api/v1/jobs/${jobId}/lines/${newId()}/retry`).expect(404);
  });

  it('of an ended incremental run goes on beside a new one', async () => {
    app.operation.things = someThings(2);
    app.operation.unplannable.add(ids()[0] ?? '');
    const old = await app.start(instanceId);
    await work(old);
    const running = await app.start(instanceId);
    expect(running).not.toBe(old);
    expect((await retried(`/api/v1/jobs/${old}/retry`)).status).toBe(202);
    expect(await app.job(old)).toMatchObject({ state: 'processing' });
  });

  it('of a given-up reading waits for the run that is under way', async () => {
    app.operation.failures.push(new FakeFailure('reauthorise', TOKEN));
    const old = await app.start(instanceId);
    await work(old);
    expect(await app.job(old)).toMatchObject({ state: 'failed', errorCode: 'fake.reauthorise' });
    const running = await app.start(instanceId);
    const refused = await retried(`/api/v1/jobs/${old}/retry`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'marketplace.already-running']);
    await work(running);
    expect((await retried(`/api/v1/jobs/${old}/retry`)).body).toMatchObject({ fetchRetried: true });
  });

  it('of a line the store has lost says so, once, however many workers look', async () => {
    const { jobId } = await halfFailed();
    app.operation.things = [];
    await retried(`/api/v1/jobs/${jobId}/retry`);
    await Promise.all([1, 2, 3].map(() => app.get(ProcessJob).run(jobId, go)));
    expect(await app.job(jobId)).toMatchObject({ state: 'partially-done', failedCount: 2, createdCount: 4 });
    expect((await app.job(jobId)).failures).toMatchObject([
      { errorCode: 'marketplace.remote-record-missing', count: 2 },
    ]);
  });

  it('tries to read a line five times when the store fails, then waits for a person (Z21)', async () => {
    const { jobId } = await halfFailed();
    await retried(`/api/v1/jobs/${jobId}/retry`);
    app.operation.failures.push(...Array.from({ length: 9 }, () => new FakeFailure('retry', TOKEN)));
    for (let tries = 1; tries <= 5; tries++) {
      await app.get(ProcessJob).run(jobId, go);
      await app.database.query('UPDATE marketplace.queue_line SET next_attempt_at = NULL WHERE job_id = $1', [jobId]);
    }
    expect(app.operation.failures).toHaveLength(4);
    expect(await app.job(jobId)).toMatchObject({ failedCount: 2, failures: [{ errorCode: 'fake.retry', count: 2 }] });
  });
});

/** Until the cancellation stands before the lines a worker holds. */
async function waitsForLines(): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%queue_line%'`;
  for (let tries = 0; tries < 400; tries++) {
    if ((await app.database.query(sql)).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The cancellation does not come.');
}

describe('cancel', () => {
  it('of a job keeps what was done and drops what waits; a worker in the middle finishes its batch', async () => {
    const { body: settings } = await app.http.get(`/api/v1/instances/${instanceId}/settings`);
    const { version } = settings as { version: number };
    await app.http.patch(`/api/v1/instances/${instanceId}/settings`).send({ version, queueBatchLimit: 4 }).expect(200);
    app.operation.things = someThings(12);
    const jobId = await app.start(instanceId);
    await app.get(FetchJob).run(jobId, go);
    let cancelling: Promise<unknown> = Promise.resolve();
    app.operation.during = async () => {
      app.operation.during = () => Promise.resolve();
      cancelling = app.http.post(`/api/v1/jobs/${jobId}/cancel`).then((answer) => expect(answer.status).toBe(200));
      await waitsForLines();
    };
    await app.get(ProcessJob).run(jobId, go);
    await cancelling;
    // The worker may have taken one more batch before the cancellation got to those lines; nothing is lost or half done.
    const job = await app.job(jobId);
    expect(job).toMatchObject({ state: 'cancelled', phase: 'ended', waitingCount: 0 });
    expect(job.createdCount).toBeGreaterThanOrEqual(4);
    expect(await app.things(instanceId)).toBe(job.createdCount);
    expect(await lines(jobId, '?state=cancelled')).toHaveLength(12 - job.createdCount);
    await app.get(ProcessJob).run(jobId, go);
    expect(await app.job(jobId)).toMatchObject({ state: 'cancelled', createdCount: job.createdCount });
    await app.http.post(`/api/v1/jobs/${jobId}/cancel`).expect(200);
    const again = await retried(`/api/v1/jobs/${jobId}/retry`);
    expect([again.status, again.body['code']]).toEqual([409, 'marketplace.job-cancelled']);
  });

  it('of a job stops its reading', async () => {
    app.operation.things = someThings(30);
    app.operation.pageSize = 10;
    const jobId = await app.start(instanceId);
    app.operation.afterPage = async () => {
      app.operation.afterPage = () => Promise.resolve();
      await app.http.post(`/api/v1/jobs/${jobId}/cancel`).expect(200);
    };
    await work(jobId);
    expect(await app.job(jobId)).toMatchObject({ state: 'cancelled', createdCount: 0, waitingCount: 0 });
    expect(await lines(jobId)).toEqual([]);
  });

  it('of an ended job is refused', async () => {
    const { jobId } = await halfFailed();
    const { status, body } = await retried(`/api/v1/jobs/${jobId}/cancel`);
    expect([status, body['code']]).toEqual([409, 'marketplace.job-ended']);
  });

  it('of a failed line takes it out of the count, and a job without failures is done', async () => {
    const { jobId } = await halfFailed();
    for (const line of await lines(jobId, '?state=failed')) {
      await app.http.post(`/api/v1/jobs/${jobId}/lines/${line.id}/cancel`).expect(200);
      await app.http.post(`/api/v1/jobs/${jobId}/lines/${line.id}/cancel`).expect(200);
    }
    expect(await app.job(jobId)).toMatchObject({ state: 'done', failedCount: 0, createdCount: 4 });
    const [done] = await lines(jobId, '?state=done');
    await app.http.post(`/api/v1/jobs/${jobId}/lines/${done?.id}/cancel`).expect(409);
  });
});

describe('the sweep', () => {
  it('rings again for jobs that nobody has moved for a while, and for no others', async () => {
    const rung: string[] = [];
    const original = app.queue.ring.bind(app.queue);
    app.queue.ring = (name, payload, options) => {
      rung.push(`${name} ${(payload as { jobId: string }).jobId}`);
      return original(name, payload, options);
    };
    const [lost, fresh] = [await app.start(instanceId, { ids: ['a'] }), await app.start(instanceId, { ids: ['b'] })];
    await app.database.query(
      `UPDATE marketplace.queue_job SET progress_at = now() - interval '1 minute' WHERE id = $1`,
      [lost],
    );
    rung.length = 0;
    await app.scheduler.run('marketplace.sweep-jobs');
    app.queue.ring = original;
    expect(rung).toContain(`marketplace.fetch-job ${lost}`);
    expect(rung).toContain(`marketplace.process-job ${lost}`);
    expect(rung.filter((bell) => bell.endsWith(fresh))).toEqual([]);
  });
});
