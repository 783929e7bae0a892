import type { Queue as BullJobQueue, QueueOptions } from 'bull';
import { within } from '../async/index.js';
import type { Log } from '../logging/index.js';
import { makeBell, type Bell } from './bell.js';
import { BullLane, type Envelope } from './bull-lane.js';
import { HandlerRegistry } from './handler-registry.js';
import type { QueueDriverOptions } from './in-process.queue.js';
import { Queue, type JobHandler, type JobName, type RegisterOptions, type RingOptions } from './queue.js';
import { RedisConnections } from './redis-connections.js';

export type OpenBullQueue = (name: string, options: QueueOptions) => Promise<BullJobQueue<Envelope>>;

export interface BullQueueOptions extends QueueDriverOptions {
  readonly redisUrl: string;
  readonly open: OpenBullQueue;
  /** Start of every key, so that several hubs can share one Redis. */
  readonly prefix?: string;
}

/** Whoever rings does not wait for Redis longer than this. */
const RING_MS = 2_000;
/** While Redis answers nothing, no more than this many rings wait for it. */
const MAX_RINGING = 500;

/** After a kill -9 a bell that was being answered is given to another worker within lock + interval: at most 20 s. */
const SETTINGS = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
  guardInterval: 1_000,
  retryProcessDelay: 1_000,
};

/** Bells on Redis, for any number of worker processes. Redis may be away at start, go and come back, or lose everything. */
export class BullQueue extends Queue {
  private readonly handlers = new HandlerRegistry();
  private readonly lanes = new Map<JobName, BullLane>();
  private readonly connections: RedisConnections;
  private readonly abort = new AbortController();
  private readonly log: Log;
  private ringing = 0;
  private opening: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: BullQueueOptions) {
    super();
    this.log = options.log;
    this.connections = new RedisConnections(options.redisUrl, options.log);
  }

  override register<T extends object>(name: JobName, handler: JobHandler<T>, options: RegisterOptions): void {
    this.handlers.add(name, handler, options);
  }

  override async ring<T extends object>(name: JobName, payload: T, options?: RingOptions): Promise<void> {
    this.handlers.get(name);
    const bell = makeBell(name, payload, options);
    const lane = this.lanes.get(name);
    if (!lane || !this.connections.isReady || this.stopping || this.ringing >= MAX_RINGING) {
      this.log.debug('bell not rung: Redis is away', { job: name, bell: bell.id });
      return;
    }
    await this.ringInTime(lane, bell);
  }

  override async start(): Promise<void> {
    this.checkHandlers(this.handlers.names);
    this.opening ??= this.openLanes();
  }

  /** For tests: until the bells of this process reach somebody. */
  async opened(ms: number): Promise<void> {
    if (!(await within(this.opening ?? Promise.resolve(), ms))) throw new Error('The queue did not open in time.');
  }

  /** For tests: what a kill -9 does to the connections. */
  disconnectForTest(): void {
    this.connections.close();
  }

  override stop(graceMs: number): Promise<void> {
    this.stopping ??= this.shutDown(graceMs);
    return this.stopping;
  }

  private async ringInTime(lane: BullLane, bell: Bell): Promise<void> {
    this.ringing++;
    const rung = lane
      .ring(bell)
      .catch((error: unknown) => {
        this.log.warn('bell not rung: the sweep rings again', { job: bell.name, bell: bell.id, error });
      })
      .finally(() => this.ringing--);
    if (!(await within(rung, RING_MS))) {
      this.log.warn('bell not rung in time: the sweep rings again', { job: bell.name, bell: bell.id });
    }
  }

  private async openLanes(): Promise<void> {
    try {
      if (!(await this.connections.ready(this.abort.signal))) return;
      for (const registration of this.handlers) {
        const queue = await this.options.open(registration.name, this.bullOptions());
        const { commands } = this.connections;
        const lane = new BullLane(queue, commands, registration, this.abort.signal, this.log);
        this.lanes.set(registration.name, lane);
        if (this.options.consumes && !this.stopping) lane.consume();
      }
    } catch (error) {
      this.log.error('the queue could not be opened: no bells until the process starts again', { error });
    }
  }

  private bullOptions(): QueueOptions {
    return {
      prefix: this.options.prefix ?? 'longshore',
      settings: SETTINGS,
      createClient: (role) => this.connections.for(role),
    };
  }

  private async shutDown(graceMs: number): Promise<void> {
    this.abort.abort();
    if (!(await within(this.closeLanes(), graceMs))) {
      this.log.warn('jobs still running at shutdown are left: their rows are taken up again', { graceMs });
    }
    this.connections.close();
  }

  private async closeLanes(): Promise<void> {
    await this.opening;
    const lanes = [...this.lanes.values()];
    const closed = Promise.allSettled(lanes.map((lane) => lane.close()));
    await Promise.all(lanes.map((lane) => lane.idle()));
    await closed;
  }
}
