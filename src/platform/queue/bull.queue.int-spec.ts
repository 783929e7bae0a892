import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { KeptLog } from '../outbound-http/testing/kept-log.js';
import { BullQueue, type OpenBullQueue } from './bull.queue.js';
import type { Envelope } from './bull-lane.js';
import { describeQueue, Gate, until } from './testing/queue-behaviour.js';
import { findRedis, RedisServer, reportNoRedis } from './testing/redis-server.js';

const open: OpenBullQueue = (name, options) => Promise.resolve(new Bull<Envelope>(name, options));
const redis = await findRedis();
const own = await RedisServer.start();
if (!redis || !own) reportNoRedis('the Bull queue');

const rejections: unknown[] = [];
const noteRejection = (reason: unknown): void => void rejections.push(reason);
process.on('unhandledRejection', noteRejection);

let log: KeptLog;
let prefix: string;
beforeEach(() => {
  log = new KeptLog();
  prefix = `test-${randomUUID()}`;
});
afterEach(() => expect(rejections.splice(0)).toEqual([]));
afterAll(async () => {
  process.off('unhandledRejection', noteRejection);
  await redis?.close();
  await own?.remove();
});

const made = (url: string, consumes = true): BullQueue => new BullQueue({ consumes, log, redisUrl: url, open, prefix });

/** Started, connected and listening. */
async function opened(queue: BullQueue): Promise<void> {
  await queue.start();
  await queue.opened(5_000);
}

(redis ? describe : describe.skip)('the queue on Redis', () => {
  const url = redis?.url ?? '';
  afterEach(async () => {
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  });

  describeQueue(() => ({
    queue: ({ consumes }) => made(url, consumes),
    open: (queue) => opened(queue as BullQueue),
    log,
  }));

  it('reaches workers in other processes, each bell one of them', async () => {
    const [ringer, first, second] = [made(url, false), made(url), made(url)];
    const answered: string[] = [];
    const handler = async ({ id }: { id: string }): Promise<void> => {
      answered.push(id);
      await wait(5);
    };
    for (const queue of [ringer, first, second]) queue.register('test.shared', handler, { concurrency: 1 });
    await Promise.all([ringer, first, second].map(opened));

    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    for (const id of ids) await ringer.ring('test.shared', { id });

    await until(() => answered.length >= 40);
    expect([...answered].sort()).toEqual([...ids].sort());
    await Promise.all([ringer, first, second].map((queue) => queue.stop(1_000)));
  });

  it('leaves nothing behind in Redis once all bells are answered', async () => {
    const queue = made(url);
    let answered = 0;
    queue.register('test.clean', () => Promise.resolve(void answered++), { concurrency: 2 });
    await opened(queue);
    for (let i = 0; i < 50; i++) await queue.ring('test.clean', { id: i });
    await until(() => answered === 50);
    await wait(200);

    const client = new Redis(url);
    const left = (await client.keys(`${prefix}*`)).filter((key) => !/:(id|stalled-check|priority)$/.test(key));
    client.disconnect();
    expect(left).toEqual([]);
    await queue.stop(1_000);
  });
});

(own ? describe : describe.skip)('when Redis goes away', () => {
  const server = own as RedisServer;
  afterEach(async () => {
    server.thaw();
    await server.kill();
    await server.up();
  });

  it('goes on when Redis is killed in the middle and comes back empty', async () => {
    const queue = made(server.url);
    const done = new Set<string>();
    let failed = 0;
    queue.register<{ id: string }>(
      'test.survives',
      async ({ id }) => {
        await wait(20);
        done.add(id);
      },
      { concurrency: 2 },
    );
    await opened(queue);
    // The sweep: rings for everything that is not done, as rows would say.
    const wanted = Array.from({ length: 60 }, (_, index) => String(index));
    const sweep = async (): Promise<void> => {
      for (const id of wanted) if (!done.has(id)) await queue.ring('test.survives', { id }).catch(() => failed++);
    };

    await sweep();
    await until(() => done.size >= 5);
    await server.kill();
    await sweep();
    await wait(1_500);
    expect(done.size).toBeLessThan(60);
    await server.up();
    await until(async () => {
      await sweep();
      await wait(100);
      return done.size === 60;
    }, 20_000);

    expect(failed).toBe(0);
    expect(log.said('Redis is away: bells wait for the sweep until it is back')).toHaveLength(1);
    expect(log.said('queue connected to Redis again')).toHaveLength(1);
    await queue.stop(1_000);
  }, 40_000);

  it('starts without Redis and listens as soon as it is there', async () => {
    await server.kill();
    const queue = made(server.url);
    const gate = new Gate();
    queue.register('test.early', gate.handler, { concurrency: 1 });
    await queue.start();
    await queue.ring('test.early', { id: 'lost' });
    await wait(300);

    await server.up();
    await until(async () => {
      await queue.ring('test.early', { id: 'heard' });
      await wait(50);
      return gate.entered.length > 0;
    });

    expect(gate.entered).toEqual(['heard']);
    gate.letOut();
    await queue.stop(1_000);
  }, 20_000);

  it('stops in time while Redis is away, also with a handler running', async () => {
    const queue = made(server.url);
    let stopped = false;
    queue.register(
      'test.away',
      async (_payload, signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        stopped = true;
      },
      { concurrency: 1 },
    );
    await opened(queue);
    await queue.ring('test.away', { id: '1' });
    await wait(200);
    await server.kill();
    await wait(200);
    const from = Date.now();

    await queue.stop(3_000);

    expect(stopped).toBe(true);
    expect(Date.now() - from).toBeLessThan(3_500);
    await wait(500);
  }, 20_000);

  it('does not hold up whoever rings when Redis answers nothing, nor the end of the process', async () => {
    const queue = made(server.url);
    queue.register('test.frozen', () => Promise.resolve(), { concurrency: 1 });
    await opened(queue);
    server.freeze();
    const from = Date.now();

    await queue.ring('test.frozen', { id: '1' });
    expect(Date.now() - from).toBeLessThan(3_000);
    expect(log.said('bell not rung in time: the sweep rings again')).toHaveLength(1);

    await queue.stop(1_000);
    expect(Date.now() - from).toBeLessThan(5_000);
  }, 20_000);

  it('notices a Redis that is gone without a word, and connects again', async () => {
    const queue = made(server.url);
    const gate = new Gate();
    queue.register('test.silent', gate.handler, { concurrency: 1 });
    await opened(queue);
    server.freeze();
    await until(() => log.said('Redis is away: bells wait for the sweep until it is back').length === 1, 20_000);
    server.thaw();
    await until(async () => {
      await queue.ring('test.silent', { id: 'x' });
      await wait(100);
      return gate.entered.length > 0;
    });
    gate.letOut();
    await queue.stop(1_000);
  }, 40_000);

  it('gives the bell of a worker that was killed to another', async () => {
    const [dead, alive] = [made(server.url), made(server.url)];
    const gate = new Gate();
    const answered: string[] = [];
    dead.register('test.killed', gate.handler, { concurrency: 1 });
    alive.register<{ id: string }>('test.killed', ({ id }) => Promise.resolve(void answered.push(id)), {
      concurrency: 1,
    });
    await opened(dead);
    await dead.ring('test.killed', { id: 'x' });
    await until(() => gate.entered.length === 1);
    // As kill -9 does: the connections are gone, the lock is not renewed.
    dead.disconnectForTest();

    await opened(alive);
    await until(() => answered.includes('x'), 25_000);
    gate.letOut();
    await Promise.all([dead.stop(100), alive.stop(1_000)]);
  }, 40_000);
});
