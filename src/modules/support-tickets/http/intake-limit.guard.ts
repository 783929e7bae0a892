import {
  Injectable,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';
import { mailboxKey } from '../domain/mail/addresses.js';
import { IntakeCounts } from './intake-counts.js';

/**
 * Holds off whoever writes without end. Reading is free. As a guard it counts addresses, as an interceptor what reports are about.
 */
@Injectable()
export class IntakeLimit implements CanActivate, NestInterceptor {
  constructor(private readonly counts: IntakeCounts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method !== 'GET') await this.counts.countAddress(request.ip ?? '');
    return true;
  }

  /** What a form is about is known only once it was read, which is after the guards. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const identifier = identifierOf(context.switchToHttp().getRequest<Request>().body);
    if (identifier === null) return next.handle();
    return from(this.counts.countIdentifier(identifier)).pipe(mergeMap(() => next.handle()));
  }
}

/** What the report is about, as far as it says so; nothing is checked here yet. */
function identifierOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { storeHash, accountName, email } = body as Record<string, unknown>;
  const mailbox = typeof email === 'string' ? mailboxKey(email) : null;
  const said = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
  return [storeHash, accountName, mailbox].find(said) ?? null;
}
