import { Injectable } from '@nestjs/common';
import { Logger } from '../logging/index.js';

const ANSWER_WITHIN_MS = 2_000;

/** Throw NotReady with a sentence that the public may read; any other error is reported as "does not answer". */
export class NotReady extends Error {}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly reasons: readonly { readonly check: string; readonly reason: string }[];
}

/** May this process be sent work? Each part that can say no adds a check. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, () => Promise<void>>();
  private isStopping = false;
  private wasReady = true;

  constructor(private readonly log: Logger) {}

  add(check: string, ask: () => Promise<void>): void {
    this.checks.set(check, ask);
  }

  /** From now on not ready, so that load balancers look elsewhere while the running work ends. */
  stop(): void {
    this.isStopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.isStopping) return { ready: false, reasons: [{ check: 'process', reason: 'is shutting down' }] };
    const failures = await Promise.all([...this.checks].map(([check, ask]) => this.failure(check, ask)));
    const reasons = failures.filter((failure) => failure !== null);
    const ready = reasons.length === 0;
    if (ready !== this.wasReady) {
      this.wasReady = ready;
      if (ready) this.log.info('ready again');
      else this.log.warn('not ready', { reasons });
    }
    return { ready, reasons };
  }

  private async failure(check: string, ask: () => Promise<void>): Promise<{ check: string; reason: string } | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new NotReady(`did not answer within ${ANSWER_WITHIN_MS / 1000} s`)),
        ANSWER_WITHIN_MS,
      );
    });
    try {
      await Promise.race([ask(), late]);
      return null;
    } catch (error) {
      this.log.debug('readiness check failed', { check, error });
      return { check, reason: error instanceof NotReady ? error.message : 'does not answer' };
    } finally {
      clearTimeout(timer);
    }
  }
}
