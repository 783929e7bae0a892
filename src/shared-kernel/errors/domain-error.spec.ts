import { DomainError } from './index.js';

describe('DomainError', () => {
  it('carries kind, code, sentence, facts, cause and field errors', () => {
    const cause = new Error('socket hang up');
    const fieldErrors = [{ field: 'email', message: 'Enter an e-mail address.' }];
    const error = new DomainError(
      'invalid',
      'contacts.bad-email',
      'Check the address.',
      { id: '7' },
      { cause, fieldErrors },
    );

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      kind: 'invalid',
      code: 'contacts.bad-email',
      message: 'Check the address.',
      fieldErrors,
    });
    expect(error.facts).toEqual({ id: '7' });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('DomainError: Check the address.');
  });

  it('has no facts, no field errors and no cause unless it is given some', () => {
    const error = new DomainError('not-found', 'sales.no-order', 'There is no such order.');

    expect(error.facts).toEqual({});
    expect(error.fieldErrors).toEqual([]);
    expect('cause' in error).toBe(false);
  });
});
