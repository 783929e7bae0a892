import { BullModule, getQueueToken } from '@nestjs/bull';
import {
  type BeforeApplicationShutdown,
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import type { Queue as BullJobQueue } from 'bull';
import { Config } from '../config/index.js';
import { Logger } from '../logging/index.js';
import { BullQueue, type OpenBullQueue } from './bull.queue.js';
import { InProcessQueue } from './in-process.queue.js';
import { Queue } from './queue.js';

/** Modules inject Queue and register in `onModuleInit`; bells are answered once every module has started. */
@Global()
@Module({
  providers: [{ provide: Queue, inject: [Config, Logger, LazyModuleLoader], useFactory: makeQueue }],
  exports: [Queue],
})
export class QueueModule implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  constructor(
    private readonly queue: Queue,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start();
  }

  /** Begins before others are waited for; all that runs in the background has the same time to end. */
  onModuleDestroy(): void {
    void this.queue.stop(this.config.drainMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop(this.config.drainMs);
  }
}

function makeQueue(config: Config, log: Logger, loader: LazyModuleLoader): Queue {
  const { redisUrl } = config;
  const consumes = config.hasRole('worker');
  return redisUrl
    ? new BullQueue({ consumes, log, redisUrl, open: openWith(loader) })
    : new InProcessQueue({ consumes, log });
}

/**
 * @nestjs/bull makes the queues, but only when Redis was chosen and once the handlers are known: hence at run time, and without
 * its own closing, which waits for ever while Redis is away.
 */
function openWith(loader: LazyModuleLoader): OpenBullQueue {
  return async (name, options) => {
    const module = await loader.load(() => BullModule.registerQueue({ name, ...options }), { logger: false });
    const queue = module.get<BullJobQueue & { onApplicationShutdown?: unknown }>(getQueueToken(name), {
      strict: false,
    });
    delete queue.onApplicationShutdown;
    return queue;
  };
}
