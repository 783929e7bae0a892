import { shipstationPolicy as policy } from './shipstation-policy.js';

const fields = (level: string) => policy.required.filter((each) => each.level === level).map(({ field }) => field);

describe('the ShipStation policy', () => {
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
      'wrong or regenerated credentials',
      'missing stores',
      'missing weights',
      'missing or incomplete addresses',
      'no balance with a carrier that requires a funded account',
    ]);
  });

  it('D9: leaves to ShipStation its services and outages', () => {
    expect(policy.exclusions[5]?.text).toMatch(/not available on the ShipStation account.*outages/);
  });

  it('D10: counts an outage and a rejection by the carrier as external', () => {
    expect(policy.externalCause.number).toBe('2.7');
    expect(policy.externalCause.text).toMatch(/outage of ShipStation or a rejection by the carrier/);
  });

  it('D11: is reached by helpdesk and e-mail', () => {
    expect(policy.channels.map(({ key }) => key)).toEqual(['helpdesk', 'e-mail']);
  });

  it('D12: answers within 24 hours, Monday to Friday, but for the public holidays of England', () => {
    expect(policy.response).toMatchObject({
      hours: 24,
      calendar: { timeZone: 'Europe/London', workdays: [1, 2, 3, 4, 5], region: { country: 'GB', state: 'ENG' } },
    });
  });

  it('D14, D15, D16, D18, D22: cannot do without module version, account name, purchase and steps', () => {
    expect(fields('critical')).toEqual(['moduleVersion', 'accountName', 'purchaseReference', 'stepsToReproduce']);
    expect(policy.delayWarning.number).toBe('4');
  });

  it('D13, D17, D19, D20, D21: wants the rest', () => {
    expect(fields('wanted')).toEqual([
      'platformVersion',
      'platformEdition',
      'description',
      'expectedResult',
      'screenshots',
      'logs',
      'orderReferences',
    ]);
  });

  it('D23: has the checklist, answered by the hub where it can', () => {
    expect(policy.checklist.map(({ key, selfCheck, whenPossible }) => [key, selfCheck, whenPossible])).toEqual([
      ['reproducible', null, false],
      ['settings', 'settings', false],
      ['credentials', 'credentials', false],
      ['balance', 'balance', false],
      ['required-fields', 'required-fields', false],
      ['jobs', 'jobs', false],
      ['conflicts', null, true],
    ]);
  });

  it('D24: has three paid tracks; advice is for several accounts', () => {
    expect(policy.paidTracks.map(({ key }) => key)).toEqual(['paid-support', 'customization', 'consultation']);
    expect(policy.paidTracks[2]?.text).toContain('several accounts');
  });

  it('D25: includes no first session', () => {
    expect(policy.onboarding).toBeNull();
  });

  it('D26: holds a purchase to a version only where it names one', () => {
    expect(policy.versionCover.text).toBe(
      'Cover belongs to one purchase. Where the purchase names a version, cover is for that version.',
    );
    expect(policy.supportedPlatformVersions).toEqual(['16', '17', '18', '19']);
    expect(policy.supportedModuleVersions).toEqual(['16', '17', '18', '19']);
  });

  it('gives each sentence a number of its own', () => {
    const numbers = [...JSON.stringify(policy).matchAll(/"number":"([^"]+)"/g)].map(([, number]) => number);
    expect(numbers).toHaveLength(1 + 1 + 1 + 1 + 6 + 1 + 1 + 11 + 1 + 7 + 3);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
