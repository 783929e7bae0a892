import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Logger } from '../../logging/index.js';
import { IdempotencyStore } from './infrastructure/idempotency.store.js';

const EVERY_MS = 600_000;

/** Deletes answers nobody can ask for any more. Needs no turn-taking: two processes sweeping at once do no harm. */
@Injectable()
export class IdempotencySweeper implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: IdempotencyStore,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.store
        .deleteExpired()
        .catch((error: unknown) => this.log.warn('expired idempotency keys not deleted', { error }));
    }, EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
