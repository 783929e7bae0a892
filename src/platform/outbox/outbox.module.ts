import {
  type BeforeApplicationShutdown,
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { Logger } from '../logging/index.js';
import { Scheduler } from '../scheduling/index.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './relay.js';
import { deleteOldEvents } from './retention.js';

const HOUR_MS = 3_600_000;

/** Modules inject Outbox and subscribe in `onModuleInit`; events are handled once every module has started. */
@Global()
@Module({
  providers: [
    {
      provide: OutboxRelay,
      inject: [Database, Logger, Config],
      useFactory: (database: Database, log: Logger, config: Config) =>
        new OutboxRelay(database, log, { relays: config.hasRole('worker') }),
    },
    {
      provide: Outbox,
      inject: [Database, OutboxRelay],
      useFactory: (database: Database, relay: OutboxRelay) => new Outbox(database, relay),
    },
  ],
  exports: [Outbox],
})
export class OutboxModule implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly database: Database,
    private readonly scheduler: Scheduler,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('platform.outbox-retention', HOUR_MS, async ({ signal }) => {
      await deleteOldEvents(this.database, signal);
    });
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  /** Begins before others are waited for; all that runs in the background has the same time to end. */
  onModuleDestroy(): void {
    void this.relay.stop(this.config.drainMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop(this.config.drainMs);
  }
}
