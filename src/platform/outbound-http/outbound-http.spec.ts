import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { withCorrelation } from '../logging/index.js';
import { OutboundError, OutboundHttp, type OutboundRequest } from './index.js';
import { FakeWaiter } from './testing/fake-waiter.js';
import { KeptLog } from './testing/kept-log.js';
import { drop, json, StubServer } from './testing/stub-server.js';

let stub: StubServer;
let log: KeptLog;
let waiter: FakeWaiter;
let outbound: OutboundHttp;

beforeEach(async () => {
  stub = await StubServer.start();
  log = new KeptLog();
  waiter = new FakeWaiter();
  outbound = new OutboundHttp(log, { waiter });
});
afterEach(async () => {
  await outbound.close();
  await stub.stop();
});

const get = (more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  budget: 'shop:1',
  method: 'GET',
  url: `${stub.url}/v2/orders`,
  ...more,
});

async function failureOf(work: Promise<unknown>): Promise<OutboundError> {
  const error: unknown = await work.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OutboundError);
  return error as OutboundError;
}

describe('what is sent and what comes back', () => {
  it('sends query, headers and correlation id, and gives back status, headers and parsed body', async () => {
    stub.answer(json(200, { id: 7 }, { 'X-Answer': 'yes' }));

    const response = await withCorrelation('c-1', () =>
      outbound.request<{ id: number }>(
        get({
          headers: { 'X-Auth-Token': 'tok' },
          query: { 'id:in': [1, 2], page: 1, deep: true, none: undefined, nil: null },
        }),
      ),
    );

    expect(response).toMatchObject({ status: 200, body: { id: 7 }, attempts: 1 });
    expect(response.headers['x-answer']).toBe('yes');
    const [seen] = stub.seen;
    expect(new URL(seen?.url ?? '', stub.url).searchParams.toString()).toBe('id%3Ain=1%2C2&page=1&deep=true');
    expect(seen?.headers).toMatchObject({
      'x-auth-token': 'tok',
      'x-correlation-id': 'c-1',
      accept: 'application/json',
    });
  });

  it('sends a body as JSON, and text as it is', async () => {
    await outbound.request(get({ method: 'POST', body: { a: 'é' } }));
    await outbound.request(get({ method: 'POST', body: '<x/>', headers: { 'Content-Type': 'text/xml' } }));

    expect(stub.seen.map((seen) => [seen.headers['content-type'], seen.body])).toEqual([
      ['application/json', '{"a":"é"}'],
      ['text/xml', '<x/>'],
    ]);
  });

  it('reads an empty answer as null, packed answers, and text when asked', async () => {
    stub.answer(json(204, null), (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('[1,2]'));
    });

    expect(await outbound.request(get())).toMatchObject({ status: 204, body: null });
    expect(await outbound.request(get())).toMatchObject({ body: [1, 2] });
    expect(await outbound.request(get({ parse: 'text' }))).toMatchObject({ body: '[1,2]' });
  });

  it('keeps the connection for the next request', async () => {
    await outbound.request(get());
    await outbound.request(get());

    expect(stub.seen[1]?.socket).toBe(stub.seen[0]?.socket);
  });

  it('does not carry a token to where a redirect points, but follows one without a token', async () => {
    const toOther = (path: string) => json(302, null, { location: `${stub.url}${path}` });
    stub.answer(toOther('/elsewhere'));
    const refused = await failureOf(outbound.request(get({ headers: { 'X-Auth-Token': 'tok' } })));
    expect(refused).toMatchObject({ kind: 'status', status: 302 });
    expect(stub.seen).toHaveLength(1);

    stub.answer(toOther('/moved'), json(200, 'here'));
    expect((await outbound.request(get())).body).toBe('here');
    expect(stub.seen.at(-1)?.url).toBe('/moved');
  });

  it('does not send over plain http to another machine unless that is allowed', async () => {
    const error = await failureOf(outbound.request(get({ url: 'http://store.example/v2' })));
    expect(error).toMatchObject({ kind: 'tls', attempts: 0 });
    expect(error.message).toContain('use https');
  });
});

describe('failures', () => {
  it('says what the other side answered, without the query and without our token', async () => {
    stub.answer(json(422, { title: 'Bad token s3cr3t-token!' }));

    const error = await failureOf(
      outbound.request(get({ headers: { 'X-Auth-Token': 's3cr3t-token!' }, query: { access_token: 's3cr3t-token!' } })),
    );

    expect(error).toMatchObject({ kind: 'status', status: 422, endpoint: 'GET /v2/orders', attempts: 1 });
    expect(error.body).toBe('{"title":"Bad token [redacted]"}');
    expect(JSON.stringify([error, error.message, error.cause, log.lines, outbound.recentRequests()])).not.toContain(
      's3cr3t',
    );
  });

  it('takes the parts of basic credentials out as well', async () => {
    stub.answer(json(401, { message: 'user keykeykey with secret99 is not known' }));
    const authorization = `Basic ${Buffer.from('keykeykey:secret99').toString('base64')}`;

    const error = await failureOf(outbound.request(get({ headers: { authorization } })));

    expect(error.body).toBe('{"message":"user [redacted] with [redacted] is not known"}');
  });

  it('tells a refused connection, an unknown host, TLS trouble and a broken connection apart', async () => {
    const closed = await StubServer.start();
    await closed.stop();
    stub.answer(drop);

    expect(await failureOf(outbound.request(get({ url: closed.url })))).toMatchObject({ kind: 'refused', attempts: 5 });
    expect(await failureOf(outbound.request(get({ url: 'https://no-such-host.invalid' })))).toMatchObject({
      kind: 'dns',
    });
    expect(await failureOf(outbound.request(get({ url: stub.url.replace('http:', 'https:') })))).toMatchObject({
      kind: 'tls',
      attempts: 1,
    });
    expect(await failureOf(outbound.request(get({ retry: 'never' })))).toMatchObject({ kind: 'network', attempts: 1 });
  });

  it('gives up on an answer that does not come, or does not end, in time', async () => {
    stub.answer(
      () => undefined,
      (_request, response) => {
        response.writeHead(200);
        response.write('{"half":');
      },
    );

    for (const _try of [1, 2]) {
      expect(await failureOf(outbound.request(get({ timeoutMs: 80, retry: 'never' })))).toMatchObject({
        kind: 'timeout',
      });
    }
  });

  it('gives up early on an address that does not take the connection', async () => {
    const slow = new OutboundHttp(log, { waiter, connectTimeoutMs: 60 });
    const silent = createServer((socket) => void socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };

    // TLS to a server that never says hello: connected, but not safely.
    const error = await failureOf(
      slow.request(get({ url: `https://127.0.0.1:${port}`, retry: 'never', timeoutMs: 5_000 })),
    );

    expect(error.kind).toBe('timeout');
    await slow.close();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('refuses an answer that is too large, also when it is packed', async () => {
    stub.answer(json(200, 'x'.repeat(5_000)), (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(`"${'x'.repeat(1_000_000)}"`));
    });

    expect(await failureOf(outbound.request(get({ maxBytes: 4_000 })))).toMatchObject({
      kind: 'too-large',
      attempts: 1,
    });
    expect(await failureOf(outbound.request(get({ maxBytes: 100_000 })))).toMatchObject({
      kind: 'too-large',
      attempts: 1,
    });
  });

  it('ends at once when the caller stops, whether it is sending or waiting to try again', async () => {
    const stop = new AbortController();
    stub.answer((_request, _response) => stop.abort());
    expect(await failureOf(outbound.request(get({ signal: stop.signal })))).toMatchObject({ kind: 'aborted' });

    const patient = new OutboundHttp(log, {});
    const later = new AbortController();
    stub.answer((_request, response) => {
      json(503, {}, { 'retry-after': '60' })(_request, response);
      setTimeout(() => later.abort(), 30);
    });
    expect(await failureOf(patient.request(get({ signal: later.signal })))).toMatchObject({
      kind: 'aborted',
      attempts: 1,
    });
    await patient.close();
  });
});

describe('trying again', () => {
  it('sends a reading request again after a broken connection, 5xx, broken JSON and 429 without headers, five times in all', async () => {
    stub.answer(
      drop,
      json(503, {}),
      (_request, response) => void response.end('{"id":'),
      json(429, {}),
      json(200, { id: 1 }),
    );

    expect(await outbound.request(get())).toMatchObject({ body: { id: 1 }, attempts: 5 });
    expect(waiter.waits).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('gives up after five tries and says how many there were', async () => {
    stub.answer(json(500, { why: 'down' }));

    expect(await failureOf(outbound.request(get()))).toMatchObject({ kind: 'status', status: 500, attempts: 5 });
    expect(stub.seen).toHaveLength(5);
  });

  it('waits anything between nothing and the whole backoff', async () => {
    waiter = new FakeWaiter(0);
    const eager = new OutboundHttp(log, { waiter });
    stub.answer(json(502, {}), json(200, {}));

    await eager.request(get());

    expect(waiter.waits).toEqual([0]);
    await eager.close();
  });

  it('waits as long as the other side asks', async () => {
    stub.answer(json(503, {}, { 'Retry-After': '7' }), json(200, {}));

    await outbound.request(get());

    expect(waiter.total).toBe(7_500);
  });

  it('does not sit and wait when it is asked to stay away for long', async () => {
    stub.answer(json(503, {}, { 'Retry-After': '3600' }));

    expect(await failureOf(outbound.request(get()))).toMatchObject({ attempts: 1, retryAfterMs: 3_600_000 });
  });

  it.each([400, 401, 403, 404, 409, 422, 501, 505])('does not send again after %i', async (status) => {
    stub.answer(json(status, {}));
    expect(await failureOf(outbound.request(get()))).toMatchObject({ status, attempts: 1 });
  });

  it('does not send a write again after a lost answer, unless the caller says that twice is harmless', async () => {
    stub.answer(drop, json(200, {}));
    expect(await failureOf(outbound.request(get({ method: 'POST', body: {} })))).toMatchObject({
      kind: 'network',
      attempts: 1,
    });

    stub.answer(drop, json(200, {}));
    expect(await outbound.request(get({ method: 'PUT', body: {}, retry: 'safe' }))).toMatchObject({ attempts: 2 });
  });

  it('sends nothing again for a caller who wants the first answer, but waits for a spent quota', async () => {
    const closed = await StubServer.start();
    await closed.stop();
    for (const url of [closed.url, 'https://no-such-host.invalid'])
      expect(await failureOf(outbound.request(get({ url, retry: 'none' })))).toMatchObject({ attempts: 1 });
    stub.answer(json(503, {}), json(429, {}));
    for (const status of [503, 429])
      expect(await failureOf(outbound.request(get({ retry: 'none' })))).toMatchObject({ status, attempts: 1 });
    expect(waiter.waits).toEqual([]);
    outbound.readQuotaWith('shop', ({ 'x-left': left }) =>
      left === undefined ? null : { limit: 100, remaining: Number(left), resetMs: 900 },
    );
    stub.answer(json(429, {}, { 'X-Left': '0' }), json(200, {}));
    expect(await outbound.request(get({ retry: 'none' }))).toMatchObject({ status: 200 });
    expect(waiter.total).toBeGreaterThanOrEqual(900);
  });

  it('sends a write again when it was refused before anything was done', async () => {
    stub.answer(json(429, {}), json(200, {}));
    expect(await outbound.request(get({ method: 'POST', body: {} }))).toMatchObject({ attempts: 2 });
  });
});

describe('the request log', () => {
  it('has one line for each attempt, with credentials taken out, and counts them', async () => {
    stub.answer(json(503, {}), json(200, [1]));
    const heard: number[] = [];
    const stopListening = outbound.onRequest((entry) => heard.push(entry.attempt));

    await outbound.request(get({ headers: { 'X-Auth-Token': 'canary-1' }, query: { page: 2, api_key: 'canary-2' } }));
    stopListening();
    await outbound.request(get({ budget: 'shop:2' }));

    expect(heard).toEqual([1, 2]);
    expect([outbound.requestCount('shop:1'), outbound.requestCount('shop:2'), outbound.requestCount('shop:3')]).toEqual(
      [2, 1, 0],
    );
    expect(outbound.recentRequests('shop:1')).toMatchObject([
      {
        endpoint: 'GET /v2/orders',
        url: `${stub.url}/v2/orders?page=2&api_key=[redacted]`,
        requestHeaders: { 'x-auth-token': '[redacted]' },
        attempt: 1,
        status: 503,
        failure: 'status',
      },
      { attempt: 2, status: 200, failure: null, bytes: 3 },
    ]);
    expect(log.said('request failed')).toMatchObject([
      { fields: { endpoint: 'GET /v2/orders', status: 503, attempt: 1 } },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('canary');
  });

  it('goes on when a listener fails', async () => {
    outbound.onRequest(() => {
      throw new Error('metrics are broken');
    });
    expect((await outbound.request(get())).status).toBe(200);
  });
});
