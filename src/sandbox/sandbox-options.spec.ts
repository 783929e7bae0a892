import { OptionError, readOptions } from './sandbox-options.js';

describe('sandbox options', () => {
  it('come from flags, then from the environment', () => {
    const options = readOptions(['--orders', '20', '--profile=all'], {
      SANDBOX_ORDERS: '5',
      SANDBOX_STORE_HASH: 'abc',
    });
    expect(options).toMatchObject({ orders: 20, profile: 'all', storeHash: 'abc', port: undefined });
  });

  it.each([
    ['--orders', 'many'],
    ['--orders', '1000001'],
    ['--profile', 'odd'],
    ['--tax', 'none'],
    ['--plan', 'gold'],
    ['--nonsense', '1'],
  ])('refuse %s %s with a sentence', (flag, value) => {
    expect(() => readOptions([flag, value], {})).toThrow(OptionError);
  });
});
