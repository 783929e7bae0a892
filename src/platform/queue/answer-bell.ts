import { newId } from '../../shared-kernel/index.js';
import { withCorrelation, type Log } from '../logging/index.js';
import type { Registration } from './handler-registry.js';

export interface RungBell {
  readonly id: string;
  readonly payload: object;
  readonly correlationId: string | null;
}

/**
 * Runs the handler; never rejects. A handler that fails is not run again from here: its rows say when to try next, and the sweep
 * rings then.
 */
export async function answerBell(
  registration: Registration,
  bell: RungBell,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const { name, handler } = registration;
  await withCorrelation(bell.correlationId ?? newId(), async () => {
    try {
      await handler(bell.payload, signal);
    } catch (error) {
      if (signal.aborted) log.info('job stopped by shutdown', { job: name, bell: bell.id });
      else log.error('job failed', { job: name, bell: bell.id, error });
    }
  });
}
