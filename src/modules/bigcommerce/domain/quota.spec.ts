import { readQuota } from './quota.js';

describe('readQuota', () => {
  const headers = {
    'x-rate-limit-requests-quota': '150',
    'x-rate-limit-requests-left': '0',
    'x-rate-limit-time-reset-ms': '15000',
  };

  it('reads what is left and when it is renewed', () => {
    expect(readQuota(headers)).toEqual({ limit: 150, remaining: 0, resetMs: 15000 });
  });

  it('knows an overload, which carries no quota', () => {
    expect(readQuota({})).toBeNull();
    expect(readQuota({ ...headers, 'x-rate-limit-requests-left': 'many' })).toBeNull();
  });
});
