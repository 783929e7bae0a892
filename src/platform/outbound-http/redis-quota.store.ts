import { Redis } from 'ioredis';
import type { Log } from '../logging/index.js';
import type { QuotaReading } from './quota-rules.js';
import { LocalQuotaStore, type QuotaStore } from './quota-store.js';
import { BLOCK, LEARN, TAKE } from './redis-quota.lua.js';

export interface RedisQuotaOptions {
  readonly url: string;
  readonly log: Log;
  readonly prefix?: string;
}

/** A request must not wait for Redis longer than this. */
const COMMAND_MS = 1_500;
/** After a failure Redis is left alone this long, or every request would pay for it. */
const LEAVE_ALONE_MS = 2_000;
const RECONNECT_AT_MOST_MS = 2_000;

interface Scripts {
  takeQuota(key: string): Promise<string>;
  learnQuota(key: string, limit: number, remaining: number, resetMs: number): Promise<unknown>;
  blockQuota(key: string, ms: number): Promise<unknown>;
}

/**
 * One state of each budget for all processes, by Redis' clock. While Redis is away each process goes by what it learns itself:
 * together they may overdraw, and then the other side's 429 tells them to wait.
 */
export class RedisQuotaStore implements QuotaStore {
  private readonly redis: Redis;
  private readonly scripts: Scripts;
  private readonly local = new LocalQuotaStore(() => Date.now());
  private readonly prefix: string;
  private readonly log: Log;
  private leaveAloneUntil = 0;
  private isAway = false;
  private hasBeenReady = false;

  constructor({ url, log, prefix = 'longshore:quota:' }: RedisQuotaOptions) {
    this.log = log;
    this.prefix = prefix;
    this.redis = new Redis(url, {
      commandTimeout: COMMAND_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), RECONNECT_AT_MOST_MS),
    });
    // Each command tells by itself that Redis is away; without a listener ioredis prints to the console.
    this.redis.on('error', () => undefined);
    this.redis.on('ready', () => (this.hasBeenReady = true));
    this.redis.defineCommand('takeQuota', { numberOfKeys: 1, lua: TAKE });
    this.redis.defineCommand('learnQuota', { numberOfKeys: 1, lua: LEARN });
    this.redis.defineCommand('blockQuota', { numberOfKeys: 1, lua: BLOCK });
    this.scripts = this.redis as unknown as Scripts;
  }

  async take(budget: string): Promise<number> {
    // Also counted here, so that a process which loses Redis knows about where it stands.
    const local = await this.local.take(budget);
    return (await this.shared(async () => Number(await this.scripts.takeQuota(this.prefix + budget)))) ?? local;
  }

  async learn(budget: string, { limit, remaining, resetMs }: QuotaReading): Promise<void> {
    await this.local.learn(budget, { limit, remaining, resetMs });
    await this.shared(() => this.scripts.learnQuota(this.prefix + budget, limit, remaining, Math.ceil(resetMs)));
  }

  async block(budget: string, ms: number): Promise<void> {
    await this.local.block(budget, ms);
    await this.shared(() => this.scripts.blockQuota(this.prefix + budget, Math.ceil(ms)));
  }

  /** For tests: until Redis has answered. */
  async ready(): Promise<void> {
    if (this.redis.status !== 'ready') await new Promise<void>((resolve) => this.redis.once('ready', () => resolve()));
  }

  close(): Promise<void> {
    this.redis.disconnect();
    return Promise.resolve();
  }

  private async shared<T>(command: () => Promise<T>): Promise<T | null> {
    if (this.redis.status !== 'ready' || Date.now() < this.leaveAloneUntil) {
      // While it connects for the first time there is nothing to report; once it had been there, it is away until it answers again.
      if (this.hasBeenReady || this.redis.status === 'reconnecting' || this.redis.status === 'close') {
        this.away('not connected');
      }
      return null;
    }
    try {
      const result = await command();
      if (this.isAway) this.log.info('quota shared through Redis again');
      this.isAway = false;
      return result;
    } catch (error) {
      this.leaveAloneUntil = Date.now() + LEAVE_ALONE_MS;
      this.away(error);
      return null;
    }
  }

  private away(error: unknown): void {
    if (!this.isAway) this.log.warn('Redis is away: the quota is kept by each process until it is back', { error });
    this.isAway = true;
  }
}
