import { isDatabaseAway } from './database-away.js';

const withCode = (code: string) => Object.assign(new Error('refused'), { code });

describe('isDatabaseAway', () => {
  it.each(['08006', '40001', '40P01', '53300', '57P01', '25P03', '55P03'])('is true for %s', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
  });

  it.each(['23505', '22003', '42P01', '25P02', 'ECONNREFUSED', '53', '4000100'])('is false for %s', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(false);
  });

  it.each([
    'timeout exceeded when trying to connect',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('is true for the driver’s "%s"', (message) => {
    expect(isDatabaseAway(new Error(message))).toBe(true);
  });

  it.each([null, undefined, 'text', 7, {}, new Error('anything else')])('is false for %p', (error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
