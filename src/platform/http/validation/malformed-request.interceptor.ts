import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { invalidRequest } from '../problem/invalid-request.js';
import { malformedIn } from './malformed-text.js';
import { doesReadQuery } from './unread-query.js';

/** After the guards (a stranger learns nothing about his request) and before anything reads it. */
@Injectable()
export class MalformedRequestInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    for (const part of [request.params, request.query, request.body as unknown]) {
      const error = malformedIn(part);
      if (error) throw invalidRequest([error], error.message);
    }
    const [unread] = doesReadQuery(context.getClass(), context.getHandler()) ? [] : Object.keys(request.query);
    if (unread !== undefined) {
      throw invalidRequest([{ field: unread, code: 'unknown', message: 'This address takes no query parameters.' }]);
    }
    return next.handle();
  }
}
