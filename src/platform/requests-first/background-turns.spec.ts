import { setTimeout as sleep } from 'node:timers/promises';
import { BackgroundTurns } from './background-turns.js';
import type { RequestRush } from './request-rush.js';

function turns(isOn: () => Promise<boolean>) {
  return new BackgroundTurns({ isOn } as RequestRush);
}

/** Steps that tell how many of them ran at once. */
function steps() {
  let running = 0;
  const seen = { most: 0, ended: [] as number[] };
  const step = (name: number, ms: number) => async () => {
    seen.most = Math.max(seen.most, ++running);
    await sleep(ms);
    running--;
    seen.ended.push(name);
    return name;
  };
  return { seen, step };
}

describe('steps of work that nobody waits for', () => {
  it('run as they come while few requests come in', async () => {
    const background = turns(() => Promise.resolve(false));
    const { seen, step } = steps();
    const answers = await Promise.all([1, 2, 3].map((name) => background.take(step(name, 20))));
    expect(answers).toEqual([1, 2, 3]);
    expect(seen.most).toBe(3);
  });

  it('run one at a time, in their order, with a pause twice as long behind each, while many do', async () => {
    const background = turns(() => Promise.resolve(true));
    const { seen, step } = steps();
    const began = performance.now();
    await Promise.all([1, 2, 3].map((name) => background.take(step(name, 30))));
    expect(seen).toEqual({ most: 1, ended: [1, 2, 3] });
    // Three steps and two pauses; timers may be early by a millisecond each.
    expect(performance.now() - began).toBeGreaterThan((3 + 2 * 2) * 30 - 5);
  });

  it('fail each by itself, and the next has its turn', async () => {
    const background = turns(() => Promise.resolve(true));
    const failing = background.take(() => Promise.reject(new Error('no')));
    const next = background.take(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('run when nobody can tell whether many requests come in', async () => {
    const background = turns(() => Promise.reject(new Error('the database is away')));
    await expect(background.take(() => Promise.resolve(1))).resolves.toBe(1);
  });

  it('ask about the rush once for many short steps', async () => {
    let asked = 0;
    const background = turns(() => Promise.resolve(++asked > 99));
    for (let n = 0; n < 50; n++) await background.take(() => Promise.resolve());
    expect(asked).toBeLessThan(5);
  });
});
