import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/index.js';
import { type Log, Logger } from '../logging/index.js';
// A table exists for the data source once its row class is imported.
import './infrastructure/request-rush.entity.js';

/** So many in one window, sixty a second, are a rush: no program that waits for its import asks that often. */
const MANY = 15;
const WINDOW_MS = 250;
/** Over the next windows, so that one which is not quite full does not end it. */
const LASTS_MS = 1_500;

/**
 * Says when many requests come in. It stands in the database, so that workers on other machines know it as well: it is the database that
 * they share. Nothing has to be taken back: it ends by itself, also when the process that said it is gone.
 */
@Injectable()
export class RequestRush {
  private windowBegan = -Infinity;
  private requests = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Logger) private readonly log: Log,
  ) {}

  /** For each request that was let in, once it is answered. */
  count(): void {
    const now = performance.now();
    if (now - this.windowBegan > WINDOW_MS) {
      this.windowBegan = now;
      this.requests = 0;
    }
    if (++this.requests === MANY) void this.announce();
  }

  /** Whether there is one, in any process. */
  async isOn(): Promise<boolean> {
    const [row] = await this.database.query<{ isOn: boolean }>(
      'SELECT until > now() AS "isOn" FROM platform.request_rush',
    );
    return row?.isOn ?? false;
  }

  /** Never throws: without it background work is only less considerate. */
  private async announce(): Promise<void> {
    try {
      await this.database.query(
        `INSERT INTO platform.request_rush (id, until) VALUES (1, now() + make_interval(secs => $1::float8 / 1000))
         ON CONFLICT (id) DO UPDATE SET until = excluded.until`,
        [LASTS_MS],
      );
    } catch (error) {
      this.log.debug('rush of requests not announced', { error });
    }
  }
}
