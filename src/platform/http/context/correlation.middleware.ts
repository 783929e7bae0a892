import type { NextFunction, Request, Response } from 'express';
import { newId } from '../../../shared-kernel/index.js';
import { withCorrelation } from '../../logging/index.js';
import { ANONYMOUS, withActor } from './request-context.js';

export const CORRELATION_HEADER = 'X-Correlation-Id';
/** What other systems send as trace or request ids; anything else could forge log lines. */
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

/** Everything a request causes (log lines, jobs, calls to stores) carries one id; the caller may bring it and gets it back. */
export function correlation(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(CORRELATION_HEADER);
  const id = given !== undefined && SANE.test(given) ? given : newId();
  response.setHeader(CORRELATION_HEADER, id);
  withCorrelation(id, () => withActor(ANONYMOUS, next));
}
