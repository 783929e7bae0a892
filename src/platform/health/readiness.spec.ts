import { Logger } from '../logging/index.js';
import { NotReady, Readiness } from './index.js';

function aReadiness(): { readiness: Readiness; messages: () => unknown[] } {
  const written: string[] = [];
  const readiness = new Readiness(Logger.create({ write: (line) => void written.push(line) }));
  return { readiness, messages: () => written.map((line) => (JSON.parse(line) as { message: unknown }).message) };
}

describe('Readiness', () => {
  it('is ready when no check says otherwise', async () => {
    const { readiness } = aReadiness();
    readiness.add('database', () => Promise.resolve());
    expect(await readiness.report()).toEqual({ ready: true, reasons: [] });
  });

  it('names every check that fails, with its sentence or with nothing an outsider should not read', async () => {
    const { readiness } = aReadiness();
    readiness.add('database', () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')));
    readiness.add('migrations', () => Promise.reject(new NotReady('2 of 5 are not applied yet')));
    readiness.add('queue', () => Promise.resolve());
    expect((await readiness.report()).reasons).toEqual([
      { check: 'database', reason: 'does not answer' },
      { check: 'migrations', reason: '2 of 5 are not applied yet' },
    ]);
  });

  it('does not wait for a check that hangs', async () => {
    const { readiness } = aReadiness();
    readiness.add('database', () => new Promise(() => undefined));
    expect((await readiness.report()).reasons).toEqual([{ check: 'database', reason: 'did not answer within 2 s' }]);
  });

  it('is never ready again once it shuts down', async () => {
    const { readiness } = aReadiness();
    readiness.stop();
    expect(await readiness.report()).toEqual({
      ready: false,
      reasons: [{ check: 'process', reason: 'is shutting down' }],
    });
  });

  it('logs the change, not every look', async () => {
    const { readiness, messages } = aReadiness();
    let isUp = false;
    readiness.add('database', () => (isUp ? Promise.resolve() : Promise.reject(new Error('down'))));
    await readiness.report();
    await readiness.report();
    isUp = true;
    await readiness.report();
    await readiness.report();
    expect(messages()).toEqual(['not ready', 'ready again']);
  });
});
