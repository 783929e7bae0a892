import { LEFT_OUT, leaveOutSecrets } from './leave-out-secrets.js';

describe('what the audit trail keeps', () => {
  it.each([
    'secret',
    'clientSecret',
    'client_secret',
    'password',
    'accessToken',
    'X-Auth-Token',
    'api_key',
    'apiKey',
    'apikey',
    'authorization',
    'credentials',
    'cookie',
    'PASSWORD',
    'privateKey',
    'tokens',
  ])('leaves out the value of %s', (name) =>
    expect(leaveOutSecrets({ [name]: 'canary' })).toEqual({ [name]: LEFT_OUT }),
  );

  it.each(['name', 'key', 'matchKey', 'tokenized', 'secretary', 'prefix', 'hasPassword', 'passwordLess'])(
    'keeps %s when it says whether, not what',
    (name) => {
      expect(leaveOutSecrets({ [name]: true })).toEqual({ [name]: true });
    },
  );

  it.each(['name', 'key', 'matchKey', 'tokenized', 'secretary', 'prefix'])('keeps the text of %s', (name) => {
    expect(leaveOutSecrets({ [name]: 'x' })).toEqual({ [name]: 'x' });
  });

  it('looks into lists and objects, and at what an object says of itself', () => {
    const money = { toJSON: () => ({ amount: '1.0000', secret: 'canary' }) };
    expect(leaveOutSecrets({ a: [{ password: 'canary' }], money, at: new Date(0), n: null })).toEqual({
      a: [{ password: LEFT_OUT }],
      money: { amount: '1.0000', secret: LEFT_OUT },
      at: '1970-01-01T00:00:00.000Z',
      n: null,
    });
  });

  it('does not follow a circle for ever', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(JSON.stringify(leaveOutSecrets(circle))).toContain(LEFT_OUT);
  });
});
