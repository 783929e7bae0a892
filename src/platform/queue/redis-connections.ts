import { Redis, type RedisOptions } from 'ioredis';
import { within } from '../async/index.js';
import type { Log } from '../logging/index.js';

/** What Bull asks a connection for: commands, events, or waiting for the next job. */
export type ConnectionRole = 'client' | 'subscriber' | 'bclient';

const RECONNECT_AT_MOST_MS = 2_000;

/** Redis may go and come back at any time: every connection comes back by itself, for ever, and says so once. */
const OPTIONS: RedisOptions = {
  // Bull refuses to work otherwise; commands wait for the connection instead of failing after some tries.
  maxRetriesPerRequest: null,
  enableReadyCheck: false,
  connectTimeout: 5_000,
  disconnectTimeout: 500,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_AT_MOST_MS),
};

/** The other side may be gone without a word, and TCP takes a quarter of an hour to notice. */
const HEARTBEAT_MS = 10_000;
const ANSWER_MS = 5_000;

/** The connections of all Bull queues of this process: one for commands, one for events, and one for each queue that waits. */
export class RedisConnections {
  readonly commands: Redis;
  private readonly all = new Set<Redis>();
  private readonly heartbeat: NodeJS.Timeout;
  private subscriber: Redis | undefined;
  private isAway = false;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.commands = this.connect();
    this.commands.on('ready', () => {
      if (this.isAway) this.log.info('queue connected to Redis again');
      this.isAway = false;
    });
    this.commands.on('error', (error: unknown) => this.away(error));
    this.commands.on('close', () => this.away('connection closed'));
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  get isReady(): boolean {
    return this.commands.status === 'ready';
  }

  for(role: ConnectionRole): Redis {
    if (role === 'client') return this.commands;
    if (role === 'subscriber') return (this.subscriber ??= this.connect());
    return this.connect();
  }

  /** @returns false when `signal` was aborted first */
  async ready(signal: AbortSignal): Promise<boolean> {
    if (this.isReady) return true;
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const settle = (ready: boolean) => (): void => {
        this.commands.off('ready', onReady);
        signal.removeEventListener('abort', onAbort);
        resolve(ready);
      };
      const onReady = settle(true);
      const onAbort = settle(false);
      this.commands.once('ready', onReady);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.heartbeat);
    for (const connection of this.all) connection.disconnect();
  }

  private async beat(): Promise<void> {
    if (!this.isReady) return;
    const answered = await within(
      this.commands.ping().catch(() => undefined),
      ANSWER_MS,
    );
    if (answered || this.isClosed) return;
    this.away('no answer');
    for (const connection of this.all) connection.disconnect(true);
  }

  private connect(): Redis {
    const connection = new Redis(this.url, OPTIONS);
    // Every queue adds its listeners, and each connection needs one for errors or ioredis prints them.
    connection.setMaxListeners(0);
    connection.on('error', () => undefined);
    // Bull opens its waiting connection again after having closed it, which may be later than the end of all this.
    connection.on('connect', () => {
      if (this.isClosed) connection.disconnect();
    });
    this.all.add(connection);
    return connection;
  }

  private away(error: unknown): void {
    if (!this.isAway && !this.isClosed)
      this.log.warn('Redis is away: bells wait for the sweep until it is back', { error });
    this.isAway = true;
  }
}
