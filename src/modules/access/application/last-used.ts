import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Logger } from '../../../platform/logging/index.js';
import { ApiKeyRepository } from '../infrastructure/api-key.repository.js';

const EVERY_MS = 60_000;

/** When a key was last used, noted beside the request and at most once a minute for each key. */
@Injectable()
export class LastUsed implements OnModuleDestroy {
  private readonly notedAt = new Map<string, number>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly log: Logger,
  ) {}

  note(keyId: string, now: Date = new Date()): void {
    if (now.getTime() - (this.notedAt.get(keyId) ?? 0) < EVERY_MS) return;
    this.notedAt.set(keyId, now.getTime());
    this.writing = this.writing
      .then(() => this.keys.touch([keyId], now))
      .catch((error: unknown) => this.log.warn('last use of a key not noted', { keyId, error }));
  }

  onModuleDestroy(): Promise<void> {
    return this.writing;
  }
}
