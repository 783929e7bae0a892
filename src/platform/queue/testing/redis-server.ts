import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A redis-server of the test's own, to be killed and started again on the same port, with or without what it held. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  /** @returns null when there is no redis-server on the PATH */
  static async start(): Promise<RedisServer | null> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'longshore-redis-')));
    if (await server.up()) return server;
    await rm(server.folder, { recursive: true, force: true });
    return null;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<boolean> {
    const options = ['--port', String(this.port), '--dir', this.folder, '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', [...options, '--bind', '127.0.0.1'], { stdio: 'ignore' });
    this.process = child;
    const started = await Promise.race([once(child, 'spawn').then(() => true), once(child, 'error').then(() => false)]);
    if (!started) return false;
    for (let tries = 0; tries < 100; tries++) {
      if (await answers(this.url)) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('redis-server was started but does not answer.');
  }

  /** kill -9: what it held is gone. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Stops answering without closing anything, as a machine does that has lost its network. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** REDIS_URL, else a server at 127.0.0.1:6379, else one of our own; null when there is none of these. */
export async function findRedis(): Promise<{ readonly url: string; close(): Promise<void> } | null> {
  const nothing = (): Promise<void> => Promise.resolve();
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, close: nothing };
  const local = 'redis://127.0.0.1:6379';
  if (await answers(local)) return { url: local, close: nothing };
  const own = await RedisServer.start();
  return own && { url: own.url, close: () => own.remove() };
}

/** Says loudly that nothing was tested; where it must not happen (CI) it is a failure. */
export function reportNoRedis(suite: string): void {
  if (process.env['CI']) throw new Error(`${suite} needs Redis: set REDIS_URL or install redis-server.`);
  process.stderr.write(
    `\n*** SKIPPED: ${suite} - no REDIS_URL, nothing at 127.0.0.1:6379, no redis-server on the PATH ***\n`,
  );
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
