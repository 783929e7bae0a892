import { setTimeout as wait } from 'node:timers/promises';
import { resultWithin, within } from './within.js';

describe('work that has a time to end in', () => {
  it('gives what it comes to, also when that is false', async () => {
    await expect(resultWithin(Promise.resolve(false), 1_000)).resolves.toBe(false);
  });

  it('passes on what it fails with', async () => {
    await expect(resultWithin(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });

  it('gives null when it takes longer, and harms nobody by failing then', async () => {
    const failing = wait(20).then(() => Promise.reject(new Error('late')));
    await expect(resultWithin(failing, 1)).resolves.toBeNull();
    await wait(40);
  });

  it('is known to have ended, whatever it comes to', async () => {
    await expect(within(Promise.resolve(undefined), 1_000)).resolves.toBe(true);
    await expect(within(wait(50), 1)).resolves.toBe(false);
  });
});
