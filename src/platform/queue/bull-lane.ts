import type { Job, Queue as BullJobQueue } from 'bull';
import type { Redis } from 'ioredis';
import type { Log } from '../logging/index.js';
import { answerBell } from './answer-bell.js';
import type { Bell } from './bell.js';
import type { Registration } from './handler-registry.js';

export interface Envelope {
  readonly payload: object;
  readonly correlationId: string | null;
}

/** Keeps the earlier of two times. */
const EARLIEST = `
local known = redis.call('GET', KEYS[1])
if not known or tonumber(known) > tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return 1`;
const MAX_WAITING = 10_000;
const COUNT_EVERY_MS = 1_000;
const REMEMBER_MS = 3_600_000;

/** The bells of one job name on Redis: one Bull queue each, because Bull's concurrency is a queue's, not a name's. */
export class BullLane {
  private readonly running = new Set<Promise<void>>();
  private counted = { at: 0, waiting: 0 };

  constructor(
    private readonly queue: BullJobQueue<Envelope>,
    private readonly redis: Redis,
    private readonly registration: Registration,
    private readonly signal: AbortSignal,
    private readonly log: Log,
  ) {
    // Bull names its connections for a list of workers that nobody asks for, and lets the failure of that end the process.
    Object.assign(queue, { setWorkerName: () => Promise.resolve() });
    // One line for the outage is the connections' business; what else Bull meets is worth knowing.
    queue.on('error', (error) => log.debug('queue error', { job: registration.name, error }));
  }

  consume(): void {
    this.queue.on('completed', (job: Job<Envelope>) => void this.ringAgain(job));
    this.queue
      .process(this.registration.concurrency, (job: Job<Envelope>) => this.answer(job))
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.log.error('queue stopped', { job: this.registration.name, error });
      });
  }

  async ring(bell: Bell): Promise<void> {
    const dueAt = Date.now() + bell.delayMs;
    // Before looking: a handler that starts in between has not read anything yet when it takes the note away.
    await this.redis.eval(EARLIEST, 1, this.noteKey(bell.id), dueAt, REMEMBER_MS);
    const existing = await this.queue.getJob(bell.id);
    if (existing && !(await this.isLater(existing, dueAt))) return;
    // Between the two steps the bell may start or be rung by another: both are fine, and a lost one is rung by the sweep.
    if (existing) await existing.remove().catch(() => undefined);
    else if (await this.isFull()) return;
    await this.queue.add(
      { payload: bell.payload, correlationId: bell.correlationId },
      { jobId: bell.id, delay: bell.delayMs, attempts: 1, removeOnComplete: true, removeOnFail: true },
    );
  }

  /** Takes no more bells; running handlers go on. */
  async close(): Promise<void> {
    await this.queue.close(true);
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async isLater(job: Job<Envelope>, dueAt: number): Promise<boolean> {
    const jobDueAt = job.timestamp + (job.opts.delay ?? 0);
    return jobDueAt > dueAt && (await job.isDelayed());
  }

  private async answer(job: Job<Envelope>): Promise<void> {
    // Rung while it waited: this run sees what was announced.
    await this.redis.del(this.noteKey(String(job.id)));
    const run = answerBell(this.registration, { id: String(job.id), ...job.data }, this.signal, this.log);
    this.running.add(run);
    await run.finally(() => this.running.delete(run));
  }

  private async ringAgain(job: Job<Envelope>): Promise<void> {
    try {
      const id = String(job.id);
      const noted = await this.redis.multi().get(this.noteKey(id)).del(this.noteKey(id)).exec();
      const dueAt = noted?.[0]?.[1];
      if (dueAt === null || dueAt === undefined) return;
      const delayMs = Math.max(0, Number(dueAt) - Date.now());
      await this.ring({ name: this.registration.name, id, delayMs, ...job.data });
    } catch (error) {
      this.log.debug('bell not rung again', { job: this.registration.name, error });
    }
  }

  private async isFull(): Promise<boolean> {
    if (Date.now() - this.counted.at > COUNT_EVERY_MS) {
      const { waiting, delayed } = await this.queue.getJobCounts();
      const wasFull = this.counted.waiting >= MAX_WAITING;
      this.counted = { at: Date.now(), waiting: waiting + delayed };
      if (!wasFull && this.counted.waiting >= MAX_WAITING) {
        this.log.warn('too many bells wait: new ones are dropped until the sweep rings again', {
          job: this.registration.name,
          waiting: this.counted.waiting,
        });
      }
    }
    return this.counted.waiting >= MAX_WAITING;
  }

  private noteKey(id: string): string {
    return `${this.queue.toKey('again')}:${id}`;
  }
}
