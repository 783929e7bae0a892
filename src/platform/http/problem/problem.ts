import type { ErrorKind } from '../../../shared-kernel/index.js';
import type { CodedFieldError } from './invalid-request.js';

/** The one place that knows the status code of each kind of failure. */
export const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'rule-broken': 422,
  'too-many': 429,
  upstream: 502,
} as const satisfies Record<ErrorKind, number>;

/** `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** For machines, never changes: `module.reason`. */
  readonly code: string;
  readonly correlationId: string | null;
  readonly errors?: readonly CodedFieldError[];
  /** Ids and values that say what the sentence is about. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Who are you?',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Wrong method',
  408: 'Too slow',
  409: 'Conflict',
  413: 'Too large',
  415: 'Wrong kind of content',
  422: 'This cannot be done',
  429: 'Too many requests',
  500: 'Something went wrong here',
  502: 'The remote system failed',
  503: 'Not available right now',
};

export function problem(
  status: number,
  code: string,
  detail: string,
  more: Pick<Problem, 'errors' | 'facts'> = {},
): Omit<Problem, 'correlationId'> {
  const title = TITLES[status] ?? (status < 500 ? 'The request is not valid' : 'Something went wrong here');
  return { type: `urn:longshore:problem:${code}`, title, status, detail, code, ...more };
}
