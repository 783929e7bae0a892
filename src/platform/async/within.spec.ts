import { setTimeout as wait } from 'node:timers/promises';
import { within } from './within.js';

describe('work that has a time to end in', () => {
  it('gives what it comes to, also when that is false', async () => {
    await expect(within(Promise.resolve(false), 1_000)).resolves.toBe(false);
  });

  it('passes on what it fails with', async () => {
    await expect(within(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });

  it('gives null when it takes longer, and harms nobody by failing then', async () => {
    const failing = wait(20).then(() => Promise.reject(new Error('late')));
    await expect(within(failing, 1)).resolves.toBeNull();
    await wait(40);
  });
});
