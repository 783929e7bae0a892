import fc from 'fast-check';
import { anyTermQuery, distinctiveTerms, likenessQuery, searchVector, termsOf } from './search-terms.js';

const NOTHING = { subject: '', description: null, expectedResult: null, stepsToReproduce: null, logs: null };
const NONE_FREQUENT = new Map<string, number>();

describe('the terms of a text', () => {
  it('are its words without the small ones, numbers and repetitions', () => {
    expect(termsOf('Please help: the coupon of order 4012 is not on the invoice, and the COUPON is 10 %!')).toEqual([
      'coupon',
      'order',
      'invoic',
    ]);
  });

  it.each([
    ['import', 'imported imports importing'],
    ['refus', 'refuse refused refuses refusing'],
    ['ship', 'shipping shipped ships'],
    ['categori', 'category categories'],
    ['tax', 'tax taxes'],
    ['status', 'status'],
    ['address', 'address addresses addressed'],
    ['größe', 'größe'],
  ])('are shortened to what forms of a word share: %s', (stem, forms) => {
    expect(termsOf(forms)).toEqual([stem]);
  });

  it('keep error codes whole, beside their words', () => {
    expect(termsOf('Log: bigcommerce.token-refused.')).toEqual([
      'bigcommerce.token-refused',
      'log',
      'bigcommerc',
      'token',
      'refus',
    ]);
    expect(termsOf('CERT_HAS_EXPIRED at store.example.com, index.php, shop.co.uk, v1.2')).toEqual([
      'cert_has_expired',
      ...['cert', 'expir', 'stor', 'exampl', 'com', 'index', 'php', 'shop'],
    ]);
  });

  it('go into a tsquery and a tsvector whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const term of termsOf(text)) expect(term).toMatch(/^[\p{L}\p{M}\p{N}._-]+$/u);
      }),
    );
  });
});

describe('what is looked for', () => {
  it('are codes, then the rarest terms, the longest of them first, eight at most', () => {
    const told = { ...NOTHING, subject: 'coupon gift', description: 'certificate order', logs: 'shop.broken-token' };
    const frequencies = new Map([
      ['order', 900],
      ['gift', 20],
    ]);
    expect(distinctiveTerms(told, frequencies)).toEqual([
      'shop.broken-token',
      'certificat',
      'broken',
      'coupon',
      'token',
      'shop',
      'gift',
      'order',
    ]);
    const many = Array.from({ length: 30 }, (_, n) => `word${String.fromCharCode(97 + n)}x`).join(' ');
    expect(distinctiveTerms({ ...NOTHING, description: many }, NONE_FREQUENT)).toHaveLength(8);
  });

  it('are no terms that together are in more resolutions than a search can afford', () => {
    const told = { ...NOTHING, subject: 'order import coupon' };
    const frequencies = new Map([
      ['order', 1_000],
      ['import', 900],
    ]);
    expect(distinctiveTerms(told, frequencies)).toEqual(['coupon', 'import']);
    expect(distinctiveTerms(told, new Map([['coupon', 90_000]]))).toEqual(['import', 'order']);
  });

  it('must meet in two words or in one code', () => {
    expect(likenessQuery(['a.b', 'coupon', 'gift', 'invoic'])).toBe(
      "'a.b' | 'coupon' & ('gift' | 'invoic') | 'gift' & ('invoic')",
    );
    expect(likenessQuery(['coupon'])).toBeNull();
    expect(likenessQuery([])).toBeNull();
    expect(anyTermQuery(['a.b', 'coupon'])).toBe("'a.b' | 'coupon'");
  });
});

it('a resolution is kept with its title before the rest', () => {
  const parts = { title: 'Coupon lost', cause: 'The coupon app', fix: 'Update', subject: 'Help', description: 'lost' };
  expect(searchVector(parts)).toBe("'coupon':1A,3B 'lost':2A,6D 'app':4B 'updat':5B");
});
