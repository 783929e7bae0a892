import { changeSettings, DEFAULT_SETTINGS, settingsOf } from './instance-settings.js';

describe('settings of an instance (A3)', () => {
  it('have defaults for what was never set', () => {
    expect(settingsOf({})).toEqual(DEFAULT_SETTINGS);
    expect(settingsOf({ logLevel: 'all' })).toMatchObject({ logLevel: 'all', syncListingsBasedOn: 'sku' });
  });

  it('keep what a change does not name and refuse what does not exist', () => {
    expect(changeSettings({ logLevel: 'all' }, { createProducts: false })).toEqual({
      logLevel: 'all',
      createProducts: false,
    });
    expect(() => changeSettings({}, { colour: 'red' } as object)).toThrow(
      expect.objectContaining({ code: 'marketplace.unknown-setting' }) as Error,
    );
  });
});
