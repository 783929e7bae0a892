/** `module.what-to-do`, e.g. 'marketplace.fetch-job'. */
export type JobName = `${string}.${string}`;

/** Must be able to run twice, at once and out of order: it reads its rows, and finds them done or does them. */
export type JobHandler<T> = (payload: T, signal: AbortSignal) => Promise<void>;

export interface RegisterOptions {
  /** How many bells of this name one process answers at the same time. */
  readonly concurrency: number;
}

export interface RingOptions {
  /** Bells of one name with the same id become one while the first is waiting. Left out: equal payloads are the same bell. */
  readonly id?: string;
  readonly delayMs?: number;
}

/**
 * Says "there is work"; PostgreSQL says which. A bell may be lost, repeated or late and nothing goes wrong, because a sweep rings
 * again for whatever makes no progress. So `ring` never rejects because of the driver, and payloads hold ids only.
 *
 * A bell that is rung while one with its id is being answered is answered once more afterwards.
 */
export abstract class Queue {
  private readonly expected = new Set<JobName>();

  /**
   * Called while modules start (`onModuleInit`). A second handler for one name throws.
   * `signal` is aborted when the process stops: finish the piece in hand and return.
   */
  abstract register<T extends object>(name: JobName, handler: JobHandler<T>, options: RegisterOptions): void;

  /** Never rejects because Redis is away; throws for a name without a handler. */
  abstract ring<T extends object>(name: JobName, payload: T, options?: RingOptions): Promise<void>;

  /** Checks that every expected name has its handler, then answers bells if this process is a worker. Does not wait for Redis. */
  abstract start(): Promise<void>;

  /** Takes no more bells, aborts the running handlers' signal and waits for them, at most `graceMs`. Safe to call twice. */
  abstract stop(graceMs: number): Promise<void>;

  /** Whoever rings says so in its constructor: a name that nobody handles stops the start. */
  expect(...names: readonly JobName[]): void {
    for (const name of names) this.expected.add(name);
  }

  protected checkHandlers(registered: ReadonlySet<JobName>): void {
    const missing = [...this.expected].filter((name) => !registered.has(name));
    if (missing.length > 0) {
      throw new Error(`No handler is registered for the job${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`);
    }
  }
}
