import { setTimeout as sleep } from 'node:timers/promises';
import { currentCorrelationId, Logger, NestLogger, redactor, withCorrelation } from './index.js';

function recording(level: 'debug' | 'info' = 'info'): { log: Logger; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const log = Logger.create({ level, write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('Logger', () => {
  it('writes one JSON line with a constant message and the fields', () => {
    const { log, lines } = recording();
    log.with({ component: 'import' }).info('order imported', { orderId: 'o-1', lines: 3 });
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'order imported',
        component: 'import',
        orderId: 'o-1',
        lines: 3,
      }),
    ]);
    expect(Date.parse(String(lines()[0]?.['time']))).not.toBeNaN();
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = recording('info');
    log.debug('detail');
    expect(lines()).toEqual([]);
  });

  it('carries the correlation id through everything asynchronous, and two at once do not mix', async () => {
    const { log, lines } = recording();
    const work = async (id: string, ms: number) =>
      withCorrelation(id, async () => {
        await sleep(ms);
        log.info('done', { id: currentCorrelationId() });
      });
    await Promise.all([work('first', 15), work('second', 5)]);
    expect(lines().map(({ id, correlationId }) => [id, correlationId])).toEqual([
      ['second', 'second'],
      ['first', 'first'],
    ]);
    expect(currentCorrelationId()).toBeUndefined();
  });

  it('shows no secret: not by name, not by value, not in an error or a message', () => {
    const { log, lines } = recording();
    redactor.remember('canary-value');
    const error = Object.assign(new Error('401 for canary-value'), { code: 'ERR' });
    log.with({ token: 'canary-a' }).error('failed canary-value', { headers: { 'X-Auth-Token': 'canary-b' }, error });
    expect(JSON.stringify(lines())).not.toContain('canary');
    expect(lines()[0]?.['error']).toMatchObject({ type: 'Error', code: 'ERR', message: '401 for [redacted]' });
  });

  it('keeps its own names free', () => {
    const { log, lines } = recording();
    log.info('moved', { level: 3, message: 'x', time: 1 });
    expect(lines()[0]).toMatchObject({ level: 'info', message: 'moved', _level: 3, _message: 'x', _time: 1 });
  });

  it('speaks for Nest too', () => {
    const { log, lines } = recording('debug');
    const nest = new NestLogger(log);
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    nest.error('Boom', 'the stack', 'ExceptionsHandler');
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'debug', message: 'framework', context: 'RouterExplorer' }),
      expect.objectContaining({ level: 'error', text: 'Boom', context: 'ExceptionsHandler', details: ['the stack'] }),
    ]);
  });
});
