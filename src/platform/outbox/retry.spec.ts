import { MAX_ATTEMPTS, retryDelayMs } from './retry.js';

describe('retryDelayMs', () => {
  it('waits three times as long after each failure, ten minutes at most', () => {
    const delays = [1, 2, 3, 4, 8, 9].map((failures) => retryDelayMs(failures, 1));
    expect(delays).toEqual([500, 1_500, 4_500, 13_500, 600_000, 600_000]);
  });

  it('shortens each wait by up to half', () => {
    expect(retryDelayMs(3, 0)).toBe(2_250);
  });

  it('stops after the last try', () => {
    expect(retryDelayMs(MAX_ATTEMPTS - 1, 0)).not.toBeNull();
    expect(retryDelayMs(MAX_ATTEMPTS, 0)).toBeNull();
  });
});
