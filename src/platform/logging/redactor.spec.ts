import { Redactor } from './index.js';

describe('Redactor', () => {
  it.each([
    'X-Auth-Token',
    'authorization',
    'accessToken',
    'client_secret',
    'password',
    'apiKey',
    'Set-Cookie',
    'credentials',
  ])('hides what stands under %s, at any depth', (name) => {
    const written = JSON.stringify(new Redactor().value({ a: [{ b: { [name]: 'canary', keep: 'me' } }] }));
    expect(written).toContain('[redacted]');
    expect(written).not.toContain('canary');
    expect(written).toContain('me');
  });

  it('keeps counts and what only speaks about a secret', () => {
    const fields = { tokens: 3, hasPassword: true, apiKeyId: 'k-1', credentialsCheckedAt: 'today', token: null };
    expect(new Redactor().value(fields)).toEqual(fields);
  });

  it('replaces remembered values wherever they occur, in whatever encoding, also in keys and errors', () => {
    const redactor = new Redactor();
    redactor.remember('canary/"value"+1');
    const error = new Error('refused canary/"value"+1', { cause: new Error('canary%2F%22value%22%2B1') });
    const written = JSON.stringify(
      redactor.value({
        error,
        body: JSON.stringify({ x: 'canary/"value"+1' }),
        php: '{"x":"canary\\/\\"value\\"+1"}',
        'canary/"value"+1': 1,
      }),
    );
    expect(written).not.toContain('canary');
    expect(written.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('remembers only the secret parts of credentials', () => {
    const redactor = new Redactor();
    redactor.rememberIn({ storeHash: 'store-hash-1', nested: { accessToken: 'canary-token' } });
    expect(redactor.text('store-hash-1 canary-token')).toBe('store-hash-1 [redacted]');
  });

  it.each([
    ['Authorization: Bearer canary1234', 'Authorization: Bearer [redacted]'],
    ['key lsk_abcd1234_canarycanary', 'key lsk_[redacted]'],
    ['postgres://hub:canary@db/longshore', 'postgres://hub:[redacted]@db/longshore'],
    ['redis://:canary@cache', 'redis://:[redacted]@cache'],
    ['https://x/y?access_token=canary&limit=5', 'https://x/y?access_token=[redacted]&limit=5'],
    ['the password must be longer', 'the password must be longer'],
  ])('knows the shape of secrets in %s', (text, clean) => {
    expect(new Redactor().text(text)).toBe(clean);
  });

  it('copes with cycles, depth, buffers and big integers', () => {
    const loop: Record<string, unknown> = { big: 10n, bytes: Buffer.from('canary') };
    loop['self'] = loop;
    expect(new Redactor().value(loop)).toEqual({ big: '10', bytes: '[6 bytes]', self: '[cut]' });
  });
});
