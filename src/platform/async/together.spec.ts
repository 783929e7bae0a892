import { jest } from '@jest/globals';
import { Together, TooManyWaiting, type TogetherOptions } from './together.js';

/** Groups that end when the test says so. */
function inHand(lanes = 1, most = 10, gatherMs = 0, more: Partial<TogetherOptions> = {}) {
  const groups: { inputs: readonly number[]; end: (error?: Error) => void }[] = [];
  const together = new Together<number, string>(
    (inputs) =>
      new Promise((resolve, reject) => {
        groups.push({ inputs, end: (error) => (error ? reject(error) : resolve(inputs.map((input) => `<${input}>`))) });
      }),
    { lanes, most, gatherMs, ...more },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { together, groups, turn };
}

describe('calls that come together', () => {
  it('go at once when nothing is under way, and as one group when something was', async () => {
    const { together, groups, turn } = inHand();
    const answers = [1, 2, 3].map((input) => together.run(input));
    expect(groups.map(({ inputs }) => inputs)).toEqual([[1]]);
    groups[0]?.end();
    await turn();
    expect(groups[1]?.inputs).toEqual([2, 3]);
    groups[1]?.end();
    await expect(Promise.all(answers)).resolves.toEqual(['<1>', '<2>', '<3>']);
  });

  it('are no more than allowed, in as many groups as allowed', async () => {
    const { together, groups, turn } = inHand(2, 2);
    const answers = [1, 2, 3, 4, 5].map((input) => together.run(input));
    expect(groups.map(({ inputs }) => inputs)).toEqual([[1], [2]]);
    for (let n = 0; n < groups.length; n++) {
      groups[n]?.end();
      await turn();
    }
    expect(groups.slice(2).map(({ inputs }) => inputs)).toEqual([[3, 4], [5]]);
    await expect(Promise.all(answers)).resolves.toHaveLength(5);
  });

  it('wait a moment for each other in a rush, and not after a pause', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const { together, groups } = inHand(5, 10, 20);
      const run = (input: number) => void together.run(input);
      [1, 2, 3].forEach(run);
      expect(groups.map(({ inputs }) => inputs)).toEqual([[1]]);
      jest.advanceTimersByTime(19);
      run(4);
      expect(groups).toHaveLength(1);
      jest.advanceTimersByTime(1);
      expect(groups[1]?.inputs).toEqual([2, 3, 4]);
      jest.advanceTimersByTime(20);
      run(5);
      expect(groups[2]?.inputs).toEqual([5]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('of a group that fails go one by one: each has its own answer or its own error', async () => {
    const { together, groups, turn } = inHand();
    const answers = [1, 2, 3].map((input) => together.run(input).catch((error: Error) => error.message));
    groups[0]?.end();
    await turn();
    groups[1]?.end(new Error('refused'));
    await turn();
    expect(groups[2]?.inputs).toEqual([2]);
    groups[2]?.end(new Error('2 is bad'));
    await turn();
    expect(groups[3]?.inputs).toEqual([3]);
    groups[3]?.end();
    await expect(Promise.all(answers)).resolves.toEqual(['<1>', '2 is bad', '<3>']);
  });

  it('of a group that fails for all of them fail with it, and nothing is tried again', async () => {
    const { together, groups, turn } = inHand(1, 10, 0, { mayBeOnesOwn: () => false });
    const answers = [1, 2, 3].map((input) => together.run(input).catch((error: Error) => error.message));
    groups[0]?.end();
    await turn();
    groups[1]?.end(new Error('the answer to COMMIT was lost'));
    await expect(Promise.all(answers)).resolves.toEqual([
      '<1>',
      'the answer to COMMIT was lost',
      'the answer to COMMIT was lost',
    ]);
    expect(groups).toHaveLength(2);
  });

  it('are refused at once when too many wait', async () => {
    const { together, groups, turn } = inHand(1, 10, 0, { mostWaiting: 2 });
    const answers = [1, 2, 3].map((input) => together.run(input));
    await expect(together.run(4)).rejects.toThrow(TooManyWaiting);
    groups[0]?.end();
    await turn();
    groups[1]?.end();
    await expect(Promise.all(answers)).resolves.toEqual(['<1>', '<2>', '<3>']);
  });
});
