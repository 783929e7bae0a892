import {
  type BeforeApplicationShutdown,
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { Logger } from '../logging/index.js';
import { LeaseStore } from './lease-store.js';
import { Leases } from './leases.js';
import { RegistryTicker } from './registry-ticker.js';
import { Scheduler } from './scheduler.js';

const HOUR_MS = 3_600_000;

/** Modules inject Scheduler and register in `onModuleInit`; runs begin once every module has started. */
@Global()
@Module({
  imports: [ScheduleModule.forRoot()],
  providers: [
    { provide: LeaseStore, inject: [Database], useFactory: (database: Database) => new LeaseStore(database) },
    {
      provide: Leases,
      inject: [LeaseStore, Logger],
      useFactory: (store: LeaseStore, log: Logger) => new Leases(store, log),
    },
    {
      provide: Scheduler,
      inject: [LeaseStore, Leases, Logger, SchedulerRegistry, Config],
      useFactory: (store: LeaseStore, leases: Leases, log: Logger, registry: SchedulerRegistry, config: Config) =>
        new Scheduler(store, leases, log, new RegistryTicker(registry), { runs: config.hasRole('scheduler') }),
    },
  ],
  exports: [Scheduler, Leases],
})
export class SchedulingModule implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly scheduler: Scheduler,
    private readonly store: LeaseStore,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.every('platform.abandoned-leases', HOUR_MS, () => this.store.deleteAbandoned());
    this.scheduler.start();
  }

  /** Begins before others are waited for; all that runs in the background has the same time to end. */
  onModuleDestroy(): void {
    void this.scheduler.stop(this.config.drainMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.scheduler.stop(this.config.drainMs);
  }
}
