import { setTimeout as wait } from 'node:timers/promises';
import type { Ticker } from '../scheduler.js';

/** Work that counts its runs and how many of them are inside at once. */
export class Inside {
  now = 0;
  most = 0;
  runs = 0;

  readonly work = async (ms: number): Promise<void> => {
    this.runs++;
    this.most = Math.max(this.most, ++this.now);
    await wait(ms);
    this.now--;
  };
}

export class IntervalTicker implements Ticker {
  private timer: NodeJS.Timeout | undefined;

  start(everyMs: number, tick: () => void): void {
    this.timer = setInterval(tick, everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
