import type { SchedulerRegistry } from '@nestjs/schedule';
import type { Ticker } from './scheduler.js';

const NAME = 'platform.scheduler';

/** One interval in Nest's registry, which also clears it when the application closes. */
export class RegistryTicker implements Ticker {
  constructor(private readonly registry: SchedulerRegistry) {}

  start(everyMs: number, tick: () => void): void {
    this.registry.addInterval(NAME, setInterval(tick, everyMs));
  }

  stop(): void {
    if (this.registry.doesExist('interval', NAME)) this.registry.deleteInterval(NAME);
  }
}
