import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { DomainError } from '../../../shared-kernel/index.js';
import { Logger } from '../../logging/index.js';
import { accessOf } from '../access/current-access.decorator.js';
import { invalidRequest } from '../problem/invalid-request.js';
import { filesOf } from '../multipart/form.interceptor.js';
import { toAnswer } from '../problem/to-problem.js';
import { problemBody } from '../problem/send-problem.js';
import { IDEMPOTENCY, type IdempotencyMode } from './idempotency.decorator.js';
import type { StoredResponse } from './infrastructure/idempotency-key.entity.js';
import { IdempotencyStore, type IdempotentRequest } from './infrastructure/idempotency.store.js';
import { requestHash } from './request-hash.js';

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
const USABLE = /^[\x21-\x7e]{1,255}$/;
/** Longer than any request runs: beyond this the first one is taken for dead. */
const PRESUMED_DEAD_AFTER_SECONDS = 120;
/** Refused before any work: the caller may correct the request and use the same key. */
const NOT_KEPT = new Set([400, 401, 403, 429]);

/** The same POST sent twice with one Idempotency-Key acts once; the second gets the answer of the first. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly store: IdempotencyStore,
    private readonly log: Logger,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const mode = this.modeOf(context);
    const access = accessOf(request);
    const key = request.get(IDEMPOTENCY_HEADER);
    // A public route has no caller whose keys could be told from anybody else's.
    if (request.method !== 'POST' || key === undefined || mode === 'ignored' || !access) return next.handle();
    if (!USABLE.test(key)) {
      throw invalidRequest([
        { field: IDEMPOTENCY_HEADER, code: 'header', message: 'Use 1 to 255 visible ASCII characters.' },
      ]);
    }
    const response = context.switchToHttp().getResponse<Response>();
    const idempotent: IdempotentRequest = {
      actor: `${access.actor.kind}:${access.actor.id}`,
      key,
      hash: requestHash(request.method, request.originalUrl, contentOf(request)),
      route: `${request.method} ${request.path}`,
    };
    if (!(await this.store.claim(idempotent))) return of(await this.replay(idempotent, response));
    return next.handle().pipe(
      mergeMap((body: unknown) => from(this.keep(idempotent, mode, response, body))),
      catchError((error: unknown) =>
        from(this.keepFailure(idempotent, error)).pipe(mergeMap(() => throwError(() => error))),
      ),
    );
  }

  private modeOf(context: ExecutionContext): IdempotencyMode {
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride<IdempotencyMode | undefined>(IDEMPOTENCY, targets) ?? 'kept';
  }

  private async replay(request: IdempotentRequest, response: Response): Promise<unknown> {
    const known = await this.store.find(request);
    // Gone since: the first one failed this moment, and the caller may as well try again.
    if (!known) throw inProgress();
    if (!known.isSameRequest) {
      const message = 'This Idempotency-Key was used for another request. Use a new key for a new request.';
      throw new DomainError('rule-broken', 'request.idempotency-key-reused', message);
    }
    if (known.status === null) throw known.ageSeconds > PRESUMED_DEAD_AFTER_SECONDS ? outcomeUnknown() : inProgress();
    if (!known.response) {
      const message =
        'This was done already. Its answer held a secret and is not kept; make a new one if you did not get it.';
      throw new DomainError('conflict', 'request.already-done', message);
    }
    response.status(known.status).set('Idempotency-Replayed', 'true').type(known.response.contentType);
    if (known.response.location !== undefined) response.set('Location', known.response.location);
    return known.response.body === null ? undefined : JSON.parse(known.response.body);
  }

  private async keep(
    request: IdempotentRequest,
    mode: IdempotencyMode,
    response: Response,
    body: unknown,
  ): Promise<unknown> {
    const location = response.get('Location');
    const isKept = mode === 'kept' && !(body instanceof StreamableFile);
    const stored: StoredResponse | null = isKept
      ? { contentType: 'application/json', ...(location ? { location } : {}), body: JSON.stringify(body) ?? null }
      : null;
    await this.quietly(() => this.store.finish(request, response.statusCode, stored));
    return body;
  }

  private async keepFailure(request: IdempotentRequest, error: unknown): Promise<void> {
    const { problem } = toAnswer(error);
    if (problem.status >= 500 || NOT_KEPT.has(problem.status)) return this.quietly(() => this.store.release(request));
    const stored = { contentType: 'application/problem+json', body: problemBody(problem) };
    return this.quietly(() => this.store.finish(request, problem.status, stored));
  }

  /** The work is done and its answer is owed, whether or not it could be noted down. */
  private async quietly(note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      this.log.warn('idempotent answer not stored', { error });
    }
  }
}

/** A form is the same only with the same files. */
function contentOf(request: Request): unknown {
  const files = filesOf(request).map(({ name, digest }) => ({ name, digest }));
  return files.length > 0 ? { body: request.body as unknown, files } : request.body;
}

function inProgress(): DomainError {
  const message = 'The first request with this Idempotency-Key is still running. Ask again in a moment.';
  return new DomainError('conflict', 'request.in-progress', message, { retryAfterSeconds: 1 });
}

/** Running it again could do it twice, so a person decides. */
function outcomeUnknown(): DomainError {
  const message =
    'The first request with this Idempotency-Key never finished. Look whether its effect is there; if not, send it with a new key.';
  return new DomainError('conflict', 'request.outcome-unknown', message);
}
