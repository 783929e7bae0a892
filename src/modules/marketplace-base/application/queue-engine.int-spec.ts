import { FakeFailure } from '../testing/fake-connector.js';
import { marketplaceApp, TOKEN, type FakeThing, type MarketplaceApp } from '../testing/index.js';
import { FetchJob } from './fetch-job.js';
import { ProcessJob } from './process-job.js';

let app: MarketplaceApp;
let instanceId: string;

beforeAll(async () => {
  app = await marketplaceApp();
  instanceId = await app.anInstance();
}, 60_000);
afterAll(() => app?.close());

let next = 0;
const someThings = (count: number, value = 1): FakeThing[] =>
  Array.from({ length: count }, () => ({ id: `t${String(++next).padStart(6, '0')}`, value }));

beforeEach(async () => {
  Object.assign(app.operation, { pages: 0, batches: 0, prepared: 0, pageSize: 10, things: [], preparingHelps: true });
  app.operation.failures.length = 0;
  app.operation.prepareFailures.length = 0;
  app.operation.unprepared.clear();
  app.operation.unplannable.clear();
  app.operation.during = () => Promise.resolve();
  app.operation.afterPage = () => Promise.resolve();
  await app.database.query('DELETE FROM marketplace.sync_cursor');
  await app.database.query('DELETE FROM public.fake_thing');
});

const ids = (things: readonly FakeThing[]): string[] => things.map((thing) => thing.id);
const written = async (): Promise<string[]> =>
  (await app.database.query<{ id: string }>('SELECT remote_id AS id FROM public.fake_thing ORDER BY 1')).map(
    (r) => r.id,
  );
const linesOf = (jobId: string) =>
  app.database.query<{ remoteId: string; state: string; errorCode: string | null; message: string; attempts: number }>(
    `SELECT remote_id AS "remoteId", state, error_code AS "errorCode", message, attempts FROM marketplace.queue_line
     WHERE job_id = $1 ORDER BY remote_id`,
    [jobId],
  );
/** What was put off becomes due. */
const makeDue = async (jobId: string): Promise<void> => {
  await app.database.query(
    'UPDATE marketplace.queue_line SET next_attempt_at = now() WHERE job_id = $1 AND next_attempt_at IS NOT NULL',
    [jobId],
  );
  await app.database.query(
    "UPDATE marketplace.queue_job SET next_fetch_at = NULL, progress_at = now() - interval '1 hour' WHERE id = $1",
    [jobId],
  );
  await app.scheduler.run('marketplace.sweep-jobs');
};
const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It does not happen.');
};

describe('a queue job', () => {
  it('reads every page, works on every line and ends done (A22.8)', async () => {
    app.operation.things = someThings(35);
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'done', createdCount: 35, failedCount: 0, waitingCount: 0 });
    expect(await written()).toEqual(ids(app.operation.things));
    expect(app.operation.pages).toBe(4);
  });

  it('moves its cursor, so that the next run reads only what is new (A3.2)', async () => {
    app.operation.things = someThings(5);
    await app.ended(await app.start(instanceId));
    const fresh = { id: `t${++next}`, value: 1, modifiedAt: '2026-02-01T00:00:00.000Z' };
    app.operation.things = [...app.operation.things, fresh];
    const second = await app.ended(await app.start(instanceId));
    expect(second).toMatchObject({ state: 'done', createdCount: 1 });
  });

  it('ends empty when there is nothing to do', async () => {
    expect(await app.ended(await app.start(instanceId))).toMatchObject({ state: 'done', createdCount: 0 });
  });

  it('says which ids the store does not have, and brings the others (A11.4)', async () => {
    app.operation.things = someThings(2);
    const asked = [...ids(app.operation.things), 'nowhere'];
    const job = await app.ended(await app.start(instanceId, { ids: asked }));
    expect(job).toMatchObject({ state: 'partially-done', createdCount: 2, failedCount: 1 });
    expect(job.failures).toMatchObject([{ errorCode: 'marketplace.remote-record-missing', remoteId: 'nowhere' }]);
  });

  it('lets one bad record fail by itself, with the rule it broke, and writes all others (A22.2)', async () => {
    app.operation.pageSize = 100;
    app.operation.things = someThings(64);
    const bad = { ...(app.operation.things[37] as FakeThing), value: -1 };
    app.operation.things[37] = bad;
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'partially-done', createdCount: 63, failedCount: 1 });
    expect((await linesOf(job.id)).filter((line) => line.state === 'failed')).toMatchObject([
      { remoteId: bad.id, errorCode: 'marketplace.record-refused', message: expect.stringContaining('ck_fake_value') },
    ]);
    // Halving: two batches for each level, not one for each record.
    expect(app.operation.batches).toBeLessThan(64);
  });

  it('fails lines that cannot be planned with their own sentence', async () => {
    app.operation.things = someThings(3);
    app.operation.unplannable.add(app.operation.things[1]?.id ?? '');
    const job = await app.ended(await app.start(instanceId));
    expect(job.failures).toMatchObject([{ errorCode: 'fake.unplannable', count: 1 }]);
  });

  it('prepares what is missing and goes on', async () => {
    app.operation.things = someThings(6);
    for (const id of ids(app.operation.things).slice(0, 3)) app.operation.unprepared.add(id);
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'done', createdCount: 6 });
    expect(app.operation.prepared).toBeGreaterThan(0);
  });

  it('fails records that ask for the same preparation without end, and brings all others', async () => {
    app.operation.things = someThings(6);
    const stuck = ids(app.operation.things).slice(0, 2);
    for (const id of stuck) app.operation.unprepared.add(id);
    app.operation.preparingHelps = false;
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'partially-done', createdCount: 4, failedCount: 2 });
    expect(job.failures).toMatchObject([{ errorCode: 'marketplace.preparation-without-end', count: 2 }]);
  });

  it('works again on a record that changed after the same job had read it', async () => {
    app.operation.things = someThings(12);
    app.operation.pageSize = 5;
    const [first] = app.operation.things as [FakeThing];
    const done = async (): Promise<boolean> => (await written()).includes(first.id);
    app.operation.afterPage = async (page) => {
      if (page !== 2) return;
      // It was written from its first page already; now it comes again, changed, at the end of the list.
      await until(done);
      app.operation.things.push({ id: first.id, value: 77, modifiedAt: '2026-03-01T00:00:00.000Z' });
    };
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'done', createdCount: 12, updatedCount: 0, failedCount: 0, waitingCount: 0 });
    const [stored] = await app.database.query('SELECT value FROM public.fake_thing WHERE remote_id = $1', [first.id]);
    expect(stored).toEqual({ value: 77 });
    expect(await written()).toHaveLength(12);
  });

  it('forgets the failure of a record that comes again mended', async () => {
    app.operation.things = someThings(12);
    app.operation.pageSize = 5;
    const [first] = app.operation.things as [FakeThing];
    app.operation.unplannable.add(first.id);
    const failed = async (): Promise<boolean> =>
      (
        await app.database.query(`SELECT FROM marketplace.queue_line WHERE remote_id = $1 AND state = 'failed'`, [
          first.id,
        ])
      ).length > 0;
    app.operation.afterPage = async (page) => {
      if (page !== 2) return;
      await until(failed);
      app.operation.unplannable.clear();
      app.operation.things.push({ ...first, modifiedAt: '2026-03-01T00:00:00.000Z' });
    };
    const job = await app.ended(await app.start(instanceId));
    expect(job).toMatchObject({ state: 'done', createdCount: 12, failedCount: 0 });
  });

  it('loses nothing when it is cancelled: the next one reads again what was not written', async () => {
    app.operation.things = someThings(40).map((thing, index) => ({
      ...thing,
      modifiedAt: new Date(Date.UTC(2026, 0, 2, 0, 0, index)).toISOString(),
    }));
    app.operation.pageSize = 5;
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    app.operation.during = () => gate;
    // Each of the two workers has a page in hand before the third is read; the other pages wait.
    app.operation.afterPage = async (page) => {
      if (page === 2 || page === 3) await until(() => Promise.resolve(app.operation.batches >= page - 1));
    };
    const jobId = await app.start(instanceId);
    await until(async () => (await linesOf(jobId)).length === 40);
    const cancelled = app.http
      .post(`/api/v1/jobs/${jobId}/cancel`)
      .send({})
      .then((answer) => answer.status);
    // What workers have in hand they end; everything else is given up.
    await until(async () => {
      const waiting = await app.database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%cancelled%'`,
      );
      return waiting.length > 0;
    });
    go();
    expect(await cancelled).toBe(200);
    expect(await written()).toHaveLength(10);
    const next = await app.ended(await app.start(instanceId));
    expect(next).toMatchObject({ state: 'done', failedCount: 0 });
    expect(await written()).toEqual(ids(app.operation.things));
  });

  it('is answered instead of started twice while it runs', async () => {
    app.operation.things = someThings(3);
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    app.operation.afterPage = () => gate;
    const first = await app.start(instanceId);
    const second = await app.http
      .post(`/api/v1/instances/${instanceId}/operations`)
      .send({ operation: 'import-things' })
      .expect(202);
    expect(second.body).toEqual({ jobId: first, alreadyRunning: true, address: `/api/v1/jobs/${first}` });
    expect(second.headers['location']).toBe(`/api/v1/jobs/${first}`);
    const ids = await app.start(instanceId, { ids: ['nowhere'] });
    expect(ids).not.toBe(first);
    go();
    await app.ended(first);
  });

  it('starts once when two ask at the same time', async () => {
    app.operation.things = someThings(1);
    const [one, two] = await Promise.all([app.start(instanceId), app.start(instanceId)]);
    await app.ended(one);
    await app.ended(two);
    expect(await written()).toEqual(ids(app.operation.things));
  });
});

describe('a store that fails', () => {
  it('is asked again for the same page, without a line lost or doubled', async () => {
    app.operation.things = someThings(25);
    app.operation.failures.push(new FakeFailure('retry', TOKEN, 30), new FakeFailure('retry', TOKEN, 30));
    const jobId = await app.start(instanceId);
    await until(async () => {
      await makeDue(jobId);
      return (await app.job(jobId)).phase === 'ended';
    });
    expect(await app.job(jobId)).toMatchObject({ state: 'done', createdCount: 25, errorCode: null });
  });

  it('pauses a job with its reason and goes on by itself', async () => {
    app.operation.things = someThings(1);
    app.operation.failures.push(new FakeFailure('retry', TOKEN, 60_000));
    const jobId = await app.start(instanceId);
    await until(async () => (await app.job(jobId)).errorCode !== null);
    const paused = await app.job(jobId);
    expect(paused).toMatchObject({ phase: 'fetch', errorCode: 'fake.retry' });
    expect(JSON.stringify(paused)).not.toContain(TOKEN);
    await app.http.post(`/api/v1/jobs/${jobId}/cancel`).expect(200);
  });

  it('that needs a person ends the reading, keeps what was read, and reads on after Retry', async () => {
    app.operation.things = someThings(25);
    app.operation.afterPage = (page) => {
      if (page === 2) app.operation.failures.push(new FakeFailure('reauthorise', TOKEN));
      return Promise.resolve();
    };
    const jobId = await app.start(instanceId);
    expect(await app.ended(jobId)).toMatchObject({
      state: 'partially-done',
      createdCount: 20,
      errorCode: 'fake.reauthorise',
    });
    const { body } = await app.http.post(`/api/v1/jobs/${jobId}/retry`).expect(202);
    expect(body).toMatchObject({ retriedLines: 0, fetchRetried: true });
    expect(await app.ended(jobId)).toMatchObject({ state: 'done', createdCount: 25, errorCode: null });
    expect(await written()).toEqual(ids(app.operation.things));
  });

  it('no longer has what was retried: every line says so, however many batches they are', async () => {
    const small = await app.anInstance();
    const { version } = (await app.http.get(`/api/v1/instances/${small}`).expect(200)).body as { version: number };
    await app.http.patch(`/api/v1/instances/${small}/settings`).send({ version, queueBatchLimit: 10 }).expect(200);
    app.operation.things = someThings(35);
    for (const id of ids(app.operation.things)) app.operation.unplannable.add(id);
    const jobId = await app.start(small);
    expect(await app.ended(jobId)).toMatchObject({ state: 'failed', failedCount: 35 });
    app.operation.things = [];
    await app.http.post(`/api/v1/jobs/${jobId}/retry`).expect(202);
    expect(await app.ended(jobId)).toMatchObject({ state: 'failed', failedCount: 35 });
    const codes = (await linesOf(jobId)).map((line) => line.errorCode);
    expect(new Set(codes)).toEqual(new Set(['marketplace.remote-record-missing']));
  });

  it('puts lines off while preparing, counts the tries, and fails them after five (Z21)', async () => {
    app.operation.things = someThings(2);
    for (const id of ids(app.operation.things)) app.operation.unprepared.add(id);
    app.operation.prepareFailures.push(...Array.from({ length: 9 }, () => new FakeFailure('retry', TOKEN)));
    const jobId = await app.start(instanceId);
    await until(async () => (await linesOf(jobId)).some((line) => line.attempts === 1));
    for (let tries = 2; tries <= 5; tries++) {
      await makeDue(jobId);
      await until(async () => (await linesOf(jobId)).every((line) => line.attempts === tries));
    }
    expect(await app.ended(jobId)).toMatchObject({ state: 'failed', failedCount: 2 });
    expect(await linesOf(jobId)).toMatchObject([
      { state: 'failed', errorCode: 'fake.retry', attempts: 5 },
      { state: 'failed', errorCode: 'fake.retry', attempts: 5 },
    ]);
    expect(JSON.stringify(await linesOf(jobId))).not.toContain(TOKEN);
  });
});

describe('workers', () => {
  it('that die in the middle leave nothing half-written: the next goes on', async () => {
    app.operation.things = someThings(30);
    app.operation.pageSize = 100;
    let killed = 0;
    app.operation.during = () => {
      if (++killed > 2) return Promise.resolve();
      return Promise.reject(Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' }));
    };
    const jobId = await app.start(instanceId);
    await until(async () => {
      await makeDue(jobId);
      return (await app.job(jobId)).phase === 'ended';
    });
    expect(await app.job(jobId)).toMatchObject({ state: 'done', createdCount: 30, failedCount: 0 });
    expect(await written()).toEqual(ids(app.operation.things));
  });

  it('stop between batches when the process ends, and another process takes the rest', async () => {
    await app.http
      .patch(`/api/v1/instances/${instanceId}/settings`)
      .send({ version: 1, queueBatchLimit: 5 })
      .expect(200);
    await app.queue.stop(1_000);
    app.operation.things = someThings(40);
    app.operation.pageSize = 100;
    const jobId = await app.start(instanceId);
    const stop = new AbortController();
    await app.get(FetchJob).run(jobId, stop.signal);
    app.operation.during = () => {
      stop.abort();
      return Promise.resolve();
    };
    await app.get(ProcessJob).run(jobId, stop.signal);
    const half = await written();
    expect(half).toHaveLength(5);
    expect(await app.job(jobId)).toMatchObject({ phase: 'process', createdCount: 5, waitingCount: 35 });

    app.operation.during = () => Promise.resolve();
    const go = new AbortController().signal;
    await Promise.all([
      app.get(ProcessJob).run(jobId, go),
      app.get(ProcessJob).run(jobId, go),
      app.get(ProcessJob).run(jobId, go),
    ]);
    expect(await app.job(jobId)).toMatchObject({ phase: 'ended', state: 'done', createdCount: 40 });
    expect(await written()).toEqual(ids(app.operation.things));
  });

  it('share a job: each line is worked on once, and both get some', async () => {
    app.operation.things = someThings(60);
    app.operation.pageSize = 100;
    const jobId = await app.start(instanceId);
    const go = new AbortController().signal;
    await app.get(FetchJob).run(jobId, go);
    const seen: string[] = [];
    let together = 0;
    let most = 0;
    app.operation.during = async (lines) => {
      seen.push(...lines.map((line) => line.remoteId));
      most = Math.max(most, ++together);
      await new Promise((resolve) => setTimeout(resolve, 20));
      together--;
    };
    await Promise.all([app.get(ProcessJob).run(jobId, go), app.get(ProcessJob).run(jobId, go)]);
    expect([...seen].sort()).toEqual(ids(app.operation.things));
    expect(most).toBe(2);
    const ended = app.events.filter((event) => (event.payload as { jobId: string }).jobId === jobId);
    expect(ended).toMatchObject([{ type: 'marketplace.job-ended.v1', payload: { state: 'done', failed: 0 } }]);
  });

  it('read one page at a time: a second reader of the same job leaves', async () => {
    app.operation.things = someThings(30);
    const jobId = await app.start(instanceId);
    const go = new AbortController().signal;
    await Promise.all([app.get(FetchJob).run(jobId, go), app.get(FetchJob).run(jobId, go)]);
    expect(app.operation.pages).toBe(3);
    await app.get(ProcessJob).run(jobId, go);
    expect(await written()).toEqual(ids(app.operation.things));
  });
});
