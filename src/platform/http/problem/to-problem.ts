import { HttpException } from '@nestjs/common';
import { constraintErrors, isDatabaseAway, postgresErrorIn, type PostgresError } from '../../database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { CodedFieldError } from './invalid-request.js';
import { problem, STATUS, type Problem } from './problem.js';

export interface Answer {
  readonly problem: Omit<Problem, 'correlationId'>;
  /** A bug or a broken part of ours: someone must look. */
  readonly isOurs: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Any thrown value → what the caller gets to see. Nothing of an unknown error leaves the house. */
export function toAnswer(error: unknown): Answer {
  if (error instanceof DomainError) return fromDomain(error);
  const refused = postgresErrorIn(error);
  if (refused) return fromPostgres(refused);
  if (isConnectionTrouble(error)) return unavailable();
  if (error instanceof HttpException) return fromHttp(error);
  return internal();
}

const yours = (body: Answer['problem'], headers: Answer['headers'] = {}): Answer => ({
  problem: body,
  isOurs: false,
  headers,
});

function internal(): Answer {
  const detail = 'This is our fault, not yours. Try again; if it stays, tell us the correlation id.';
  return { problem: problem(500, 'internal.unexpected', detail), isOurs: true, headers: {} };
}

function unavailable(): Answer {
  const detail = 'The database does not answer or has no room right now. Try again in a few seconds.';
  return { problem: problem(503, 'internal.unavailable', detail), isOurs: true, headers: { 'Retry-After': '5' } };
}

function fromDomain({ kind, code, message, facts, fieldErrors }: DomainError): Answer {
  const errors = fieldErrors.map((field): CodedFieldError => ({
    ...field,
    code: 'code' in field ? String(field.code) : code,
  }));
  const body = problem(STATUS[kind], code, message, {
    ...(errors.length > 0 ? { errors } : {}),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  });
  if (kind === 'unauthenticated') return yours(body, { 'WWW-Authenticate': 'Bearer realm="longshore"' });
  const seconds = facts.retryAfterSeconds;
  return yours(body, typeof seconds === 'number' ? { 'Retry-After': String(Math.ceil(seconds)) } : {});
}

/** A refusal nobody gave a sentence for: still the caller's doing when PostgreSQL says that the values are at fault. */
function fromPostgres(error: PostgresError): Answer {
  const known = constraintErrors.find(error);
  if (known) return fromDomain(known);
  const facts = error.constraint === undefined ? {} : { facts: { constraint: error.constraint } };
  const { code } = error;
  if (code === '23505' || code === '23P01') {
    return yours(problem(409, 'request.already-there', 'A record with these values is already there.', facts));
  }
  if (code === '23503') {
    return yours(
      problem(
        422,
        'request.unknown-reference',
        'This refers to a record that does not exist, or is still in use.',
        facts,
      ),
    );
  }
  if (code.startsWith('23')) {
    return yours(problem(422, 'request.rule-broken', 'The values break a rule of the stored records.', facts));
  }
  // Text, number or date that no column can hold: 22001 too long, 22003 out of range, 22007/22008 dates, 22021 and 22P05 characters, 22P02 syntax.
  if (['22001', '22003', '22007', '22008', '22021', '22P02', '22P05'].includes(code)) {
    return yours(
      problem(
        400,
        'request.unstorable-value',
        'A text, number or date of the request cannot be stored: too long, out of range or malformed.',
      ),
    );
  }
  // 40xxx lost a race five times, 53xxx out of connections or memory, 55P03 lock, 57xxx cancelled or shutting down, 08xxx connection.
  if (/^(08|40|53|57)/.test(code) || code === '55P03' || code === '25P03') return unavailable();
  return internal();
}

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A name with several addresses was tried at each of them.
  if (error instanceof AggregateError) return error.errors.some(isConnectionTrouble);
  // ENOENT counts only for connect(): a socket folder that is gone, not a missing file.
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  if (CONNECTION_CODES.has(code) && ['connect', 'read', 'write'].includes(syscall)) return true;
  return isDatabaseAway(error);
}

const HTTP_CODES: Readonly<Record<number, string>> = {
  400: 'request.invalid',
  401: 'access.unauthenticated',
  403: 'access.forbidden',
  404: 'request.not-found',
  405: 'request.wrong-method',
  408: 'request.too-slow',
  409: 'request.conflict',
  413: 'request.too-large',
  415: 'request.unsupported-content',
  422: 'request.rule-broken',
  429: 'request.too-many',
};

/** Nest's own exceptions (its router and pipes throw them; our code never does). */
function fromHttp(error: HttpException): Answer {
  const status = error.getStatus();
  if (status >= 500) return status === 503 ? unavailable() : internal();
  const detail = status === 404 ? 'There is nothing at this address.' : error.message;
  return yours(problem(status, HTTP_CODES[status] ?? 'request.invalid', detail));
}
