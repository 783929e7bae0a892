import { accessApp, type AccessApp } from './access-app.js';
import { PROBE_SCHEMA, ProbeController, ProbeModule, teapot } from './access-probe.js';

const bearer = { type: 'bearer' } as const;

describe('Idempotency-Key', () => {
  let hub: AccessApp;
  let other: { key: string };
  let count = 0;
  beforeAll(async () => {
    hub = await accessApp([ProbeModule]);
    for (const sql of PROBE_SCHEMA) await hub.database.query(sql);
    other = await hub.makeKey({ role: 'operator' });
  }, 120_000);
  afterAll(() => hub?.close());
  beforeEach(() => (ProbeController.failures = []));

  const post = (path: string, key: string, body: object = {}, as = hub.adminKey) =>
    hub.http().post(`/api/v1/probes${path}`).auth(as, bearer).set('Idempotency-Key', key).send(body);
  const newKey = () => `key-${++count}`;
  const callsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = ProbeController.calls;
    await work();
    return ProbeController.calls - before;
  };

  it('does the same request once and answers it alike', async () => {
    const key = newKey();
    const first = await post('/act', key, { b: 1, a: { y: 1, x: 2 } });
    const second = await post('/act', key, { a: { x: 2, y: 1 }, b: 1 });
    expect(first.status).toBe(202);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.status).toBe(202);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.text).toBe(first.text);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
  });

  it('acts each time without a key', async () => {
    const act = () => hub.http().post('/api/v1/probes/act').auth(hub.adminKey, bearer).send({});
    expect(await callsOf(async () => [await act(), await act()])).toBe(2);
  });

  it('refuses a key that was used for another body or another address', async () => {
    const key = newKey();
    await post('/act', key, { a: 1 });
    for (const answer of [await post('/act', key, { a: 2 }), await post('/act', key), await post('', key, { a: 1 })]) {
      expect(answer.body).toMatchObject({ status: 422, code: 'request.idempotency-key-reused' });
    }
  });

  it('keeps the keys of two callers apart', async () => {
    const key = newKey();
    expect(await callsOf(async () => [await post('/act', key), await post('/act', key, {}, other.key)])).toBe(2);
  });

  it('lets one of two requests at once act and tells the other to wait', async () => {
    const key = newKey();
    let open = (): void => undefined;
    ProbeController.gate = new Promise((resolve) => (open = resolve));
    const calls = await callsOf(async () => {
      const first = post('/act', key).then((answer) => answer);
      const before = ProbeController.calls;
      while (ProbeController.calls === before) await new Promise((resolve) => setTimeout(resolve, 5));
      const second = await post('/act', key);
      expect(second.body).toMatchObject({ status: 409, code: 'request.in-progress' });
      expect(second.headers['retry-after']).toBe('1');
      open();
      expect((await first).status).toBe(202);
      expect((await post('/act', key)).headers['idempotency-replayed']).toBe('true');
    });
    expect(calls).toBe(1);
  });

  it('acts once for twenty requests at once', async () => {
    const key = newKey();
    const calls = await callsOf(() => Promise.all(Array.from({ length: 20 }, () => post('/act', key))));
    expect(calls).toBe(1);
  });

  it('repeats a refusal of the work as it was', async () => {
    const key = newKey();
    ProbeController.failures.push(teapot());
    const first = await post('/act', key);
    const second = await post('/act', key);
    expect(first.body).toMatchObject({ status: 409, code: 'probe.busy' });
    expect(second.status).toBe(409);
    expect(second.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
  });

  it('does not store a failure of ours, so that the caller may try again', async () => {
    const key = newKey();
    ProbeController.failures.push(new Error('boom'));
    expect((await post('/act', key)).status).toBe(500);
    const again = await post('/act', key);
    expect(again.status).toBe(202);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
  });

  it('leaves the key free when the request was refused before any work', async () => {
    const key = newKey();
    expect((await post('', key, { name: 7 })).status).toBe(400);
    expect((await post('', key, { name: 'corrected' })).status).toBe(201);
    expect((await post('', key, { name: 'corrected' })).headers['idempotency-replayed']).toBe('true');
  });

  it('never stores an answer that holds a secret', async () => {
    const key = newKey();
    expect((await post('/secret', key)).body).toEqual({ secret: 'canary' });
    expect((await post('/secret', key)).body).toMatchObject({ status: 409, code: 'request.already-done' });
    const rows = await hub.database.query<{ row: string }>('SELECT i::text AS row FROM platform.idempotency_key i');
    expect(rows.map(({ row }) => row).join()).not.toContain('canary');
  });

  it('asks a person when the first request died in the middle', async () => {
    const key = newKey();
    await post('/act', key);
    await hub.database.query(
      `UPDATE platform.idempotency_key SET status = NULL, finished_at = NULL, response = NULL, created_at = now() - interval '5 minutes' WHERE key = $1`,
      [key],
    );
    expect(
      await callsOf(async () =>
        expect((await post('/act', key)).body).toMatchObject({ status: 409, code: 'request.outcome-unknown' }),
      ),
    ).toBe(0);
  });

  it('forgets a key after its time', async () => {
    const key = newKey();
    await post('/act', key, { a: 1 });
    await hub.database.query(
      `UPDATE platform.idempotency_key SET expires_at = now() - interval '1 second' WHERE key = $1`,
      [key],
    );
    const again = await post('/act', key, { a: 2 });
    expect(again.status).toBe(202);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
  });

  it.each([['with a blank'], ['ü'], ['x'.repeat(256)]])('refuses the key %s', async (key) => {
    const answer = await post('/act', encodeURI(key) === key ? key : 'a b');
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field: 'Idempotency-Key' }] });
  });

  it('does nothing on a public route, where callers cannot be told apart', async () => {
    const open = () => hub.http().post('/api/v1/probes/open').set('Idempotency-Key', 'shared').send({ name: 'a' });
    expect(await callsOf(async () => [await open(), await open()])).toBe(2);
  });
});
