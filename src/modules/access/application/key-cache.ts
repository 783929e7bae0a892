import { Injectable } from '@nestjs/common';
import { ApiKeyRepository, type KeyRecord } from '../infrastructure/api-key.repository.js';

/** Under the 5 s within which a revocation made by another process must be felt here. */
const MAX_AGE_MS = 4_000;
/** A key made a moment ago by another process should not be unknown here for long. */
const MAX_AGE_UNKNOWN_MS = 1_000;
const MAX_ENTRIES = 5_000;

interface Entry {
  readonly askedAt: number;
  readonly found: Promise<KeyRecord | null>;
  isUnknown: boolean;
}

/** Keys as they were a few seconds ago at most, so that a request costs no query of its own. */
@Injectable()
export class KeyCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly keys: ApiKeyRepository) {}

  find(prefix: string, nowMs: number = Date.now()): Promise<KeyRecord | null> {
    const known = this.entries.get(prefix);
    if (known && nowMs - known.askedAt < (known.isUnknown ? MAX_AGE_UNKNOWN_MS : MAX_AGE_MS)) return known.found;
    return this.ask(prefix, nowMs);
  }

  private ask(prefix: string, nowMs: number): Promise<KeyRecord | null> {
    const found = this.keys.findByPrefix(prefix);
    const entry: Entry = { askedAt: nowMs, found, isUnknown: false };
    this.entries.delete(prefix);
    this.entries.set(prefix, entry);
    found.then(
      (key) => (entry.isUnknown = key === null),
      () => this.entries.get(prefix) === entry && this.entries.delete(prefix),
    );
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= MAX_ENTRIES) break;
      this.entries.delete(oldest);
    }
    return found;
  }

  /** After a change of this process: felt by its next request, also by one whose question is already under way. */
  forgetAll(): void {
    this.entries.clear();
  }
}
