import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Log } from '../../logging/log.js';
import { StartupError } from '../../lifecycle/startup-error.js';
import type { Cluster } from './cluster.js';
import { stopProcess } from './left-over-server.js';
import type { PostgresRuntime } from './runtime.js';
import { settingFlags } from './settings.js';

export interface ServerProcess {
  readonly port: number;
  /** Resolves when the server is gone, for whatever reason. */
  readonly exited: Promise<void>;
  stop(fastMs: number): Promise<'clean' | 'forced'>;
}

/** The server ended before it was ready; `output` is what it said. */
export class ServerDidNotStart extends StartupError {
  constructor(readonly output: string) {
    super(`The embedded database did not start: ${output.trim() || 'it ended without a word'}`);
  }
}

const READY = 'ready to accept connections';

/** A recovery after a kill replays at most max_wal_size of log; this is generous for that. */
const READY_WITHIN_MS = 120_000;

export async function launchServer(
  runtime: PostgresRuntime,
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
  log: Log,
): Promise<ServerProcess> {
  const child = spawn(runtime.postgres, ['-D', cluster.folder, '-p', String(port), ...settingFlags(settings)], {
    ...cluster.user,
    cwd: '/',
    // A session of its own: Ctrl-C in a terminal goes to the whole group, and the hub still needs its database to drain.
    detached: true,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const output = collectOutput(child, log);
  const watchdog = child.pid === undefined ? null : startWatchdog(child.pid);
  void exited.then(() => watchdog?.kill('SIGKILL'));
  try {
    await untilReady(child, exited, output);
  } catch (error) {
    child.kill('SIGQUIT');
    throw error;
  }
  child.unref();
  return {
    port,
    exited,
    stop: async (fastMs) => {
      const how = child.pid === undefined ? 'clean' : await stopProcess(child.pid, fastMs);
      await exited;
      return how;
    },
  };
}

interface Output {
  text: string;
  onText: (() => void) | null;
}

function collectOutput(child: ChildProcess, log: Log): Output {
  const output: Output = { text: '', onText: null };
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output.text = (output.text + chunk).slice(-4000);
    output.onText?.();
    for (const line of chunk.split('\n')) {
      if (/^(FATAL|PANIC):/.test(line)) log.warn('database server said', { line });
      else if (line.trim()) log.debug('database server said', { line });
    }
  });
  return output;
}

async function untilReady(child: ChildProcess, exited: Promise<void>, output: Output): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let spawnError: Error | undefined;
  child.once('error', (error) => (spawnError = error));
  const ready = new Promise<'ready'>((resolve) => {
    output.onText = () => {
      if (output.text.includes(READY)) resolve('ready');
    };
  });
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), READY_WITHIN_MS);
  });
  const outcome = await Promise.race([ready, late, exited.then(() => 'exited' as const)]);
  clearTimeout(timer);
  output.onText = null;
  if (outcome === 'ready') return;
  // What it said last may still be in the pipe.
  if (outcome === 'exited' && !spawnError) await new Promise((resolve) => setTimeout(resolve, 50));
  throw new ServerDidNotStart(spawnError?.message ?? output.text);
}

/**
 * Lets the server end when the hub is killed: the shell waits on a pipe that only the hub holds open, so the kernel wakes
 * it however the hub dies. Costs a megabyte and no polling.
 */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -INT "$1" 2>/dev/null', 'longshore-watchdog', String(pid)],
    {
      cwd: '/',
      detached: true,
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
}

/** Free now; somebody may still take it before the server does, so the caller tries again with another. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
