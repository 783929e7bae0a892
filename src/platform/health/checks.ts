import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { NotReady, Readiness } from './readiness.js';

/** What every process needs: its database with all migrations, and Redis when the queue goes through it. */
@Injectable()
export class PlatformChecks implements OnModuleInit, OnApplicationShutdown {
  private redis: Redis | null = null;
  private migrationsDone = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => {
      await this.database.query('SELECT 1');
    });
    this.readiness.add('migrations', () => this.checkMigrations());
    if (this.config.redisUrl !== null) this.readiness.add('redis', () => this.checkRedis(this.config.redisUrl ?? ''));
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }

  /** Migrations are only ever added, so once all of ours were there they stay. */
  private async checkMigrations(): Promise<void> {
    if (this.migrationsDone) return;
    const rows = await this.database.query<{ name: string }>('SELECT name FROM schema_migration');
    const applied = new Set(rows.map(({ name }) => name));
    const ours = this.database.dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
    const missing = ours.filter((name) => !applied.has(name));
    if (missing.length > 0) throw new NotReady(`${missing.length} of ${ours.length} are not applied yet`);
    this.migrationsDone = true;
  }

  private async checkRedis(url: string): Promise<void> {
    this.redis ??= connectRedis(url);
    await this.redis.ping();
  }
}

function connectRedis(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 1_500, retryStrategy: () => 1_000 });
  // It reconnects by itself; whoever asks meanwhile gets an error.
  redis.on('error', () => undefined);
  return redis;
}
