import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HubClient } from '../../../src/demo/hub-client.js';
import { StoreControl } from './store-control.js';

const DIST = join(process.cwd(), 'dist');
const READY_WITHIN_MS = 60_000;

export interface RunningHub {
  readonly url: string;
  readonly pid: number;
  readonly client: HubClient;
  readonly logFile: string;
  /** Exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(): Promise<void>;
  /** SIGTERM; how it ended and how long that took. */
  terminate(): Promise<{ code: number | null; ms: number }>;
}

export interface HubSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly roles?: string;
}

/** The programs of one journey, as npm start and npm run sandbox run them: real processes in a folder of their own. */
export class Programs {
  readonly adminKey = `lsk_${randomBytes(6).toString('hex')}_${randomBytes(24).toString('hex')}`;
  private readonly running = new Set<ChildProcess>();
  private logs = 0;

  private constructor(readonly folder: string) {}

  static async open(): Promise<Programs> {
    if (!existsSync(join(DIST, 'main.js'))) throw new Error('Build first: these journeys run what stands in dist/.');
    const folder = await mkdtemp(join(tmpdir(), 'longshore-e2e-'));
    // The embedded server may run as another user than root and has to pass through.
    await chmod(folder, 0o755);
    return new Programs(folder);
  }

  async sandbox(...flags: string[]): Promise<StoreControl> {
    const child = this.spawn('sandbox/main.js', ['--port', '0', ...flags], {});
    let text = '';
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
      });
      child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code} before it was ready.`)));
    });
    return new StoreControl(JSON.parse(line) as { url: string; storeHash: string; token: string });
  }

  /** Returns as soon as the process runs; `untilReady` waits for the rest. */
  async startHub({ env, roles = 'web,worker,scheduler' }: HubSettings): Promise<RunningHub> {
    const port = String(await freePort());
    const logFile = join(this.folder, `hub-${++this.logs}.log`);
    const child = this.spawn('main.js', [], {
      LONGSHORE_ADMIN_KEY: this.adminKey,
      COMPANY_CURRENCY: 'GBP',
      COMPANY_COUNTRY: 'GB',
      HOST: '127.0.0.1',
      ROLES: roles,
      ...(roles.includes('web') ? { PORT: port } : { HEALTH_PORT: port }),
      ...env,
    });
    const log = createWriteStream(logFile);
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    void ended.then(async (code) => {
      // Nobody asked for that: what it said last belongs beside the test that fails of it.
      if (code)
        process.stderr.write(`a hub ended with code ${code}: ${(await readFile(logFile, 'utf8')).slice(-2_000)}\n`);
    });
    const url = `http://127.0.0.1:${port}`;
    return {
      url,
      logFile,
      ended,
      pid: child.pid ?? 0,
      client: new HubClient(url, this.adminKey),
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
      terminate: async () => {
        const from = Date.now();
        child.kill('SIGTERM');
        return { code: await ended, ms: Date.now() - from };
      },
    };
  }

  async hub(settings: HubSettings): Promise<RunningHub> {
    const hub = await this.startHub(settings);
    await untilReady(hub);
    return hub;
  }

  /** Ends all that still runs and takes the folder away. */
  async close(): Promise<void> {
    const ends = [...this.running].map(async (child) => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    });
    await Promise.all(ends);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }

  private spawn(program: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [join(DIST, program), ...args], {
      // Nothing of the test's own environment: a DATABASE_URL or ROLES there would turn the journey into another one.
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
    return child;
  }
}

export async function untilReady(hub: RunningHub): Promise<void> {
  let end: number | null | undefined;
  void hub.ended.then((code) => (end = code));
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(25)) {
    if (end !== undefined) throw new Error(`The hub ended (code ${end}) before it was ready: see ${hub.logFile}`);
    const ready = await fetch(`${hub.url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
  }
  throw new Error(`The hub was not ready within ${READY_WITHIN_MS / 1000} s: see ${hub.logFile}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
