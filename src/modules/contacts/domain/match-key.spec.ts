import { matchKeyOf, type MatchParts } from './match-key.js';

const ADA: MatchParts = {
  name: 'Ada Lovelace',
  company: '',
  email: 'ada@example.com',
  phone: '+44 20 7946 0958',
  street1: '12 St James’s Square',
  street2: '',
  city: 'London',
  state: '',
  postalCode: 'SW1Y 4JH',
  countryCode: 'GB',
};
const key = (parts: Partial<MatchParts> = {}, kind: Parameters<typeof matchKeyOf>[0] = 'person') =>
  matchKeyOf(kind, { ...ADA, ...parts });

describe('matchKeyOf', () => {
  it('never changes for stored contacts: this value is in databases', () => {
    expect(key()).toBe('eabe533b66bc3f8b6425dd17276cba47bfe3dbe2f2982cb797d8f6ac34791c33');
  });

  it.each<[string, Partial<MatchParts>]>([
    ['case', { email: 'ADA@Example.com', name: 'ADA LOVELACE' }],
    ['blanks', { name: '  Ada   Lovelace ', city: 'London\n' }],
    ['full-width letters', { name: 'Ａda Lovelace' }],
    ['how a phone number is written', { phone: '+44 (20) 7946-0958' }],
    ['the blank in a postal code', { postalCode: 'sw1y4jh' }],
  ])('does not look at %s', (_, parts) => {
    expect(key(parts)).toBe(key());
  });

  it.each(Object.keys(ADA) as (keyof MatchParts)[])('tells contacts apart by %s', (part) => {
    expect(key({ [part]: part === 'phone' ? '1' : 'x' })).not.toBe(key());
  });

  it('tells a person from a delivery address', () => {
    expect(key({}, 'delivery')).not.toBe(key());
  });

  it('keeps an e-mail of one scope apart from the same e-mail of another', () => {
    expect(matchKeyOf('person', ADA, 'shop-1')).not.toBe(matchKeyOf('person', ADA, 'shop-2'));
    expect(matchKeyOf('person', ADA, 'shop-1')).not.toBe(key());
  });

  it('does not confuse neighbouring parts, whatever they contain', () => {
    expect(key({ street1: 'a', street2: 'b' })).not.toBe(key({ street1: 'a\u001fb', street2: '' }));
    expect(key({ city: 'a b', state: '' })).not.toBe(key({ city: 'a', state: 'b' }));
  });

  it('finds a company again whoever ordered for it, but not at another address', () => {
    expect(key({ email: 'bob@example.com', phone: '' }, 'company')).toBe(key({}, 'company'));
    expect(key({ city: 'Leeds' }, 'company')).not.toBe(key({}, 'company'));
  });
});
