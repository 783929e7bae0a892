import { KeptLog } from '../outbound-http/testing/kept-log.js';
import { InProcessQueue } from './index.js';
import { describeQueue, Gate, until } from './testing/queue-behaviour.js';

describe('the queue in this process', () => {
  let log: KeptLog;
  beforeEach(() => (log = new KeptLog()));

  describeQueue(() => ({
    queue: ({ consumes }) => new InProcessQueue({ consumes, log }),
    open: (queue) => queue.start(),
    log,
  }));

  it('keeps bells that are rung while the modules start', async () => {
    const queue = new InProcessQueue({ consumes: true, log });
    const gate = new Gate();
    queue.register('test.early', gate.handler, { concurrency: 1 });
    await queue.ring('test.early', { id: 'a' });
    expect(gate.entered).toEqual([]);

    await queue.start();
    await until(() => gate.entered.length === 1);
    gate.letOut();
    await queue.stop(100);
  });

  it('drops bells rather than growing without end, and says so once', async () => {
    const queue = new InProcessQueue({ consumes: true, log });
    const gate = new Gate();
    queue.register('test.many', gate.handler, { concurrency: 1 });
    await queue.start();

    for (let i = 0; i < 10_500; i++) await queue.ring('test.many', { id: String(i) }, { id: String(i) });

    expect(log.lines.map((line) => line.message)).toEqual([
      'too many bells wait: new ones are dropped until the sweep rings again',
    ]);
    const stopped = queue.stop(1_000);
    gate.letOut();
    await stopped;
    expect(gate.entered).toEqual(['0']);
  });
});
