import { HttpException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../../../shared-kernel/index.js';
import { constraintErrors } from '../../database/index.js';
import { invalidRequest } from './invalid-request.js';
import { problemBody } from './send-problem.js';
import { toAnswer } from './to-problem.js';

const postgres = (code: string, more: object = {}) =>
  Object.assign(new Error('canary'), { code, severity: 'ERROR', ...more });
const network = (code: string, syscall: string) => Object.assign(new Error('canary'), { code, syscall });

describe('what a caller gets to see of an error', () => {
  it.each<[ErrorKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['rule-broken', 422],
    ['too-many', 429],
    ['upstream', 502],
  ])('%s is %i, with its code, sentence and facts', (kind, status) => {
    const { problem, isOurs } = toAnswer(new DomainError(kind, 'test.reason', 'Do something.', { id: 7 }));
    expect(problem).toMatchObject({
      status,
      code: 'test.reason',
      detail: 'Do something.',
      facts: { id: 7 },
      type: 'urn:longshore:problem:test.reason',
    });
    expect(isOurs).toBe(false);
  });

  it('gives each field error a code, the code of the whole when it has none', () => {
    const { problem } = toAnswer(invalidRequest([{ field: 'a', code: 'min', message: 'More.' }]));
    expect(problem.errors).toEqual([{ field: 'a', code: 'min', message: 'More.' }]);
    const plain = new DomainError('invalid', 'sales.bad', 'x', {}, { fieldErrors: [{ field: 'b', message: 'Less.' }] });
    expect(toAnswer(plain).problem.errors).toEqual([{ field: 'b', code: 'sales.bad', message: 'Less.' }]);
  });

  it('tells when to come back', () => {
    expect(toAnswer(new DomainError('too-many', 'x.y', 'Wait.', { retryAfterSeconds: 2.1 })).headers).toEqual({
      'Retry-After': '3',
    });
    expect(toAnswer(new DomainError('unauthenticated', 'x.y', 'Who?')).headers).toHaveProperty('WWW-Authenticate');
  });

  it.each([
    ['23505', 409],
    ['23P01', 409],
    ['23503', 422],
    ['23514', 422],
    ['23502', 422],
    ['22P05', 400],
    ['22021', 400],
    ['22003', 400],
    ['22008', 400],
    ['22P02', 400],
    ['57014', 503],
    ['57P01', 503],
    ['53300', 503],
    ['40P01', 503],
    ['08006', 503],
    ['42601', 500],
    ['42P01', 500],
    ['XX000', 500],
    ['22012', 500],
  ])('SQLSTATE %s is %i and its words stay here', (code, status) => {
    const { problem, isOurs } = toAnswer(postgres(code));
    expect(problem.status).toBe(status);
    expect(isOurs).toBe(status >= 500);
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  it('finds the error of PostgreSQL behind wrappers', () => {
    const wrapped = Object.assign(new Error('QueryFailedError'), { driverError: postgres('23505') });
    expect(toAnswer(wrapped).problem.status).toBe(409);
    expect(toAnswer(new Error('outer', { cause: wrapped })).problem.status).toBe(409);
  });

  it('says what a registered constraint means', () => {
    constraintErrors.register({
      uq_test: (error) => new DomainError('conflict', 'test.taken', 'Taken.', { code: error.code }),
    });
    expect(toAnswer(postgres('23505', { constraint: 'uq_test' })).problem).toMatchObject({
      code: 'test.taken',
      detail: 'Taken.',
    });
    expect(toAnswer(postgres('23505', { constraint: 'uq_other' })).problem.facts).toEqual({ constraint: 'uq_other' });
  });

  it.each([
    ['a refused connection', network('ECONNREFUSED', 'connect')],
    [
      'a name with two addresses, both refused',
      new AggregateError([network('ECONNREFUSED', 'connect'), network('ECONNREFUSED', 'connect')]),
    ],
    ['a connection that broke', network('ECONNRESET', 'read')],
    ['a full pool', new Error('timeout exceeded when trying to connect')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['an answer of Nest itself', new ServiceUnavailableException('canary')],
  ])('%s is 503 with a time to come back', (_what, error) => {
    const { problem, headers } = toAnswer(error);
    expect(problem.status).toBe(503);
    expect(headers).toEqual({ 'Retry-After': '5' });
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  it.each([
    [new TypeError('canary')],
    ['canary'],
    [null],
    [undefined],
    [{ code: 'canary' }],
    [new HttpException('canary', 500)],
    [network('ENOENT', 'open')],
  ])('keeps %p to itself', (error) => {
    const { problem, isOurs } = toAnswer(error);
    expect(problem).toMatchObject({ status: 500, code: 'internal.unexpected' });
    expect(JSON.stringify(problem)).not.toContain('canary');
    expect(isOurs).toBe(true);
  });

  it('says nothing of the router when an address does not exist', () => {
    expect(toAnswer(new NotFoundException('Cannot GET /x')).problem).toMatchObject({
      status: 404,
      detail: 'There is nothing at this address.',
    });
  });

  it('writes down facts that JSON does not know', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(
      JSON.parse(problemBody(toAnswer(new DomainError('conflict', 'x.y', 'z', { units: 5n })).problem)),
    ).toMatchObject({ facts: { units: '5' } });
    expect(JSON.parse(problemBody(toAnswer(new DomainError('conflict', 'x.y', 'z', circle)).problem))).toMatchObject({
      status: 409,
      detail: 'z',
    });
  });
});
