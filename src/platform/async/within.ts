import { setTimeout as wait } from 'node:timers/promises';

/** Waits for `work` at most `ms`. @returns whether it came to its end; passes on what it throws in time */
export async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = wait(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
