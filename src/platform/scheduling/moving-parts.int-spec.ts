import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { HubBench, type HubProcess } from '../database/embedded/testing/hub-process.js';
import { testDatabase, type TestDatabase } from '../database/testing/index.js';
import { RedisServer, reportNoRedis } from '../queue/testing/redis-server.js';

jest.setTimeout(90_000);

/** The platform with its moving parts, as processes of their own: what only kill -9 and SIGTERM can show. */
const PROGRAM = `
import 'reflect-metadata';
import { Inject, Injectable } from '@nestjs/common';
import { FoundationModule, runHub } from './src/platform/lifecycle/index.js';
import { PlatformHttpModule } from './src/platform/http/index.js';
import { Database } from './src/platform/database/index.js';
import { Outbox, OutboxModule } from './src/platform/outbox/index.js';
import { OutboundHttpModule } from './src/platform/outbound-http/index.js';
import { Queue, QueueModule } from './src/platform/queue/index.js';
import { Scheduler, SchedulingModule } from './src/platform/scheduling/index.js';
import { newId } from './src/shared-kernel/index.js';

const say = (kind, fields) => console.log(JSON.stringify({ kind, ...fields }));
const untilStopped = (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve));

class Work {
  constructor(queue, outbox, scheduler, database) { Object.assign(this, { queue, outbox, scheduler, database }); }
  onModuleInit() {
    this.queue.register('test.job', async ({ id }, signal) => {
      say('job', { id });
      if (id === 'long') { await untilStopped(signal); say('job stopped'); }
    }, { concurrency: 2 });
    this.outbox.on('test.happened.v1', 'test.handler', async (event, tx) => {
      tx.afterCommit(() => say('event', { id: event.payload.id }));
    });
    this.scheduler.every('test.hold', 1_000, async ({ signal }) => {
      say('holds');
      await untilStopped(signal);
    });
  }
  async onApplicationBootstrap() {
    const id = process.env.NAME;
    await this.database.transaction((tx) => this.outbox.append(tx, [{ id: newId(), type: 'test.happened.v1', payload: { id } }]));
    const ring = setInterval(() => void this.queue.ring('test.job', { id }), 500);
    this.beforeApplicationShutdown = () => clearInterval(ring);
  }
}
Injectable()(Work);
[Queue, Outbox, Scheduler, Database].forEach((type, index) => Inject(type)(Work, undefined, index));
class App {}
await runHub((context) => ({
  module: App,
  providers: [Work],
  imports: [FoundationModule.with(context), PlatformHttpModule, SchedulingModule, QueueModule, OutboxModule, OutboundHttpModule],
}));
`;

let bench: HubBench;
let database: TestDatabase;
const redis = await RedisServer.start();
if (!redis) reportNoRedis('the moving parts with Redis');

beforeAll(async () => {
  bench = await HubBench.make({ parts: ['platform', 'migrations', 'shared-kernel'], program: PROGRAM });
  database = await testDatabase();
});
afterAll(async () => {
  await bench.clear();
  await database.close();
  await redis?.remove();
});

const start = (name: string, env: Record<string, string> = {}): HubProcess =>
  bench.start('', {
    NAME: name,
    DATABASE_URL: database.url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
    PORT: '0',
    ...env,
  });

/** @returns how long it took */
async function stop(hub: HubProcess): Promise<{ code: number | null; ms: number }> {
  const from = Date.now();
  hub.child.kill('SIGTERM');
  return { code: await hub.ended, ms: Date.now() - from };
}

const problems = (hub: HubProcess): unknown[] =>
  hub.lines.filter(({ level, kind }) => level === 'error' || level === 'fatal' || kind === 'text');

it('hands the schedule of a process that was killed to another within 30 seconds', async () => {
  const first = start('a');
  await first.said('holds');
  const second = start('b');
  await second.said('job');
  await wait(500);
  expect(second.lines.some(({ kind }) => kind === 'holds')).toBe(false);

  first.child.kill('SIGKILL');
  const from = Date.now();
  await second.said('holds');

  expect(Date.now() - from).toBeLessThan(30_000);
  expect(await stop(second)).toMatchObject({ code: 0 });
});

it('ends in time on SIGTERM with a job, an event handler and a schedule at work', async () => {
  const hub = start('long');
  await Promise.all(['job', 'event', 'holds'].map((kind) => hub.said(kind)));

  const { code, ms } = await stop(hub);

  expect(code).toBe(0);
  expect(ms).toBeLessThan(5_000);
  expect(hub.lines.some(({ kind }) => kind === 'job stopped')).toBe(true);
  expect(problems(hub)).toEqual([]);
});

(redis ? it : it.skip)(
  'runs on Bull when there is a REDIS_URL, without Redis at first, and ends in time while it is away',
  async () => {
    const server = redis as RedisServer;
    await server.kill();
    const hub = start('long', { REDIS_URL: server.url });
    await hub.said('event');
    await wait(1_000);
    expect(hub.lines.some(({ kind }) => kind === 'job')).toBe(false);

    await server.up();
    await hub.said('job');
    await server.kill();
    await wait(500);
    const { code, ms } = await stop(hub);

    expect(code).toBe(0);
    expect(ms).toBeLessThan(9_000);
    expect(hub.lines.some(({ kind }) => kind === 'job stopped')).toBe(true);
    expect(problems(hub)).toEqual([]);
  },
);
