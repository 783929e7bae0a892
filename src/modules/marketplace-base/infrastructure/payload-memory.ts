import { placeKey, type PayloadPlace } from './payload-pages.js';

/** About four pages, and the page in hand: enough to keep the workers fed, little enough to stay flat however large the store. */
const CAPACITY = 1_000;
/** How long a reader waits for workers of this process before it believes that the lines are worked on elsewhere. */
const PATIENCE_MS = 500;

/**
 * Payloads that this process has just read and stored, still parsed. A worker here takes them from memory instead of from the
 * database and the parser; a worker anywhere else reads the page, which is the truth and never changes.
 */
export class PayloadMemory {
  private readonly payloads = new Map<string, unknown>();
  private readonly waiting: (() => void)[] = [];

  keep(place: PayloadPlace, payload: unknown): void {
    this.payloads.set(placeKey(place), payload);
  }

  /** @returns undefined when it is not here (any more) */
  take(place: PayloadPlace): unknown {
    const key = placeKey(place);
    const payload = this.payloads.get(key);
    this.payloads.delete(key);
    if (this.payloads.size < CAPACITY) for (const proceed of this.waiting.splice(0)) proceed();
    return payload;
  }

  /** Resolves when the workers have caught up, so that reading does not run far ahead of them. */
  async room(): Promise<void> {
    if (this.payloads.size < CAPACITY) return;
    const caughtUp = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE_MS);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    if (!caughtUp) this.payloads.clear();
  }
}
