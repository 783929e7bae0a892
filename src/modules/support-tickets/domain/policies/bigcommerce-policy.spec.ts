import { bigcommercePolicy as policy } from './bigcommerce-policy.js';

const fields = (level: string) => policy.required.filter((each) => each.level === level).map(({ field }) => field);

describe('the BigCommerce policy', () => {
  it('D1: covers 60 days', () => {
    expect(policy.coverageDays).toBe(60);
    expect(policy.freeCover.number).toBe('1.1');
  });

  it('D2, D3: covers what is documented, and says what a bug is', () => {
    expect(policy.covers.map(({ number }) => number)).toEqual(['1.2']);
    expect(policy.bug.number).toBe('1.3');
    expect(policy.bug.text).toMatch(/supported version.*reproduce/);
  });

  it('D4 to D9: excludes six causes, in this order', () => {
    expect(policy.exclusions.map(({ number, key }) => [number, key])).toEqual([
      ['2.1', 'third-party'],
      ['2.2', 'customization'],
      ['2.3', 'unsupported-version'],
      ['2.4', 'infrastructure'],
      ['2.5', 'misconfiguration'],
      ['2.6', 'remote-side'],
    ]);
  });

  it('D8: has the misconfigurations of this product', () => {
    expect(policy.exclusions[4]?.examples).toEqual([
      'wrong or revoked credentials',
      'missing API scopes',
      'wrong locations',
      'wrong order statuses',
      'wrong instance settings',
    ]);
  });

  it('D9: leaves to BigCommerce what its API does not take', () => {
    expect(policy.exclusions[5]?.examples).toEqual([
      'the API does not accept a field',
      'the API has no such operation',
    ]);
  });

  it('D10: says what an external cause costs', () => {
    expect(policy.externalCause.number).toBe('2.7');
    expect(policy.externalCause.text).not.toMatch(/carrier|ShipStation/);
  });

  it('D11: is reached by helpdesk and e-mail', () => {
    expect(policy.channels.map(({ key }) => key)).toEqual(['helpdesk', 'e-mail']);
  });

  it('D12: answers within 24 hours, Monday to Friday, but for the public holidays of England', () => {
    expect(policy.response).toMatchObject({
      hours: 24,
      calendar: {
        timeZone: 'Europe/London',
        workdays: [1, 2, 3, 4, 5],
        region: { country: 'GB', state: 'ENG' },
        closed: [],
        open: [],
      },
    });
  });

  it('D13, D15, D16, D18, D22: cannot do without platform version, store hash, purchase and steps', () => {
    expect(fields('critical')).toEqual(['platformVersion', 'storeHash', 'purchaseReference', 'stepsToReproduce']);
    expect(policy.delayWarning.number).toBe('4');
  });

  it('D13, D15, D17, D19, D20: wants the rest, but neither module version (D14) nor orders (D21)', () => {
    expect(fields('wanted')).toEqual([
      'platformEdition',
      'storefrontUrl',
      'description',
      'expectedResult',
      'screenshots',
      'logs',
    ]);
  });

  it('D23: has the checklist, answered by the hub where it can', () => {
    expect(policy.checklist.map(({ key, selfCheck, whenPossible }) => [key, selfCheck, whenPossible])).toEqual([
      ['reproducible', null, false],
      ['settings', 'settings', false],
      ['scopes', 'scopes', false],
      ['token', 'credentials', false],
      ['conflicts', null, true],
      ['jobs', 'jobs', false],
    ]);
  });

  it('D24: has three paid tracks; advice is for several stores', () => {
    expect(policy.paidTracks.map(({ key }) => key)).toEqual(['paid-support', 'customization', 'consultation']);
    expect(policy.paidTracks[2]?.text).toContain('several stores');
  });

  it('D25: includes a first session', () => {
    expect(policy.onboarding?.text).toContain('60 to 90 minutes');
  });

  it('D26: ties cover to the version that was bought', () => {
    expect(policy.versionCover.number).toBe('1.4');
    expect(policy.versionCover.text).toContain('From version 13 on');
    expect(policy.supportedPlatformVersions).toEqual(['16', '17', '18', '19']);
    expect(policy.supportedModuleVersions).toEqual(['16', '17', '18', '19']);
  });

  it('gives each sentence a number of its own', () => {
    const numbers = [...JSON.stringify(policy).matchAll(/"number":"([^"]+)"/g)].map(([, number]) => number);
    expect(numbers).toHaveLength(1 + 1 + 1 + 1 + 6 + 1 + 1 + 10 + 1 + 6 + 3 + 1);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
