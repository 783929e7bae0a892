import { aVariant } from '../testing/index.js';
import { shortageLog } from './shortage-log.js';

const short = (variantId: string, onHand: number) => ({ locationId: 'stock', variantId, onHand });

describe('shortageLog (Z23)', () => {
  it('says nothing when everything was there', () => {
    expect(shortageLog([], new Map())).toEqual([]);
  });

  it('names what has run out, by SKU or name, and how far', () => {
    const variants = new Map([
      ['a', aVariant({ sku: 'LAMP' })],
      ['b', aVariant({ sku: '', name: 'Rope' })],
    ]);
    const [entry] = shortageLog([short('a', -2), short('b', -11), short('gone', -1)], variants);
    expect(entry).toMatchObject({ level: 'error', code: 'orders.stock-below-zero', remoteId: null });
    expect(entry?.message).toBe(
      'The store has shipped more than was in stock of LAMP (-2), Rope (-11), gone (-1). Count the goods and adjust the stock.',
    );
  });

  it('is one entry however many there are, with all of them in its facts', () => {
    const many = Array.from({ length: 200 }, (_, index) => short(`v${index}`, -1));
    const entries = shortageLog(many, new Map());
    expect(entries).toHaveLength(1);
    expect(entries[0]?.message).toContain('and 197 more');
    expect(entries[0]?.facts).toEqual({ shortages: many });
  });
});
