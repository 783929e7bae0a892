import { Metrics } from './index.js';

describe('Metrics', () => {
  it('writes what was counted, set and observed in the words of Prometheus', async () => {
    const metrics = new Metrics();
    const lines = metrics.counter({ name: 'lines_total', help: 'Lines', labels: ['state'] });
    lines.inc({ state: 'done' });
    lines.inc({ state: 'done' }, 4);
    metrics.gauge({ name: 'depth', help: 'Depth', read: (gauge) => gauge.set({}, 7) });
    metrics.histogram({ name: 'seconds', help: 'Time', buckets: [1, 2] }).observe({}, 1.5);
    const text = await metrics.text();
    expect(text).toContain('lines_total{state="done"} 5');
    expect(text).toContain('depth 7');
    expect(text).toContain('seconds_bucket{le="2"} 1');
  });

  it('gives the same metric to whoever asks for the same name', async () => {
    const metrics = new Metrics();
    for (const _twice of [1, 2]) metrics.counter({ name: 'calls_total', help: 'Calls' }).inc({});
    expect(await metrics.text()).toContain('calls_total 2');
  });

  it('goes on when one gauge cannot be read', async () => {
    const metrics = new Metrics();
    metrics.gauge({ name: 'broken', help: 'Fails', read: () => Promise.reject(new Error('database away')) });
    metrics.gauge({
      name: 'broken_at_once',
      help: 'Fails',
      read: () => {
        throw new Error('not even a promise');
      },
    });
    metrics.counter({ name: 'calls_total', help: 'Calls' }).inc({});
    expect(await metrics.text()).toContain('calls_total 1');
  });

  it('keeps two applications in one process apart', async () => {
    new Metrics().counter({ name: 'calls_total', help: 'Calls' }).inc({});
    expect(await new Metrics().text()).not.toContain('calls_total');
  });
});
