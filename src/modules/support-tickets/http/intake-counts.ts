import { Inject, Injectable, Optional } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Config } from '../../../platform/config/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

const SECONDS = 60;
/** One store or person has fewer reports in it than an office behind one address. */
const SHARE_OF_ONE_IDENTIFIER = 3;
const UNLIMITED = 1_000_000;
const MOST_OF_IDENTIFIER = 320;

/**
 * How much came in within a minute: by address, and by what it is about, in whichever way it came. Each process counts for itself.
 * Everything throws DomainError `too-many`.
 */
@Injectable()
export class IntakeCounts {
  private readonly addresses: RateLimiterMemory;
  private readonly identifiers: RateLimiterMemory;

  constructor(@Optional() @Inject(Config) config?: Pick<Config, 'ticketsPerMinute'>) {
    const points = config?.ticketsPerMinute ?? UNLIMITED;
    this.addresses = new RateLimiterMemory({ points, duration: SECONDS });
    this.identifiers = new RateLimiterMemory({
      points: Math.ceil(points / SHARE_OF_ONE_IDENTIFIER),
      duration: SECONDS,
    });
  }

  async countAddress(address: string): Promise<void> {
    await count(this.addresses, address);
  }

  /** @param identifier the store, account or e-mail address that a report names */
  async countIdentifier(identifier: string): Promise<void> {
    await count(this.identifiers, identifier.trim().toLowerCase().slice(0, MOST_OF_IDENTIFIER));
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new DomainError(
      'too-many',
      'support.too-many-reports',
      'Too many messages came from here, or about the same store or account. Wait a minute, then send it again.',
      { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) },
    );
  }
}
