import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../../logging/log.js';
import { openCluster } from '../embedded/cluster.js';
import { providePostgres } from '../embedded/runtime.js';
import { freePort } from '../embedded/server-process.js';
import { chooseServerUser } from '../embedded/server-user.js';
import { settingFlags, SETTINGS, SUPERUSER } from '../embedded/settings.js';
import type { TestRun } from './test-run.js';

/** Nothing here outlives the run, so nothing has to reach the disk. */
const TEST_SETTINGS = {
  ...SETTINGS,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};

const START_WITHIN_MS = 60_000;

interface Announcement {
  readonly url?: string;
  readonly pid?: number;
  readonly error?: string;
}

/** The run's one server: the first worker that asks starts it, the others wait for it. The URL is its `postgres` database. */
export async function testServerUrl(run: TestRun): Promise<string> {
  const announced = join(run.folder, 'server.json');
  const first = await mkdir(join(run.folder, 'starting')).then(
    () => true,
    () => false,
  );
  if (first) {
    const draft = `${announced}.draft`;
    await writeFile(draft, JSON.stringify(await start(run).catch((error: unknown) => ({ error: String(error) }))));
    await rename(draft, announced);
  }
  for (let waited = 0; waited < START_WITHIN_MS; waited += 50) {
    const text = await readFile(announced, 'utf8').catch(() => null);
    if (text === null) {
      await sleep(50);
      continue;
    }
    const { url, error } = JSON.parse(text) as Announcement;
    if (url) return url;
    throw new Error(`The test database server did not start: ${error}`);
  }
  throw new Error(`The test database server did not start within ${START_WITHIN_MS / 1000} s.`);
}

/** Not a child with pipes as the hub has it: it must outlive the test file that asked first and not keep jest from ending. */
async function start(run: TestRun): Promise<Announcement> {
  const user = await chooseServerUser(run.folder);
  const runtime = await providePostgres(user, run.folder, silentLog);
  const cluster = await openCluster(runtime, run.folder, user, silentLog);
  const port = await freePort();
  const logFile = join(run.folder, 'server.log');
  const output = openSync(logFile, 'a');
  const server = spawn(runtime.postgres, ['-D', cluster.folder, '-p', String(port), ...settingFlags(TEST_SETTINGS)], {
    ...user,
    cwd: '/',
    detached: true,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', output],
  });
  closeSync(output);
  server.unref();
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  if (server.pid === undefined) throw new Error('postgres could not be run');
  guard(run, server.pid, cluster.folder);
  let alive = true;
  void ended.then(() => (alive = false));
  for (let waited = 0; waited < START_WITHIN_MS; waited += 20) {
    const said = await readFile(logFile, 'utf8');
    if (said.includes('ready to accept connections')) {
      return { url: `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/postgres`, pid: server.pid };
    }
    if (!alive) throw new Error(said);
    await sleep(20);
  }
  throw new Error('not ready in time');
}

/** Ends the server and removes its folders when the run is over, even when jest was killed. */
function guard(run: TestRun, server: number, cluster: string): void {
  const script =
    'while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done; ' +
    'kill -QUIT "$2" 2>/dev/null; sleep 1; rm -rf "$3" "$4"';
  const args = ['-c', script, 'longshore-test-guard', String(run.owner), String(server), run.folder, cluster];
  spawn('/bin/sh', args, { cwd: '/', detached: true, env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore' }).unref();
}
