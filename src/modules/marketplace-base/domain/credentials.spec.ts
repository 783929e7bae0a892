import { changedAddress, checkCredentials, credentialsView, secretValues } from './credentials.js';

const FIELDS = [
  { name: 'shop', label: 'Shop', secret: false, required: true, pattern: '^[a-z]+$' },
  { name: 'token', label: 'Token', secret: true, required: true },
  { name: 'url', label: 'URL', secret: false, required: false, defaultValue: 'https://a.example' },
];

describe('credentials', () => {
  it('are trimmed, and what is empty and optional is left out', () => {
    expect(checkCredentials(FIELDS, { shop: ' tide ', token: 's3cret', url: '' })).toEqual({
      shop: 'tide',
      token: 's3cret',
    });
  });

  it.each([
    ['a missing field', { shop: 'tide' }, 'credentials.token', 'required'],
    ['an empty required field', { shop: 'tide', token: '  ' }, 'credentials.token', 'required'],
    ['a wrong pattern', { shop: 'T1', token: 's' }, 'credentials.shop', 'pattern'],
    ['a number', { shop: 'tide', token: 5 }, 'credentials.token', 'string'],
    ['an object', { shop: 'tide', token: { set: true } }, 'credentials.token', 'string'],
    ['an endless text', { shop: 'tide', token: 'x'.repeat(2_001) }, 'credentials.token', 'max-length'],
    ['an unknown field', { shop: 'tide', token: 's', constructor2: 'x' }, 'credentials.constructor2', 'unknown'],
  ])('refuse %s', (_, given, field, code) => {
    expect(() => checkCredentials(FIELDS, given)).toThrow(
      expect.objectContaining({
        code: 'marketplace.credentials-invalid',
        fieldErrors: [expect.objectContaining({ field, code })],
      }) as Error,
    );
  });

  it('show open values and defaults, and of secrets only that they are set', () => {
    expect(credentialsView(FIELDS, { shop: 'tide', token: 's3cret' })).toEqual({
      shop: 'tide',
      token: { set: true },
      url: 'https://a.example',
    });
    expect(credentialsView(FIELDS, { shop: 'tide' })).toMatchObject({ token: { set: false } });
    expect(secretValues(FIELDS, { shop: 'tide', token: 's3cret' })).toEqual(['s3cret']);
  });

  it('speak to another store when an open field differs, a default spelled out being no difference', () => {
    const before = { shop: 'tide', token: 'a' };
    expect(changedAddress(FIELDS, before, { shop: 'tide', token: 'b', url: 'https://a.example' })).toEqual([]);
    expect(changedAddress(FIELDS, before, { shop: 'other', token: 'a', url: 'https://b.example' })).toEqual([
      'shop',
      'url',
    ]);
  });
});
