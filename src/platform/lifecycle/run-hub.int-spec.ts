import { createServer, type Server } from 'node:net';
import { readdir } from 'node:fs/promises';
import { constants, getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { HubBench, type HubProcess, postmasterPid } from '../database/embedded/testing/hub-process.js';
import { testDatabase, type TestDatabase } from '../database/testing/index.js';

jest.setTimeout(60_000);

/** The platform with one slow route and one part that can be told to misbehave. */
const PROGRAM = `
import 'reflect-metadata';
import { Controller, Get } from '@nestjs/common';
import { FoundationModule, runHub } from './src/platform/lifecycle/index.js';
import { PlatformHttpModule, Public } from './src/platform/http/index.js';

class Slow {
  get() { return new Promise((resolve) => setTimeout(() => resolve({ done: true }), 1500)); }
  crash() { setTimeout(() => { throw new Error('nobody caught this'); }, 10); return {}; }
  stuck() { return new Promise(() => {}); }
}
Controller('slow')(Slow); Public()(Slow);
for (const [name, path] of [['get', ''], ['crash', 'crash'], ['stuck', 'stuck']]) {
  Get(path)(Slow.prototype, name, Object.getOwnPropertyDescriptor(Slow.prototype, name));
}
class App {}
await runHub((context) => ({
  module: App, imports: [FoundationModule.with(context), PlatformHttpModule], controllers: [Slow],
}));
`;

const SECRET_KEYS = `k1:${Buffer.alloc(32, 5).toString('base64')}`;

let bench: HubBench;
let database: TestDatabase;
const blockers: Server[] = [];

beforeAll(async () => {
  bench = await HubBench.make({ parts: ['platform', 'migrations', 'shared-kernel'], program: PROGRAM });
  database = await testDatabase();
});
afterAll(async () => {
  for (const server of blockers) server.close();
  await bench.clear();
  await database.close();
});

const withServer = (env: Record<string, string> = {}): Record<string, string> => ({
  DATABASE_URL: database.url,
  SECRET_KEYS,
  PORT: '0',
  ...env,
});

async function up(hub: HubProcess): Promise<string> {
  const { url } = await hub.said('hub is up');
  return url ?? '';
}

describe('the hub as a program', () => {
  it('comes up on an empty folder with nothing said, answers its health, and goes down in order', async () => {
    const dataDir = await bench.newDataDir();
    const hub = bench.start('', { DATA_DIR: dataDir, PORT: '0' });
    const url = await up(hub);
    expect(await status(`${url}/health/live`)).toBe(200);
    expect(await answer(`${url}/health/ready`)).toEqual({ status: 'ready', reasons: [] });
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
      /longshore_http_request_seconds_count\{method="GET",route="\/health\/ready",status="200"\} 1/,
    );
    expect((await readdir(dataDir)).sort()).toEqual(['lock', 'postgres', 'secrets']);

    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
    expect(hub.lines.at(-1)?.message).toBe('hub is down');
    expect(await postmasterPid(dataDir)).toBeNull();
  });

  it('finishes the request it is serving, takes no new one, and stays below ten seconds', async () => {
    const hub = bench.start('', withServer());
    const url = await up(hub);
    const slow = fetch(`${url}/slow`);
    await sleep(200);
    const began = Date.now();
    hub.child.kill('SIGTERM');
    await hub.said('shutting down');
    await sleep(50);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    expect(await (await slow).json()).toEqual({ done: true });
    expect(await hub.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it.each([
    ['web,worker,scheduler', 'as anybody', 0],
    ['worker,scheduler', 'behind a process that serves the web', constants.priority.PRIORITY_BELOW_NORMAL],
  ])('with the roles %s has the processor %s', async (roles, _words, priority) => {
    const before = getPriority();
    // This program has no queue of its own: without a door it would have nothing to do, and end by itself.
    const hub = bench.start('', withServer({ ROLES: roles, HEALTH_PORT: '0' }));
    await up(hub);
    expect(getPriority(hub.child.pid)).toBe(Math.max(before, priority));
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('leaves work behind that does not end, and still closes within its time', async () => {
    const hub = bench.start('', withServer({ SHUTDOWN_TIMEOUT_MS: '3000' }));
    const url = await up(hub);
    fetch(`${url}/slow/stuck`).catch(() => undefined);
    await sleep(200);
    const began = Date.now();
    hub.child.kill('SIGINT');
    expect(await hub.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(3_500);
    expect(hub.lines.map(({ message }) => message)).toContain(
      'work was still running at shutdown; it will be taken up again',
    );
  });

  it('ends with 1 after an error that nobody caught, and logs it', async () => {
    const hub = bench.start('', withServer());
    await fetch(`${await up(hub)}/slow/crash`);
    expect(await hub.ended).toBe(1);
    const messages = hub.lines.map(({ message }) => message);
    expect(messages).toContain('uncaught error');
    expect(messages.at(-1)).toBe('hub is down');
  });

  it('stops when it is told to while it still starts', async () => {
    const dataDir = await bench.newDataDir();
    const hub = bench.start('', { DATA_DIR: dataDir, PORT: '0' });
    while (!(await readdir(dataDir).catch(() => [] as string[])).includes('lock')) await sleep(10);
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
    expect(await postmasterPid(dataDir)).toBeNull();
  });

  it('goes on when its database server is killed', async () => {
    const dataDir = await bench.newDataDir();
    const hub = bench.start('', { DATA_DIR: dataDir, PORT: '0' });
    const url = await up(hub);
    expect(await status(`${url}/health/ready`)).toBe(200);
    process.kill((await postmasterPid(dataDir)) ?? 0, 'SIGKILL');
    await hub.said('embedded database died; starting it again');
    for (let waited = 0; waited < 20_000 && (await status(`${url}/health/ready`)) !== 200; waited += 100)
      await sleep(100);
    expect(await status(`${url}/health/ready`)).toBe(200);
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
    expect(textOf(hub)).toEqual([]);
  });

  it('answers health but no API when it has no web role', async () => {
    const hub = bench.start('--role=worker', withServer({ HEALTH_PORT: '0' }));
    const url = await up(hub);
    expect(await status(`${url}/health/ready`)).toBe(200);
    expect(await status(`${url}/metrics`)).toBe(200);
    expect(await answer(`${url}/slow`)).toMatchObject({ code: 'request.not-found' });
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('is not ready without Redis when Redis is configured, and says so', async () => {
    const hub = bench.start('', withServer({ REDIS_URL: `redis://127.0.0.1:${await closedPort()}` }));
    const url = await up(hub);
    expect(await status(`${url}/health/live`)).toBe(200);
    expect(await status(`${url}/health/ready`)).toBe(503);
    expect(await answer(`${url}/health/ready`)).toEqual({
      status: 'not-ready',
      reasons: [{ check: 'redis', reason: expect.any(String) as string }],
    });
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });
});

describe('the hub that cannot start', () => {
  it('says every wrong variable in a sentence, without a stack, and exits with 78', async () => {
    const hub = bench.start('', { PORT: 'x', LOG_LEVEL: 'loud', DATABASE_URL: 'postgres://db/longshore' });
    expect(await hub.ended).toBe(78);
    expect(textOf(hub).map((sentence) => sentence?.split(' ')[0])).toEqual(['PORT', 'LOG_LEVEL', 'SECRET_KEYS']);
  });

  it('says that its port is taken', async () => {
    const port = await takenPort();
    const hub = bench.start('', withServer({ PORT: String(port) }));
    expect(await hub.ended).toBe(1);
    expect(textOf(hub)).toEqual([
      `Port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another port.`,
    ]);
  });

  it('says that the database is not there or does not let it in', async () => {
    const missing = new URL(database.url);
    missing.pathname = '/no_such_database';
    const hub = bench.start('', withServer({ DATABASE_URL: missing.href }));
    expect(await hub.ended).toBe(1);
    expect(textOf(hub)).toEqual([expect.stringContaining('does not have the database that DATABASE_URL names')]);
  });

  it('takes its embedded database down again', async () => {
    const dataDir = await bench.newDataDir();
    const hub = bench.start('', { DATA_DIR: dataDir, PORT: String(await takenPort()) });
    expect(await hub.ended).toBe(1);
    expect(await postmasterPid(dataDir)).toBeNull();
  });
});

function textOf(hub: HubProcess): (string | undefined)[] {
  return hub.lines.filter(({ kind }) => kind === 'text').map(({ message }) => message);
}

async function status(url: string): Promise<number> {
  return (await fetch(url)).status;
}

async function answer(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

async function takenPort(): Promise<number> {
  const server = createServer();
  blockers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

async function closedPort(): Promise<number> {
  const port = await takenPort();
  await new Promise((resolve) => blockers.pop()?.close(resolve));
  return port;
}
