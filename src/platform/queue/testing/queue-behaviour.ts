import { setTimeout as wait } from 'node:timers/promises';
import { currentCorrelationId, withCorrelation } from '../../logging/index.js';
import type { KeptLog } from '../../outbound-http/testing/kept-log.js';
import type { Queue } from '../queue.js';

export interface QueueWorld {
  queue(options: { readonly consumes: boolean }): Queue;
  /** Until bells that are rung reach somebody. */
  open(queue: Queue): Promise<void>;
  readonly log: KeptLog;
}

export async function until(what: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Not so within ${ms} ms: ${what.toString()}`);
    await wait(10);
  }
}

/** A handler that stays inside until it is let out. */
export class Gate {
  readonly entered: string[] = [];
  private readonly waiting: (() => void)[] = [];

  readonly handler = async ({ id }: { id: string }): Promise<void> => {
    this.entered.push(id);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  };

  letOut(): void {
    for (const leave of this.waiting.splice(0)) leave();
  }
}

/** What both drivers do. */
export function describeQueue(world: () => QueueWorld): void {
  const queues: Queue[] = [];
  const made = (options = { consumes: true }): Queue => {
    const queue = world().queue(options);
    queues.push(queue);
    return queue;
  };
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.stop(200)));
  });

  it('answers a bell with its payload and the correlation id of whoever rang', async () => {
    const queue = made();
    const got: unknown[] = [];
    queue.register<{ jobId: string }>(
      'test.one',
      (payload) => Promise.resolve(void got.push([payload, currentCorrelationId()])),
      { concurrency: 1 },
    );
    await world().open(queue);

    await withCorrelation('corr-1', () => queue.ring('test.one', { jobId: 'j1' }));

    await until(() => got.length === 1);
    expect(got).toEqual([[{ jobId: 'j1' }, 'corr-1']]);
  });

  it('makes bells with one id one while the first waits, and rings once more for those that came while it was answered', async () => {
    const queue = made();
    const gate = new Gate();
    queue.register('test.gate', gate.handler, { concurrency: 1 });
    await world().open(queue);

    await queue.ring('test.gate', { id: 'busy' });
    await until(() => gate.entered.length === 1);
    for (let i = 0; i < 5; i++) await queue.ring('test.gate', { id: 'a' }, { id: 'a' });
    for (let i = 0; i < 5; i++) await queue.ring('test.gate', { id: 'busy' });
    gate.letOut();
    await until(() => gate.entered.length === 2);
    gate.letOut();
    await until(() => gate.entered.length === 3);
    gate.letOut();
    await wait(300);

    expect([...gate.entered].sort()).toEqual(['a', 'busy', 'busy']);
  });

  it('answers as many at a time as was asked for, each name for itself', async () => {
    const queue = made();
    const two = new Gate();
    const one = new Gate();
    queue.register('test.two', two.handler, { concurrency: 2 });
    queue.register('test.one', one.handler, { concurrency: 1 });
    await world().open(queue);

    for (const id of ['a', 'b', 'c']) await queue.ring('test.two', { id });
    await until(() => two.entered.length === 2);
    await queue.ring('test.one', { id: 'x' });
    await until(() => one.entered.length === 1);
    await wait(100);

    expect(two.entered).toHaveLength(2);
    two.letOut();
    await until(() => two.entered.length === 3);
    two.letOut();
    one.letOut();
  });

  it('goes on after a handler has failed, and says so once', async () => {
    const queue = made();
    const answered: string[] = [];
    queue.register<{ id: string }>(
      'test.fails',
      ({ id }) => (id === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve(void answered.push(id))),
      { concurrency: 1 },
    );
    await world().open(queue);

    await queue.ring('test.fails', { id: 'bad' });
    await queue.ring('test.fails', { id: 'good' });

    await until(() => answered.length === 1);
    expect(world().log.said('job failed')).toMatchObject([{ level: 'error', fields: { job: 'test.fails' } }]);
  });

  it('answers a delayed bell later, and at once when it is rung again without delay', async () => {
    const queue = made();
    const answered: [string, number][] = [];
    queue.register<{ id: string }>('test.later', ({ id }) => Promise.resolve(void answered.push([id, Date.now()])), {
      concurrency: 1,
    });
    await world().open(queue);
    const rungAt = Date.now();

    await queue.ring('test.later', { id: 'soon' }, { id: 'soon', delayMs: 400 });
    await queue.ring('test.later', { id: 'far' }, { id: 'far', delayMs: 3_600_000 });
    await queue.ring('test.later', { id: 'soon' }, { id: 'soon', delayMs: 3_600_000 });
    await queue.ring('test.later', { id: 'far' }, { id: 'far' });

    await until(() => answered.length === 2);
    const at = new Map(answered);
    expect((at.get('soon') ?? 0) - rungAt).toBeGreaterThanOrEqual(395);
    expect((at.get('far') ?? 0) - rungAt).toBeLessThan(395);
  });

  it('answers none when the process is no worker', async () => {
    const queue = made({ consumes: false });
    const gate = new Gate();
    queue.register('test.idle', gate.handler, { concurrency: 1 });
    await world().open(queue);

    await queue.ring('test.idle', { id: 'a' });
    await wait(200);

    expect(gate.entered).toEqual([]);
  });

  it('tells running handlers to stop, waits for them, and answers nothing after that', async () => {
    const queue = made();
    const seen: string[] = [];
    queue.register(
      'test.stops',
      async (_payload, signal) => {
        seen.push('in');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await wait(50);
        seen.push('out');
      },
      { concurrency: 1 },
    );
    await world().open(queue);
    await queue.ring('test.stops', { id: '1' });
    await queue.ring('test.stops', { id: '2' });
    await until(() => seen.length === 1);

    await queue.stop(5_000);
    expect(seen).toEqual(['in', 'out']);

    await queue.ring('test.stops', { id: '3' });
    await wait(100);
    expect(seen).toEqual(['in', 'out']);
    expect(world().log.lines.filter((line) => line.level === 'warn' || line.level === 'error')).toEqual([]);
  });

  it('leaves a handler that does not stop, when the time is over', async () => {
    const queue = made();
    const gate = new Gate();
    queue.register('test.stuck', gate.handler, { concurrency: 1 });
    await world().open(queue);
    await queue.ring('test.stuck', { id: '1' });
    await until(() => gate.entered.length === 1);
    const from = Date.now();

    await queue.stop(150);

    expect(Date.now() - from).toBeLessThan(1_500);
    expect(world().log.lines.filter((line) => line.level === 'warn')).toHaveLength(1);
    gate.letOut();
  });

  it('refuses a second handler, an unknown name, a payload that is no handful of ids, and a start without a handler that is expected', async () => {
    const queue = made();
    const nothing = (): Promise<void> => Promise.resolve();
    queue.register('test.once', nothing, { concurrency: 1 });

    expect(() => queue.register('test.once', nothing, { concurrency: 1 })).toThrow('already has a handler');
    expect(() => queue.register('Test.once', nothing, { concurrency: 1 })).toThrow('not a job name');
    expect(() => queue.register('test.none', nothing, { concurrency: 0 })).toThrow('concurrency');
    await expect(queue.ring('test.unknown', {})).rejects.toThrow('No handler is registered for the job test.unknown');
    await expect(queue.ring('test.once', { rows: 'x'.repeat(3_000) })).rejects.toThrow('ids only');
    queue.expect('test.once', 'test.missing');
    await expect(async () => queue.start()).rejects.toThrow('No handler is registered for the job test.missing.');
  });
}
