import { isBlank, readVersion, speaksOfConsultation, suggestExclusions, versionsAgree } from './classify.js';
import { bigcommercePolicy } from './policies/bigcommerce-policy.js';
import { shipstationPolicy } from './policies/shipstation-policy.js';
import type { Report, SelfCheckResult } from './report.js';

const aReport = (part: Partial<Report> = {}): Report => ({
  subject: 'Orders are imported twice',
  platformVersion: '17.0',
  platformEdition: 'enterprise',
  moduleVersion: '17.0.1.2',
  storeHash: 'abc123',
  storefrontUrl: null,
  accountName: 'Main',
  purchaseReference: 'S00042',
  purchaseDate: null,
  description: 'An order appears twice.',
  expectedResult: 'It appears once.',
  stepsToReproduce: '1. Import orders. 2. Import them again.',
  orderReferences: [],
  logs: null,
  thirdPartyModules: [],
  checklist: {},
  attachments: [],
  ...part,
});

const aCheck = (part: Partial<SelfCheckResult> = {}): SelfCheckResult => ({
  key: 'credentials',
  result: 'failed',
  detail: 'The token is refused.',
  code: null,
  remedy: null,
  ...part,
});

const found = (report: Partial<Report>, checks: readonly SelfCheckResult[] = [], policy = bigcommercePolicy) =>
  suggestExclusions(policy, aReport(report), checks).map(
    ({ sentenceNumber, exclusion, certainty }) => `${sentenceNumber} ${exclusion} ${certainty}`,
  );

describe.each([
  ['BigCommerce', bigcommercePolicy],
  ['ShipStation', shipstationPolicy],
])('suggestExclusions for %s', (_product, policy) => {
  it('has nothing to say about an ordinary report', () => {
    expect(found({}, [], policy)).toEqual([]);
  });

  it('D4: takes a named module as a hint, since it need not be the cause', () => {
    expect(suggestExclusions(policy, aReport({ thirdPartyModules: ['  ', ' Fast Shipping '] }), [])).toEqual([
      {
        exclusion: 'third-party',
        sentenceNumber: '2.1',
        sentence: 'Problems that a module of somebody else causes or triggers are not covered.',
        certainty: 'hint',
        facts: ['The reporter sees involved: "Fast Shipping".'],
      },
    ]);
  });

  it.each([
    ['We use a customised view.', '2.2 customization hint'],
    ['It began after our CUSTOMIZATION.', '2.2 customization hint'],
    ['There is custom code in between.', '2.2 customization hint'],
    ['A third-party app changes the order.', '2.1 third-party hint'],
    ['We patched the core last week.', '2.3 unsupported-version hint'],
    ['Our hosting moved yesterday.', '2.4 infrastructure hint'],
    ['An ssl error appears.', '2.4 infrastructure hint'],
    ['The DNS was changed.', '2.4 infrastructure hint'],
    ['It is behind a firewall.', '2.4 infrastructure hint'],
    ['The disk is full.', '2.4 infrastructure hint'],
    ['Perhaps a corrupt database?', '2.4 infrastructure hint'],
  ])('D4 to D7: "%s" is a hint at %s', (description, expected) => {
    expect(found({ description }, [], policy)).toEqual([expected]);
  });

  it.each([
    'The customer sees a custom product and a custom field.',
    'Performance is poor and the server answers slowly.',
    'The word "sslx" and "undnsed" and "diskette".',
    'Hostings, cores, versions.',
  ])('D5, D7: reads whole, plain words only: %s', (description) => {
    expect(found({ description }, [], policy)).toEqual([]);
  });

  it('D7: does not read logs, which are full of words nobody meant', () => {
    expect(found({ logs: 'ssl handshake, dns lookup, custom code' }, [], policy)).toEqual([]);
  });

  it.each([
    ['15.0', '2.3 unsupported-version fact'],
    ['v15', '2.3 unsupported-version fact'],
    ['Platform 15 (Enterprise)', '2.3 unsupported-version fact'],
    ['1', '2.3 unsupported-version fact'],
    ['170.0', '2.3 unsupported-version fact'],
    ['Somebodys 15', '2.3 unsupported-version hint'],
    ['from 14 to 15', '2.3 unsupported-version hint'],
  ])('D3, D6: platform version "%s" is %s', (platformVersion, expected) => {
    expect(found({ platformVersion }, [], policy)).toEqual([expected]);
  });

  it.each([
    ['17'],
    ['17.0.1.2'],
    ['v17'],
    ['V 18'],
    ['Platform 17'],
    ['from 15 to 17'],
    ['-17'],
    ['latest'],
    ['  '],
    [null],
  ])('D3, D6: platform version %p is nothing to hold against anybody', (platformVersion) => {
    expect(found({ platformVersion }, [], policy)).toEqual([]);
  });

  it('D3, D6: says what was named and what is supported', () => {
    expect(suggestExclusions(policy, aReport({ moduleVersion: '12.0.3.1' }), [])[0]?.facts).toEqual([
      'The report names module version "12.0.3.1"; supported are 16, 17, 18, 19.',
    ]);
  });

  it.each(['credentials', 'scopes', 'settings', 'balance', 'required-fields'] as const)(
    'D8: a failed check of %s is a misconfiguration, as a fact',
    (key) => {
      expect(found({}, [aCheck({ key })], policy)).toEqual(['2.5 misconfiguration fact']);
    },
  );

  it('D8, Z1: jobs that are off are a hint: they begin so, and need not be the cause', () => {
    expect(found({}, [aCheck({ key: 'jobs', detail: 'import-orders is off.' })], policy)).toEqual([
      '2.5 misconfiguration hint',
    ]);
  });

  it.each([
    ['bigcommerce.unavailable', '2.6 remote-side fact'],
    ['shipstation.outage', '2.6 remote-side fact'],
    ['shipstation.503', '2.6 remote-side fact'],
    ['bigcommerce.timeout', '2.6 remote-side hint'],
    ['bigcommerce.certificate', '2.4 infrastructure hint'],
    ['bigcommerce.token-refused', '2.5 misconfiguration fact'],
    ['bigcommerce.unavailable-feature', '2.5 misconfiguration fact'],
    ['bigcommerce.not-the-api', '2.5 misconfiguration hint'],
  ])('D7 to D9: a check that failed with %s is %s', (code, expected) => {
    expect(found({}, [aCheck({ code })], policy)).toEqual([expected]);
  });

  it.each(['rate-limited', 'interrupted', 'bad-json', 'answer-unreadable', 'request-refused', 'unexpected'])(
    'D8: a check that failed with %s is held against nobody',
    (reason) => expect(found({}, [aCheck({ code: `bigcommerce.${reason}` })], policy)).toEqual([]),
  );

  it('D9: a check that could not tell is no more than a hint, and only at why it could not', () => {
    expect(found({}, [aCheck({ result: 'unknown', code: 'bigcommerce.unavailable' })], policy)).toEqual([
      '2.6 remote-side hint',
    ]);
    expect(found({}, [aCheck({ result: 'unknown', code: 'bigcommerce.token-refused' })], policy)).toEqual([]);
    expect(found({}, [aCheck({ result: 'unknown' })], policy)).toEqual([]);
  });

  it('D8: a check that passed says nothing', () => {
    expect(found({}, [aCheck({ result: 'passed', code: 'bigcommerce.unavailable' })], policy)).toEqual([]);
  });
});

describe('suggestExclusions', () => {
  it('puts facts before hints, each in the order of the policy, and gathers what speaks for the same', () => {
    const report = aReport({ platformVersion: '12', description: 'We have custom code and a firewall.' });
    const checks = [aCheck({ code: 'bigcommerce.token-refused' }), aCheck({ key: 'jobs', detail: 'Off.' })];
    const all = suggestExclusions(bigcommercePolicy, report, [...checks, aCheck({ key: 'scopes', detail: 'None.' })]);
    expect(all.map(({ sentenceNumber, certainty }) => [sentenceNumber, certainty])).toEqual([
      ['2.3', 'fact'],
      ['2.5', 'fact'],
      ['2.2', 'hint'],
      ['2.4', 'hint'],
      ['2.5', 'hint'],
    ]);
    expect(all[1]?.facts).toEqual([
      'The hub checked credentials, failed (bigcommerce.token-refused): The token is refused.',
      'The hub checked scopes, failed: None.',
    ]);
    expect(all[3]?.facts).toEqual(['The report speaks of "firewall".']);
  });

  it('suggests nothing that the published policy does not exclude', () => {
    const policy = { ...bigcommercePolicy, exclusions: [] };
    expect(suggestExclusions(policy, aReport({ platformVersion: '12' }), [aCheck()])).toEqual([]);
  });

  it('rules no version out when the policy lists none', () => {
    const policy = { ...bigcommercePolicy, supportedPlatformVersions: [], supportedModuleVersions: [] };
    expect(suggestExclusions(policy, aReport({ platformVersion: '12', moduleVersion: '1' }), [])).toEqual([]);
  });

  it('reads huge texts quickly and repeats little of them', () => {
    const huge = 'custom '.repeat(300_000);
    const report = aReport({
      description: huge,
      platformVersion: '9'.repeat(1_000_000),
      thirdPartyModules: Array(99).fill(huge),
    });
    const before = performance.now();
    const all = suggestExclusions(bigcommercePolicy, report, []);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(all.map(({ sentenceNumber, certainty }) => [sentenceNumber, certainty])).toEqual([
      ['2.1', 'hint'],
      ['2.3', 'hint'],
    ]);
    expect(all[0]?.facts[0]).toMatch(/ and 94 more\.$/);
    expect(JSON.stringify(all).length).toBeLessThan(1_500);
  });
});

describe('speaksOfConsultation', () => {
  it.each([
    'Which architecture?',
    'Plan our rollout',
    'roll-out in May',
    'MULTI-STORE setup',
    'multiple accounts',
    'best practice',
  ])('D24: hears "%s"', (subject) => expect(speaksOfConsultation(aReport({ subject }))).toBe(true));

  it.each(['The store is empty', 'architectures', 'practice'])('D24: does not hear "%s"', (subject) =>
    expect(speaksOfConsultation(aReport({ subject }))).toBe(false),
  );
});

describe('readVersion', () => {
  it.each([
    ['17', ['17'], true],
    ['17.0.1.2', ['17.0.1.2'], true],
    ['v17', ['17'], true],
    ['Version: 17.0', ['17.0'], true],
    ['Platform 17, Community Edition', ['17'], true],
    ['Somebodys 17', ['17'], false],
    ['-17', ['17'], false],
    ['from 15 to 17', ['15', '17'], false],
    ['15 17', ['15', '17'], false],
    ['latest', [], false],
    ['   ', [], false],
    ['', [], false],
    [null, [], false],
  ])('D13, D14: %p names %p', (text, versions, certain) => {
    expect(readVersion(text)).toEqual({ versions, certain });
  });
});

describe('versionsAgree', () => {
  it.each([
    ['17', '17.0.1.2', true],
    ['17.0', '17', true],
    ['17.0', '17.1', false],
    ['1', '17', false],
    ['017', '17', true],
    ['v17', '17.0', true],
    ['17', '18', false],
  ])('D3: %p and %p: %p', (one, other, agree) => {
    expect(versionsAgree(one, other)).toBe(agree);
    expect(versionsAgree(other, one)).toBe(agree);
  });
});

describe('isBlank', () => {
  it.each([null, '', ' \n\t', '\u200b', '-', '???', '…'])('D22: %p says nothing', (text) =>
    expect(isBlank(text)).toBe(true),
  );
  it.each(['a', '0', '订单'])('D22: %p says something', (text) => expect(isBlank(text)).toBe(false));
});
