import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Config } from '../../../platform/config/index.js';
import { DomainError } from '../../../shared-kernel/index.js';

const SECONDS = 60;
/** One store or person has fewer reports in it than an office behind one address. */
const SHARE_OF_ONE_IDENTIFIER = 3;
const UNLIMITED = 1_000_000;

/**
 * Holds off whoever writes without end: by address, and by the store, account or e-mail that a report names. Reading is free. Each
 * process counts for itself.
 */
@Injectable()
export class IntakeLimit implements CanActivate {
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

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method === 'GET') return true;
    await count(this.addresses, request.ip ?? '');
    const identifier = identifierOf(request.body);
    if (identifier !== null) await count(this.identifiers, identifier);
    return true;
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

/** What the report is about, as far as it says so; nothing is checked here yet. */
function identifierOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { storeHash, accountName, email } = body as Record<string, unknown>;
  const named = [storeHash, accountName, email].find((value) => typeof value === 'string' && value.trim() !== '');
  return named === undefined ? null : (named as string).trim().toLowerCase().slice(0, 320);
}
