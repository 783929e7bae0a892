import type { Log } from '../../logging/log.js';
import type { ServerProcess } from './server-process.js';

const RESTARTS = 5;
const WITHIN_MS = 10 * 60_000;

export interface Supervisor {
  stop(fastMs: number): Promise<'clean' | 'forced'>;
}

/** Brings a server that died (killed, out of memory) back on the same port, so that the hub's pool just reconnects. */
export function supervise(
  first: ServerProcess,
  relaunch: () => Promise<ServerProcess>,
  log: Log,
  onGone: (error: Error) => void = () => undefined,
): Supervisor {
  let current = first;
  let stopping = false;
  let recovery: Promise<void> = Promise.resolve();
  const deaths: number[] = [];

  const watch = (server: ServerProcess): void => {
    void server.exited.then(() => {
      if (!stopping) recovery = recover();
    });
  };
  const recover = async (): Promise<void> => {
    const now = Date.now();
    deaths.push(now);
    const recent = deaths.filter((at) => now - at < WITHIN_MS).length;
    if (recent > RESTARTS) return onGone(new Error(`The embedded database died ${recent} times within ten minutes.`));
    log.error('embedded database died; starting it again', { recent });
    try {
      current = await relaunch();
      watch(current);
    } catch (error) {
      onGone(error instanceof Error ? error : new Error(String(error)));
    }
  };
  watch(first);
  return {
    stop: async (fastMs) => {
      stopping = true;
      await recovery;
      return current.stop(fastMs);
    },
  };
}
