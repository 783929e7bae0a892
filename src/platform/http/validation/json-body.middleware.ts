import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { UNPARSED_CONTENT } from '../content/accepts.decorator.js';
import { unsupported } from '../content/content.guard.js';
import { hasBody } from '../content/has-body.js';
import { problem } from '../problem/problem.js';
import { sendProblem } from '../problem/send-problem.js';

export const BODY_LIMIT = '1mb';

/**
 * The API speaks JSON: a form that a browser can send across sites becomes a request body only where a handler asks for it. Those
 * kinds go by unread, for the guard behind (`@Accepts`) to judge.
 */
export function knownContentOnly(request: Request, response: Response, next: NextFunction): void {
  if (!hasBody(request) || request.is(['json', '+json', ...UNPARSED_CONTENT])) return next();
  sendProblem(response, { problem: problem(415, 'request.unsupported-content', unsupported()), headers: {} });
}

/** Keeps the bytes as they came (`@RawBody()`), because a store signs those. */
export function jsonBody(): RequestHandler {
  return express.json({
    limit: BODY_LIMIT,
    type: ['json', '+json'],
    verify: (request, _response, buffer) => void Object.assign(request, { rawBody: buffer }),
  });
}

interface ParserError {
  readonly type?: string;
  readonly status?: number;
}

/** Directly behind the parser: further on Nest would turn its errors into exceptions that no longer say what was wrong. */
export function jsonErrors(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const { type, status } = (error ?? {}) as ParserError;
  if (typeof type !== 'string' || typeof status !== 'number' || status >= 500) return next(error);
  const [code, detail] = describe(type);
  sendProblem(response, { problem: problem(status, code, detail), headers: {} });
}

function describe(type: string): readonly [code: string, detail: string] {
  switch (type) {
    case 'entity.parse.failed':
      return ['request.invalid-json', 'The body is not valid JSON (an object or a list).'];
    case 'entity.too.large':
      return ['request.too-large', `The body is larger than ${BODY_LIMIT.toUpperCase()}.`];
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return ['request.unsupported-content', 'Send UTF-8 JSON, plain or compressed with gzip, deflate or br.'];
    default:
      return ['request.invalid', 'The body could not be read to its end.'];
  }
}
