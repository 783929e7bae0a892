import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { until } from '../queue/testing/queue-behaviour.js';
import { findRedis, RedisServer, reportNoRedis } from '../queue/testing/redis-server.js';
import { OutboundHttp } from './index.js';
import { RedisQuotaStore } from './redis-quota.store.js';
import { KeptLog } from './testing/kept-log.js';
import { describeQuotaStore } from './testing/quota-behaviour.js';
import { json, quota, StubServer } from './testing/stub-server.js';

const redis = await findRedis();
const own = await RedisServer.start();
if (!redis || !own) reportNoRedis('the quota shared through Redis');
afterAll(async () => {
  await redis?.close();
  await own?.remove();
});

const AWAY = 'Redis is away: the quota is kept by each process until it is back';
let log: KeptLog;
let prefix: string;
const stores: RedisQuotaStore[] = [];
beforeEach(() => {
  log = new KeptLog();
  prefix = `test-quota-${randomUUID()}:`;
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

function made(url: string): RedisQuotaStore {
  const store = new RedisQuotaStore({ url, log, prefix });
  stores.push(store);
  return store;
}

(redis ? describe : describe.skip)('the quota shared through Redis', () => {
  const url = redis?.url ?? '';
  let store: RedisQuotaStore;
  beforeEach(async () => {
    store = made(url);
    await store.ready();
  });

  afterEach(async () => {
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  });

  describeQuotaStore({ store: () => store, pass: (ms) => wait(ms) });

  it('is one quota for all processes, also for one that has not asked anything yet', async () => {
    const other = made(url);
    await other.ready();
    await store.learn('shop', { limit: 150, remaining: 25, resetMs: 20_000 });
    let taken = 0;
    while ((await (taken % 2 ? store : other).take('shop')) === 0) taken++;
    expect(taken).toBe(20);
    await store.block('blocked', 5_000);
    expect(await other.take('blocked')).toBeGreaterThan(4_000);
  });

  it('keeps two processes together within what the store allows', async () => {
    const stub = await StubServer.start();
    let left = 20;
    let windowEndsAt = Date.now() + 400;
    let refused = 0;
    stub.answer((request, response) => {
      if (Date.now() >= windowEndsAt) [left, windowEndsAt] = [20, Date.now() + 400];
      if (left === 0) refused++;
      else left--;
      json(200, null, quota(20, left, windowEndsAt - Date.now()))(request, response);
    });
    const other = made(url);
    await other.ready();
    const processes = [store, other].map((quotaStore) => {
      const outbound = new OutboundHttp(log, { quotaStore });
      outbound.readQuotaWith('shop', (headers) => ({
        limit: Number(headers['x-rate-limit-requests-quota']),
        remaining: Number(headers['x-rate-limit-requests-left']),
        resetMs: Number(headers['x-rate-limit-time-reset-ms']),
      }));
      return outbound;
    });
    const get = (outbound: OutboundHttp | undefined) =>
      outbound?.request({ budget: 'shop:1', method: 'GET', url: stub.url });
    await get(processes[0]);

    await Promise.all(Array.from({ length: 60 }, (_, index) => get(processes[index % 2])));

    expect(refused).toBe(0);
    await Promise.all(processes.map((outbound) => outbound.close()));
    await stub.stop();
  });
});

(own ? describe : describe.skip)('when Redis is away', () => {
  it('goes by what this process knows, says so once, and shares again when Redis is back', async () => {
    const server = own as RedisServer;
    const store = made(server.url);
    await store.ready();
    await store.learn('shop', { limit: 150, remaining: 8, resetMs: 60_000 });
    expect(await store.take('shop')).toBe(0);

    await server.kill();
    await wait(100);
    expect(await store.take('shop')).toBe(0);
    expect(await store.take('shop')).toBe(0);
    expect(await store.take('shop')).toBeGreaterThan(0);
    expect(log.said(AWAY)).toHaveLength(1);

    await server.up();
    await store.ready();
    await until(
      async () => (await store.take('fresh')) === 0 && log.said('quota shared through Redis again').length === 1,
    );
    expect(log.lines).toHaveLength(2);
  }, 20_000);

  it('does not hold up requests when Redis answers nothing', async () => {
    const server = own as RedisServer;
    const store = made(server.url);
    await store.ready();
    server.freeze();
    const from = Date.now();

    for (let i = 0; i < 100; i++) expect(await store.take('shop')).toBe(0);

    server.thaw();
    expect(Date.now() - from).toBeLessThan(2_500);
    expect(log.said(AWAY)).toHaveLength(1);
  }, 20_000);
});
