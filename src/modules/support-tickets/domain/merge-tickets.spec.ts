import { checkMerge, type MergeSide } from './merge-tickets.js';

const side = (over: Partial<MergeSide> = {}): MergeSide => ({
  id: 'a',
  number: 'T-1',
  product: 'bigcommerce',
  emailKey: 'ada@example.com',
  mergedIntoId: null,
  ...over,
});
const into = side({ id: 'b', number: 'T-2' });

describe('merging a duplicate', () => {
  it('takes two tickets of one person about one product', () => {
    expect(() => checkMerge(side(), into)).not.toThrow();
  });

  it.each([
    ['itself', side(), side(), 'itself'],
    ['one that is merged', side({ mergedIntoId: 'c' }), into, 'T-1 is merged'],
    ['a merged one as the goal', side(), { ...into, mergedIntoId: 'c' }, 'T-2 is merged'],
    ['another product', side({ product: 'shipstation' }), into, 'different products'],
    ['another person', side({ emailKey: 'eve@example.com' }), into, 'link them'],
  ])('refuses %s', (_, duplicate, goal, words) => {
    expect(() => checkMerge(duplicate, goal)).toThrow(words);
  });
});
