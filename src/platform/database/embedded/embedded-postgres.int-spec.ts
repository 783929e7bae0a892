import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { processIdentity } from './process-identity.js';
import { HubBench, type HubProcess, postmasterPid } from './testing/hub-process.js';

const root = process.getuid?.() === 0;

function idOf(user: string): { uid: number; gid: number } | undefined {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

/** `nobody` stands for a normal user when the tests run as root, if the project is where he can read it. */
function normalUser(): { uid: number; gid: number } | undefined {
  const nobody = root ? idOf('nobody') : undefined;
  if (!nobody) return undefined;
  try {
    execFileSync('/bin/sh', ['-c', `test -r '${process.cwd()}/node_modules/pg/package.json'`], { ...nobody, cwd: '/' });
    return nobody;
  } catch {
    return undefined;
  }
}

const users = [
  { name: root ? 'root' : 'a normal user', user: undefined, possible: true },
  ...(root
    ? [{ name: 'a normal user, started by root', user: normalUser(), possible: normalUser() !== undefined }]
    : []),
];

jest.setTimeout(60_000);

describe.each(users)('the embedded database, run by $name', ({ user, possible }) => {
  const check = possible ? it : it.skip;
  let bench: HubBench;

  beforeAll(async () => {
    bench = await HubBench.make({ user });
  }, 60_000);
  afterAll(() => bench.clear(), 60_000);

  check('starts, keeps what was written over a restart, and leaves no process behind', async () => {
    const dataDir = await bench.newDataDir();
    const first = await up(bench, dataDir);
    await write(first.url, 'kept');
    const pid = await postmasterPid(dataDir);
    expect(await stop(first.hub)).toBe(0);
    expect(await postmasterPid(dataDir)).toBeNull();
    expect(await isAlive(pid)).toBe(false);

    const second = await up(bench, dataDir);
    expect(await written(second.url)).toEqual(['kept']);
    expect(await stop(second.hub)).toBe(0);
  });

  check('keeps the database to itself: loopback only, password needed, files closed to others', async () => {
    const dataDir = await bench.newDataDir();
    const { hub, url } = await up(bench, dataDir);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o077).toBe(0);
    expect((await stat(join(dataDir, 'postgres', 'hub.password'))).mode & 0o077).toBe(0);
    expect(await query(url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await query(url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    await stop(hub);
  });

  check('refuses a second process on the same data folder with a sentence', async () => {
    const dataDir = await bench.newDataDir();
    const { hub, url } = await up(bench, dataDir);
    const second = bench.start(dataDir);
    const answer = await second.said('refused', 'up');
    expect(answer).toMatchObject({ kind: 'refused', name: 'StartupError' });
    expect(answer.message).toContain(`Another Longshore process (pid ${hub.child.pid}, since `);
    expect(answer.message).toContain('set DATA_DIR to another folder');
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop(hub);
  });

  check('lets exactly one of several that start together have the data folder', async () => {
    const dataDir = await bench.newDataDir();
    const hubs = Array.from({ length: 4 }, () => bench.start(dataDir));
    const answers = await Promise.all(hubs.map((hub) => hub.said('up', 'refused')));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'refused', 'refused', 'up']);
    for (const hub of hubs) hub.child.kill('SIGTERM');
    await Promise.all(hubs.map((hub) => hub.ended));
  });

  check('ends with a hub that was killed, and the next hub starts with all that was committed', async () => {
    const dataDir = await bench.newDataDir();
    const first = await up(bench, dataDir);
    const server = await postmasterPid(dataDir);
    await write(first.url, 'committed');
    first.hub.child.kill('SIGKILL');
    await first.hub.ended;
    await until(async () => !(await isAlive(server)));

    const second = await up(bench, dataDir);
    expect(await written(second.url)).toEqual(['committed']);
    await stop(second.hub);
  });

  check('starts again at once after hub and server were killed, whatever pid file they left', async () => {
    const dataDir = await bench.newDataDir();
    const first = await up(bench, dataDir);
    await write(first.url, 'committed');
    killHubAndServer(first.hub, await postmasterPid(dataDir));
    await first.hub.ended;

    const second = await up(bench, dataDir);
    expect(await written(second.url)).toEqual(['committed']);
    killHubAndServer(second.hub, await postmasterPid(dataDir));
    await second.hub.ended;
    // The pid now belongs to a program that has nothing to do with us.
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n1\n5432\n`);

    const third = await up(bench, dataDir);
    expect(await written(third.url)).toEqual(['committed']);
    await stop(third.hub);
  });

  check('stops a server that outlived its hub before it starts its own', async () => {
    const dataDir = await bench.newDataDir();
    const first = await up(bench, dataDir);
    const server = await postmasterPid(dataDir);
    // Without its watchdog the server does not notice that the hub is gone.
    process.kill(watchdogOf(server), 'SIGKILL');
    first.hub.child.kill('SIGKILL');
    await first.hub.ended;
    await sleep(200);
    expect(await isAlive(server)).toBe(true);

    const second = await up(bench, dataDir);
    expect(await isAlive(server)).toBe(false);
    expect(second.hub.lines).toContainEqual(expect.objectContaining({ kind: 'warn', pid: server }));
    await stop(second.hub);
  });

  check('brings a killed server back under a hub that goes on', async () => {
    const dataDir = await bench.newDataDir();
    const { hub, url } = await up(bench, dataDir);
    await write(url, 'committed');
    process.kill((await postmasterPid(dataDir)) ?? 0, 'SIGKILL');
    await hub.said('error');
    await until(async () => (await written(url).catch(() => [])).length === 1);
    expect(await stop(hub)).toBe(0);
    expect(await postmasterPid(dataDir)).toBeNull();
  });

  check('makes the database anew when the first start was killed in the middle', async () => {
    const dataDir = await bench.newDataDir();
    const first = bench.start(dataDir);
    await until(async () => (await list(dataDir)).some((name) => name.startsWith('postgres.making-')));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

    const second = await up(bench, dataDir);
    await write(second.url, 'works');
    expect((await list(dataDir)).filter((name) => name.includes('making'))).toEqual([]);
    await stop(second.hub);
  });

  check('says whose folder it is when it is not a database that Longshore made', async () => {
    const dataDir = await bench.newDataDir();
    if (user) execFileSync('mkdir', ['-p', join(dataDir, 'postgres')], user);
    else await mkdir(join(dataDir, 'postgres'), { recursive: true });
    const answer = await bench.start(dataDir).said('refused', 'up');
    expect(answer).toMatchObject({ kind: 'refused', name: 'StartupError' });
    expect(answer.message).toContain('does not look like a database that Longshore made');
  });
});

(root ? describe : describe.skip)('the embedded database of root in a folder that nobody else may enter', () => {
  let bench: HubBench;
  beforeAll(async () => {
    bench = await HubBench.make();
  }, 60_000);
  afterAll(() => bench.clear(), 60_000);

  it('lives where its user can reach it, is found again, and says so', async () => {
    const dataDir = await bench.newDataDir(0o700);
    const first = await up(bench, dataDir);
    const notice = first.hub.lines.find(({ kind }) => kind === 'warn') as { folder?: string } | undefined;
    expect(notice?.folder).toMatch(/^\/var\/lib\/longshore\//);
    try {
      expect((await lstat(join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true);
      await write(first.url, 'kept');
      await stop(first.hub);
      const second = await up(bench, dataDir);
      expect(await written(second.url)).toEqual(['kept']);
      await stop(second.hub);
    } finally {
      await rm(notice?.folder ?? '', { recursive: true, force: true });
    }
    const answer = await bench.start(dataDir).said('refused', 'up');
    expect(answer.message).toContain('points to a database folder that is gone');
  });
});

async function up(bench: HubBench, dataDir: string): Promise<{ hub: HubProcess; url: string }> {
  const hub = bench.start(dataDir);
  const { url } = await hub.said('up');
  return { hub, url: url ?? '' };
}

async function stop(hub: HubProcess): Promise<number | null> {
  hub.child.kill('SIGTERM');
  return hub.ended;
}

function killHubAndServer(hub: HubProcess, server: number | null): void {
  process.kill(server ?? 0, 'SIGKILL');
  hub.child.kill('SIGKILL');
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function write(url: string, word: string): Promise<void> {
  await query(url, `CREATE TABLE IF NOT EXISTS word (word text); INSERT INTO word VALUES ('${word}')`);
}

async function written(url: string): Promise<string[]> {
  return ((await query(url, 'SELECT word FROM word')) as { word: string }[]).map(({ word }) => word);
}

/** A zombie that nobody has buried yet is not alive. */
async function isAlive(pid: number | null): Promise<boolean> {
  return pid !== null && (await processIdentity(pid)) !== null;
}

function watchdogOf(server: number | null): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return Number.parseInt(processes.find((line) => line.endsWith(`longshore-watchdog ${server}`)) ?? '');
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error('It did not happen within 20 seconds.');
}
