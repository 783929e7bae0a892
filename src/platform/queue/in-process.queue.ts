import { within } from '../async/index.js';
import type { Log } from '../logging/index.js';
import { makeBell } from './bell.js';
import { HandlerRegistry } from './handler-registry.js';
import { InProcessLane } from './in-process-lane.js';
import { Queue, type JobHandler, type JobName, type RegisterOptions, type RingOptions } from './queue.js';

export interface QueueDriverOptions {
  /** Whether this process answers bells (the `worker` role). One that does not only rings. */
  readonly consumes: boolean;
  readonly log: Log;
}

/** The default driver: bells go no further than this process. Workers elsewhere find the work by their own sweep. */
export class InProcessQueue extends Queue {
  private readonly handlers = new HandlerRegistry();
  private readonly lanes = new Map<JobName, InProcessLane>();
  private readonly abort = new AbortController();
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: QueueDriverOptions) {
    super();
  }

  override register<T extends object>(name: JobName, handler: JobHandler<T>, options: RegisterOptions): void {
    this.handlers.add(name, handler, options);
    this.lanes.set(name, new InProcessLane(this.handlers.get(name), this.abort.signal, this.options.log));
  }

  override async ring<T extends object>(name: JobName, payload: T, options?: RingOptions): Promise<void> {
    const bell = makeBell(name, payload, options);
    const lane = this.lanes.get(name);
    if (!lane) throw new Error(`No handler is registered for the job ${name}.`);
    if (this.options.consumes && !this.stopping) lane.ring(bell);
  }

  override async start(): Promise<void> {
    this.checkHandlers(this.handlers.names);
    if (this.options.consumes && !this.stopping) for (const lane of this.lanes.values()) lane.start();
  }

  override stop(graceMs: number): Promise<void> {
    this.stopping ??= this.shutDown(graceMs);
    return this.stopping;
  }

  private async shutDown(graceMs: number): Promise<void> {
    for (const lane of this.lanes.values()) lane.stop();
    this.abort.abort();
    if (!(await within(Promise.all([...this.lanes.values()].map((lane) => lane.idle())), graceMs))) {
      this.options.log.warn('jobs still running at shutdown are left: their rows are taken up again', { graceMs });
    }
  }
}
