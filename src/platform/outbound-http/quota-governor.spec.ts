import { OutboundError, OutboundHttp, type OutboundRequest, type QuotaReader } from './index.js';
import { FakeWaiter } from './testing/fake-waiter.js';
import { KeptLog } from './testing/kept-log.js';
import { json, quota, StubServer } from './testing/stub-server.js';

const reader: QuotaReader = (headers) => {
  const limit = headers['x-rate-limit-requests-quota'];
  if (limit === undefined) return null;
  return {
    limit: Number(limit),
    remaining: Number(headers['x-rate-limit-requests-left']),
    resetMs: Number(headers['x-rate-limit-time-reset-ms']),
  };
};

let stub: StubServer;
let log: KeptLog;
let waiter: FakeWaiter;
let outbound: OutboundHttp;

beforeEach(async () => {
  stub = await StubServer.start();
  log = new KeptLog();
  waiter = new FakeWaiter(0);
  outbound = new OutboundHttp(log, { waiter });
  outbound.readQuotaWith('shop', reader);
});
afterEach(async () => {
  await outbound.close();
  await stub.stop();
});

const get = (more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  budget: 'shop:1',
  method: 'GET',
  url: stub.url,
  ...more,
});

describe('the quota of a store (A22.6, A22.7)', () => {
  it('waits for the reset when little is left, rather than being refused', async () => {
    stub.answer(json(200, 1, quota(150, 5, 12_000)), json(200, 2, quota(150, 149, 30_000)));

    await outbound.request(get());
    expect(waiter.total).toBe(0);
    const second = await outbound.request(get());

    expect(second).toMatchObject({ body: 2, attempts: 1 });
    expect(waiter.total).toBe(12_050);
    expect(log.said('waiting for the quota')).toMatchObject([
      { level: 'info', fields: { budget: 'shop:1', waitMs: 12_000 } },
    ]);
  });

  it('is spent by all requests of the store together, and by that store only', async () => {
    const real = new OutboundHttp(log, {});
    real.readQuotaWith('shop', reader);
    // 20 in each 300 ms; one more is refused in earnest, and one is kept in reserve.
    let left = 20;
    let windowEndsAt = Date.now() + 300;
    let refused = 0;
    stub.answer((request, response) => {
      if (request.url !== '/') return json(200, null)(request, response);
      if (Date.now() >= windowEndsAt) [left, windowEndsAt] = [20, Date.now() + 300];
      if (left === 0) refused++;
      else left--;
      return json(200, null, quota(20, left, windowEndsAt - Date.now()))(request, response);
    });
    await real.request(get());

    const all = Promise.all(Array.from({ length: 60 }, () => real.request(get())));
    const other = await real.request(get({ budget: 'shop:2', url: `${stub.url}/other` }));
    await all;

    expect(refused).toBe(0);
    expect(other.durationMs).toBeLessThan(250);
    const waits = log.said('waiting for the quota').map((line) => line.fields['budget']);
    expect(waits).toEqual(['shop:1', 'shop:1', 'shop:1']);
    await real.close();
  });

  it('waits for the reset that a 429 names, and does not count it as a failed try', async () => {
    const spent = json(429, {}, quota(150, 0, 9_000));
    stub.answer(spent, spent, spent, spent, spent, spent, json(200, 'in', quota(150, 149, 30_000)));

    expect(await outbound.request(get())).toMatchObject({ body: 'in', attempts: 7 });
    expect(waiter.waits).toEqual(Array(6).fill(9_050));
  });

  it('waits for X-Retry-After when that is longer than the reset', async () => {
    stub.answer(json(429, {}, { ...quota(150, 0, 2_000), 'X-Retry-After': '20' }), json(200, 'in'));

    await outbound.request(get({ method: 'POST', body: {} }));

    expect(waiter.total).toBeGreaterThanOrEqual(20_000);
    expect(waiter.total).toBeLessThan(21_000);
  });

  it('stops everyone else of the store too once one was refused', async () => {
    stub.answer(json(429, {}, quota(150, 0, 9_000)), json(200, null, quota(150, 149, 30_000)));
    const first = outbound.request(get());
    while (stub.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await first;
    const sentAt = waiter.now();
    await outbound.request(get());
    expect(stub.seen).toHaveLength(3);
    expect(sentAt - Date.parse('2026-11-20T10:00:00Z')).toBe(9_050);
  });

  it('backs off on a 429 that says nothing of the quota', async () => {
    waiter = new FakeWaiter(1);
    const slow = new OutboundHttp(log, { waiter });
    slow.readQuotaWith('shop', reader);
    stub.answer(json(429, {}), json(429, {}), json(200, 'in'));

    expect(await slow.request(get())).toMatchObject({ body: 'in', attempts: 3 });
    expect(waiter.waits).toEqual([500, 1_000]);
    await slow.close();
  });

  it('tells the caller when to come back if the quota stays away for long, instead of holding the worker', async () => {
    stub.answer(json(429, {}, quota(150, 0, 3_600_000)));

    const error: unknown = await outbound.request(get()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(OutboundError);
    expect(error).toMatchObject({ kind: 'status', status: 429, retryAfterMs: 3_600_000 });
  });

  it('does not wait for ever on a store that refuses for ever', async () => {
    stub.answer(json(429, {}, quota(150, 0, 1_000)));

    const error: unknown = await outbound.request(get()).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ kind: 'status', status: 429 });
    expect(stub.seen.length).toBeLessThanOrEqual(26);
  });

  it('lets go of a request that waits, and of those in line behind it, when they are stopped', async () => {
    const real = new OutboundHttp(log, {});
    real.readQuotaWith('shop', reader);
    stub.answer(json(200, 1, quota(150, 1, 60_000)));
    await real.request(get());
    const stop = new AbortController();
    const waiting = [1, 2, 3].map(() => real.request(get({ signal: stop.signal })).catch((error: unknown) => error));
    await new Promise((resolve) => setTimeout(resolve, 20));

    stop.abort();

    expect(await Promise.all(waiting)).toMatchObject(Array(3).fill({ kind: 'aborted' }));
    expect(stub.seen).toHaveLength(1);
    expect(log.said('waiting for the quota')).toHaveLength(1);
    await real.close();
  });
});
