import { Injectable, Optional } from '@nestjs/common';
import { Logger } from '../../../platform/logging/index.js';
import { Queue } from '../../../platform/queue/index.js';

export const GATHER_EVIDENCE = 'support.gather-evidence';
/** Workers of one hub at the same time: a store that keeps one waiting does not keep the other. */
export const EVIDENCE_LANES = 2;
/** Reports that come within it are looked at together. */
const GATHER_MS = 500;

/** Says that tickets wait for evidence. A bell that is lost is made up for by the sweep. */
@Injectable()
export class EvidenceBell {
  private rungAt = -Infinity;

  constructor(
    private readonly logger: Logger,
    @Optional() private readonly queue?: Queue,
  ) {}

  ring(): void {
    const now = performance.now();
    // The bell that was rung just now has not sounded yet, and finds this report too.
    if (now - this.rungAt < GATHER_MS / 2) return;
    this.rungAt = now;
    for (let lane = 0; lane < EVIDENCE_LANES; lane++) {
      const options = { id: `evidence--${lane}`, delayMs: GATHER_MS * (lane + 1) };
      this.queue?.ring(GATHER_EVIDENCE, {}, options).catch((error: unknown) => {
        this.logger.debug('evidence bell not rung: the sweep does', { error });
      });
    }
  }
}
