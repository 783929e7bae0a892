import type { Log } from '../logging/index.js';
import { answerBell } from './answer-bell.js';
import type { Bell } from './bell.js';
import type { Registration } from './handler-registry.js';

/** Far more than there is ever work for; beyond it bells are dropped and the sweep rings again later. */
const MAX_WAITING = 10_000;
const MAX_TIMER_MS = 2_000_000_000;

interface Waiting {
  readonly bell: Bell;
  readonly dueAt: number;
}

/** The bells of one job name in one process. */
export class InProcessLane {
  private readonly ready = new Map<string, Bell>();
  private readonly delayed = new Map<string, Waiting>();
  private readonly running = new Map<string, { again: Waiting | null }>();
  private readonly settled = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private open = false;
  private dropping = false;

  constructor(
    private readonly registration: Registration,
    private readonly signal: AbortSignal,
    private readonly log: Log,
  ) {}

  start(): void {
    this.open = true;
    this.pump();
  }

  stop(): void {
    this.open = false;
    clearTimeout(this.timer);
    this.ready.clear();
    this.delayed.clear();
  }

  async idle(): Promise<void> {
    while (this.settled.size > 0) await Promise.all(this.settled);
  }

  ring(bell: Bell): void {
    const dueAt = Date.now() + bell.delayMs;
    const running = this.running.get(bell.id);
    if (running) {
      // It may already have read past the change that this bell announces.
      if (!running.again || dueAt < running.again.dueAt) running.again = { bell, dueAt };
      return;
    }
    if (this.ready.has(bell.id)) return;
    const delayed = this.delayed.get(bell.id);
    if (delayed && delayed.dueAt <= dueAt) return;
    if (!delayed && this.isFull()) return;
    this.delayed.delete(bell.id);
    if (bell.delayMs === 0) this.ready.set(bell.id, bell);
    else this.delayed.set(bell.id, { bell, dueAt });
    this.pump();
  }

  private isFull(): boolean {
    const full = this.ready.size + this.delayed.size >= MAX_WAITING;
    if (full && !this.dropping) {
      this.log.warn('too many bells wait: new ones are dropped until the sweep rings again', {
        job: this.registration.name,
        waiting: MAX_WAITING,
      });
    }
    this.dropping = full;
    return full;
  }

  private pump(): void {
    if (!this.open) return;
    this.takeDue();
    for (const [id, bell] of this.ready) {
      if (this.running.size >= this.registration.concurrency) break;
      this.ready.delete(id);
      this.run(id, bell);
    }
  }

  private takeDue(): void {
    const now = Date.now();
    let next = Infinity;
    for (const [id, waiting] of this.delayed) {
      if (waiting.dueAt <= now) {
        this.delayed.delete(id);
        this.ready.set(id, waiting.bell);
      } else next = Math.min(next, waiting.dueAt);
    }
    clearTimeout(this.timer);
    // Not unref'd: a process with work ahead stays alive; stop() clears it.
    if (next < Infinity) this.timer = setTimeout(() => this.pump(), Math.min(next - now, MAX_TIMER_MS));
  }

  private run(id: string, bell: Bell): void {
    this.running.set(id, { again: null });
    const done = answerBell(this.registration, bell, this.signal, this.log).then(() => {
      const again = this.running.get(id)?.again;
      this.running.delete(id);
      this.settled.delete(done);
      if (again && this.open) this.ring({ ...again.bell, delayMs: Math.max(0, again.dueAt - Date.now()) });
      this.pump();
    });
    this.settled.add(done);
  }
}
