import fc from 'fast-check';
import { assessReport, type AssessmentInput } from './assess-report.js';
import { bigcommercePolicy } from './policies/bigcommerce-policy.js';
import { shipstationPolicy } from './policies/shipstation-policy.js';
import type { PublishedPolicy, SupportPolicy } from './policy.js';
import type { Purchase, Report, SelfCheckResult } from './report.js';

const published = (product: string, policy: SupportPolicy): PublishedPolicy => ({
  product,
  title: product,
  connector: product,
  version: 1,
  publishedAt: '2026-01-01T00:00:00.000Z',
  policy,
});
const bigcommerce = published('bigcommerce', bigcommercePolicy);
const shipstation = published('shipstation', shipstationPolicy);
const products: [string, PublishedPolicy][] = [
  ['BigCommerce', bigcommerce],
  ['ShipStation', shipstation],
];

/** Complete for either product. */
const aReport = (part: Partial<Report> = {}): Report => ({
  subject: 'Orders are imported twice',
  platformVersion: '17.0',
  platformEdition: 'enterprise',
  moduleVersion: '17.0.1.2',
  storeHash: 'abc123',
  storefrontUrl: 'https://www.example.com',
  accountName: 'Main',
  purchaseReference: 'S00042',
  purchaseDate: null,
  description: 'An order appears twice.',
  expectedResult: 'It appears once.',
  stepsToReproduce: '1. Import orders. 2. Import them again.',
  orderReferences: ['SO7'],
  logs: 'import-orders 12',
  thirdPartyModules: [],
  checklist: {},
  attachments: ['screenshot'],
  ...part,
});

const emptyReport: Report = {
  subject: '',
  platformVersion: null,
  platformEdition: null,
  moduleVersion: null,
  storeHash: null,
  storefrontUrl: null,
  accountName: null,
  purchaseReference: null,
  purchaseDate: null,
  description: null,
  expectedResult: null,
  stepsToReproduce: null,
  orderReferences: [],
  logs: null,
  thirdPartyModules: [],
  checklist: {},
  attachments: [],
};

const blanks: Report = {
  ...emptyReport,
  subject: ' ',
  platformVersion: ' ',
  moduleVersion: '\t',
  storeHash: ' \n',
  storefrontUrl: '-',
  accountName: '   ',
  purchaseReference: '?',
  description: '…',
  expectedResult: ' ',
  stepsToReproduce: ' ',
  orderReferences: [' ', ''],
  logs: '\n\n',
  thirdPartyModules: ['', ' '],
};

const aPurchase = (part: Partial<Purchase> = {}): Purchase => ({
  reference: 'S00042',
  purchasedOn: '2026-09-01',
  version: '17',
  ...part,
});

const aCheck = (part: Partial<SelfCheckResult> = {}): SelfCheckResult => ({
  key: 'credentials',
  result: 'failed',
  detail: 'The key is refused.',
  code: null,
  remedy: null,
  ...part,
});

const assess = (part: Partial<AssessmentInput> = {}) =>
  assessReport({
    policy: bigcommerce,
    report: aReport(),
    purchase: aPurchase(),
    reportedAt: '2026-09-10T09:00:00.000Z',
    selfChecks: [],
    ...part,
  });

const stateOf = (part: Partial<AssessmentInput>) => assess(part).coverage.state;

describe.each(products)('assessReport for %s', (_product, policy) => {
  it('D1, D2: covers a complete report on a fresh purchase', () => {
    const { coverage, missing, suggestions, suggestedTrack } = assess({ policy });
    expect(coverage).toEqual({
      state: 'free',
      exclusion: null,
      sentence: 'Bugs are fixed free of charge for 60 days from the day of purchase; the 60th day still counts.',
      sentenceNumber: '1.1',
      facts: ['Purchase S00042 was made on 2026-09-01, for version 17.'],
      coveredUntil: '2026-10-31',
    });
    expect([missing, suggestions, suggestedTrack]).toEqual([[], [], null]);
  });

  it.each([
    ['2026-09-01T00:00:00.000Z', 'free'],
    ['2026-10-31T00:00:00.000Z', 'free'],
    ['2026-10-31T23:59:59.999Z', 'free'],
    ['2026-11-01T00:00:00.000Z', 'expired'],
    ['2027-09-01T00:00:00.000Z', 'expired'],
  ])('D1, Z29: bought on 1 September and reported at %s is %s', (reportedAt, state) => {
    expect(stateOf({ policy, reportedAt })).toBe(state);
  });

  it('D1: says on what "expired" rests', () => {
    expect(assess({ policy, reportedAt: '2026-11-01T00:00:00.000Z' }).coverage).toMatchObject({
      state: 'expired',
      exclusion: null,
      sentenceNumber: '1.1',
      facts: [
        'Free cover ended on 2026-10-31; the report came on 2026-11-01.',
        'Purchase S00042 was made on 2026-09-01, for version 17.',
      ],
      coveredUntil: '2026-10-31',
    });
  });

  it('D3, D6: excludes a version that is not supported, even before the rest is known', () => {
    const report = { ...emptyReport, platformVersion: '15.0' };
    expect(assess({ policy, report, purchase: null }).coverage).toMatchObject({
      state: 'excluded',
      exclusion: 'unsupported-version',
      sentenceNumber: '2.3',
      facts: [
        'The report names platform version "15.0"; supported are 16, 17, 18, 19.',
        'The hub does not know the purchase, and the report names no day.',
      ],
    });
  });

  it.each([
    ['D4', { thirdPartyModules: ['Fast Shipping'] }, '2.1'],
    ['D5', { description: 'We have custom code.' }, '2.2'],
    ['D6', { description: 'We modified the core.' }, '2.3'],
    ['D7', { description: 'Our firewall was changed.' }, '2.4'],
  ])('%s: lists a hint and leaves cover as it is', (_row, part, number) => {
    const { coverage, suggestions, suggestedTrack } = assess({ policy, report: aReport(part) });
    expect([coverage.state, coverage.exclusion, suggestedTrack]).toEqual(['free', null, null]);
    expect(suggestions.map(({ sentenceNumber, certainty }) => [sentenceNumber, certainty])).toEqual([[number, 'hint']]);
  });

  it('D8: excludes a misconfiguration that the hub found', () => {
    const { coverage, suggestedTrack } = assess({ policy, selfChecks: [aCheck()] });
    expect(coverage).toMatchObject({
      state: 'excluded',
      exclusion: 'misconfiguration',
      sentence: 'A wrong configuration is not covered while the connector behaves as designed.',
      sentenceNumber: '2.5',
    });
    expect(coverage.facts[0]).toBe('The hub checked credentials, failed: The key is refused.');
    expect(suggestedTrack).toBe('paid-support');
  });

  it('D9, D10: excludes an outage of the other side that the hub saw', () => {
    const { coverage } = assess({ policy, selfChecks: [aCheck({ code: 'vendor.unavailable' })] });
    expect([coverage.state, coverage.exclusion, coverage.sentenceNumber]).toEqual(['excluded', 'remote-side', '2.6']);
  });

  it('D22: asks for what is critical before it says anything else, and lists the rest', () => {
    const { coverage, missing } = assess({ policy, report: emptyReport, purchase: null });
    expect([coverage.state, coverage.sentenceNumber]).toEqual(['needs-info', '4']);
    expect(missing.filter(({ level }) => level === 'critical')).toHaveLength(4);
    expect(missing).toHaveLength(policy.policy.required.length);
  });

  it('D22: takes blanks for nothing', () => {
    const ofNothing = assess({ policy, report: emptyReport, purchase: null });
    expect(assess({ policy, report: blanks, purchase: null })).toEqual(ofNothing);
  });

  it('D22: does not ask when no answer could change the outcome', () => {
    expect(stateOf({ policy, report: emptyReport, reportedAt: '2026-11-01T00:00:00.000Z' })).toBe('expired');
    expect(stateOf({ policy, report: emptyReport, selfChecks: [aCheck()] })).toBe('excluded');
    expect(stateOf({ policy, report: emptyReport })).toBe('needs-info');
  });

  it('D16: takes a purchase that the hub knows as its own proof', () => {
    expect(assess({ policy, report: aReport({ purchaseReference: null }) }).missing).toEqual([]);
  });

  it.each([
    ['screenshots', 'D19', { attachments: [] }],
    ['screenshots', 'D19', { attachments: ['log'] }],
    ['logs', 'D20', { logs: null }],
    ['description', 'D17', { description: null }],
    ['expectedResult', 'D17', { expectedResult: null }],
    ['platformEdition', 'D13', { platformEdition: null }],
  ] as [string, string, Partial<Report>][])('%s (%s) is only wanted', (field, _row, part) => {
    const { coverage, missing } = assess({ policy, report: aReport(part) });
    expect(missing.map((each) => [each.field, each.level])).toEqual([[field, 'wanted']]);
    expect(coverage.state).toBe('free');
  });

  it('D19, D20: takes a recording for a screenshot and a file for a log', () => {
    expect(assess({ policy, report: aReport({ logs: null, attachments: ['recording', 'log'] }) }).missing).toEqual([]);
  });

  it('D24: leads from "customization" and "rollout" to their tracks once the case is not free', () => {
    const track = (description: string) =>
      assess({ policy, report: aReport({ description }), reportedAt: '2027-01-01T00:00:00.000Z' }).suggestedTrack;
    expect(track('It is broken.')).toBe('paid-support');
    expect(track('Our customization is broken.')).toBe('customization');
    expect(track('How do we plan the rollout?')).toBe('consultation');
    expect(track('Does our customization suit a multi-store rollout?')).toBe('customization');
  });

  it('D24: suggests no track while the case looks covered or waits for information', () => {
    const report = aReport({ description: 'Our multi-store rollout shows orders twice.' });
    expect(assess({ policy, report }).suggestedTrack).toBeNull();
    expect(assess({ policy, report: { ...report, stepsToReproduce: null } }).suggestedTrack).toBeNull();
  });

  it('D24: suggests only a track that the policy offers', () => {
    const expired = { report: aReport({ description: 'rollout' }), reportedAt: '2027-01-01T00:00:00.000Z' };
    const offering = (keys: readonly string[]) =>
      published('x', {
        ...policy.policy,
        paidTracks: policy.policy.paidTracks.filter(({ key }) => keys.includes(key)),
      });
    expect(assess({ ...expired, policy: offering(['paid-support']) }).suggestedTrack).toBe('paid-support');
    expect(assess({ ...expired, policy: offering([]) }).suggestedTrack).toBeNull();
  });

  it('D26: gives no cover for another version than the one bought', () => {
    const report = aReport({ platformVersion: '18.0', moduleVersion: '18.0.1.0' });
    expect(assess({ policy, report }).coverage).toMatchObject({
      state: 'excluded',
      exclusion: 'version-not-bought',
      sentenceNumber: '1.4',
      facts: [
        'The purchase is of version 17; the report is about version 18.0, 18.0.1.0.',
        'Purchase S00042 was made on 2026-09-01, for version 17.',
      ],
    });
  });

  it.each([
    ['a purchase for any version', { version: null }, { platformVersion: '18', moduleVersion: '18.0' }],
    ['a purchase whose version says nothing', { version: 'all' }, { platformVersion: '18', moduleVersion: '18.0' }],
    ['a module of the version bought, on another platform', {}, { platformVersion: '18', moduleVersion: '17.0' }],
    ['a text that only may mean another version', {}, { platformVersion: 'new 18', moduleVersion: 'my 18' }],
    ['"Platform 17"', {}, { platformVersion: 'Platform 17', moduleVersion: 'v17' }],
    [
      'a version that is named more exactly by the purchase',
      { version: '17.0' },
      { platformVersion: '17', moduleVersion: '17' },
    ],
  ] as [string, Partial<Purchase>, Partial<Report>][])('D26: leaves cover to %s', (_what, purchase, report) => {
    expect(stateOf({ policy, purchase: aPurchase(purchase), report: aReport(report) })).toBe('free');
  });

  it('judges expired before another version, that before an exclusion, and that before what is missing', () => {
    const worst = { policy, report: { ...emptyReport, platformVersion: '15' }, selfChecks: [aCheck()] };
    expect(stateOf({ ...worst, reportedAt: '2027-01-01T00:00:00.000Z' })).toBe('expired');
    expect(assess(worst).coverage.exclusion).toBe('version-not-bought');
    expect(assess({ ...worst, purchase: null }).coverage.exclusion).toBe('unsupported-version');
    expect(assess({ ...worst, purchase: null, report: emptyReport }).coverage.exclusion).toBe('misconfiguration');
    expect(stateOf({ policy, purchase: null, report: emptyReport })).toBe('needs-info');
  });
});

describe("assessReport and the reporter's own day of purchase", () => {
  const claim = (purchaseDate: string | null, part: Partial<AssessmentInput> = {}) =>
    assess({ purchase: null, report: aReport({ purchaseDate }), reportedAt: '2026-11-01T00:00:00.000Z', ...part })
      .coverage;

  it('Z29: counts it as a claim while the hub does not know the purchase', () => {
    expect(claim('2026-09-02')).toMatchObject({
      state: 'free',
      coveredUntil: '2026-11-01',
      facts: [
        'The hub does not know the purchase; the reporter says it was made on 2026-09-02, a claim to be checked.',
      ],
    });
  });

  it('Z29: takes it at its word once nothing critical is missing', () => {
    expect(claim('2026-09-01')).toMatchObject({ state: 'expired', coveredUntil: '2026-10-31' });
    const report = aReport({ purchaseDate: '2026-09-01', purchaseReference: null });
    expect(claim('', { report })).toMatchObject({ state: 'needs-info', coveredUntil: '2026-10-31' });
  });

  it('Z29: counts the recorded day where there is one, and says that they differ', () => {
    const purchase = aPurchase({ purchasedOn: '2026-08-01', version: null });
    expect(claim('2026-10-30', { purchase })).toMatchObject({
      state: 'expired',
      coveredUntil: '2026-09-30',
      facts: [
        'Free cover ended on 2026-09-30; the report came on 2026-11-01.',
        'Purchase S00042 was made on 2026-08-01.',
        'The reporter says 2026-10-30; the recorded day counts.',
      ],
    });
  });

  it('Z29: is free, with the day to be looked up, when nobody names one', () => {
    expect(claim(null)).toMatchObject({
      state: 'free',
      coveredUntil: null,
      facts: ['The hub does not know the purchase, and the report names no day.'],
    });
  });

  it.each(['2026-11-02', '2999-01-01', '2026-02-30', 'yesterday', ''])('Z29: does not stretch cover by "%s"', (day) => {
    expect(claim(day)).toMatchObject({
      state: 'free',
      coveredUntil: null,
      facts: [
        `The hub does not know the purchase, and the day that the report names cannot be right: "${day.slice(0, 10)}".`,
      ],
    });
  });

  it('Z29: believes a day that has begun in the east', () => {
    expect(claim('2026-11-02', { reportedAt: '2026-11-01T20:00:00.000Z' }).coveredUntil).toBe('2027-01-01');
  });

  it('Z29: does not call a recorded purchase of the future expired, but says so', () => {
    expect(claim(null, { purchase: aPurchase({ purchasedOn: '2027-01-01', version: null }) })).toMatchObject({
      state: 'free',
      coveredUntil: '2027-03-02',
      facts: [
        'Purchase S00042 was made on 2027-01-01.',
        'That day has not come yet when the report was made; check the purchase.',
      ],
    });
  });
});

describe('assessReport and what only one product asks for', () => {
  const missing = (policy: PublishedPolicy, part: Partial<Report>) =>
    assess({ policy, report: aReport(part) }).missing.map(({ field, level }) => `${field} ${level}`);

  it('D13, D22: the platform version is critical for BigCommerce, and wanted for ShipStation', () => {
    expect(missing(bigcommerce, { platformVersion: null })).toEqual(['platformVersion critical']);
    expect(missing(shipstation, { platformVersion: null })).toEqual(['platformVersion wanted']);
  });

  it('D14, D22: the module version is critical for ShipStation only', () => {
    expect(missing(bigcommerce, { moduleVersion: null })).toEqual([]);
    expect(missing(shipstation, { moduleVersion: null })).toEqual(['moduleVersion critical']);
  });

  it('D14: a version without a number is not one', () => {
    expect(missing(shipstation, { moduleVersion: 'the latest' })).toEqual(['moduleVersion critical']);
  });

  it('D15: each product has its own identifier', () => {
    const none = { storeHash: null, storefrontUrl: null, accountName: null };
    expect(missing(bigcommerce, none)).toEqual(['storeHash critical', 'storefrontUrl wanted']);
    expect(missing(shipstation, none)).toEqual(['accountName critical']);
  });

  it('D18: steps are critical for both', () => {
    expect(missing(bigcommerce, { stepsToReproduce: ' ' })).toEqual(['stepsToReproduce critical']);
    expect(missing(shipstation, { stepsToReproduce: ' ' })).toEqual(['stepsToReproduce critical']);
  });

  it('D21: ShipStation wants orders or pickings', () => {
    expect(missing(bigcommerce, { orderReferences: [] })).toEqual([]);
    expect(missing(shipstation, { orderReferences: [' '] })).toEqual(['orderReferences wanted']);
  });

  it('D22: names label and sentence of what is missing', () => {
    expect(assess({ report: aReport({ storeHash: null }) }).missing).toEqual([
      {
        field: 'storeHash',
        level: 'critical',
        label: 'Store hash',
        sentence: 'Tell us the hash of the BigCommerce store.',
      },
    ]);
    expect(assess({ report: aReport({ storeHash: null }) }).coverage.facts[0]).toBe('Missing: Store hash.');
  });
});

describe('assessReport and the checklist', () => {
  const results = (policy: PublishedPolicy, checklist: Report['checklist'], selfChecks: SelfCheckResult[] = []) =>
    Object.fromEntries(
      assess({ policy, report: aReport({ checklist }), selfChecks }).checklist.map(({ key, result, by }) => [
        key,
        `${result} ${by}`,
      ]),
    );

  it('D23: BigCommerce: keeps what the reporter says, and what he leaves open', () => {
    const said = { reproducible: 'yes', settings: 'no', conflicts: 'not-possible', unheardOf: 'yes' } as const;
    expect(results(bigcommerce, said)).toEqual({
      reproducible: 'passed reporter',
      settings: 'failed reporter',
      scopes: 'not-answered null',
      token: 'not-answered null',
      conflicts: 'not-possible reporter',
      jobs: 'not-answered null',
    });
  });

  it('D23: ShipStation: what the hub found out goes before what the reporter says', () => {
    const said = { credentials: 'no', balance: 'yes', 'required-fields': 'yes', jobs: 'yes' } as const;
    const checks = [
      aCheck({ key: 'credentials', result: 'passed' }),
      aCheck({ key: 'balance', result: 'failed' }),
      aCheck({ key: 'required-fields', result: 'unknown' }),
    ];
    expect(results(shipstation, said, checks)).toEqual({
      reproducible: 'not-answered null',
      settings: 'not-answered null',
      credentials: 'passed hub',
      balance: 'failed hub',
      'required-fields': 'passed reporter',
      jobs: 'passed reporter',
      conflicts: 'not-answered null',
    });
  });

  it('D23: "not possible" is no fault only where the policy says "where possible"', () => {
    expect(results(bigcommerce, { jobs: 'not-possible' }).jobs).toBe('failed reporter');
  });

  it('D23: passes only when every check of the kind passed, and says each thing found', () => {
    const [passed, unknown] = [aCheck({ key: 'jobs', result: 'passed' }), aCheck({ key: 'jobs', result: 'unknown' })];
    expect(results(bigcommerce, {}, [passed, unknown]).jobs).toBe('not-answered null');
    const failing = [
      passed,
      aCheck({ key: 'jobs', detail: 'Orders off.' }),
      aCheck({ key: 'jobs', detail: 'Stock off.' }),
    ];
    expect(assess({ selfChecks: failing }).checklist.at(-1)).toEqual({
      key: 'jobs',
      label: 'Jobs active',
      result: 'failed',
      by: 'hub',
      detail: 'Orders off. Stock off.',
    });
  });

  it('D23: is not fooled by keys that every object has', () => {
    const item = { ...bigcommercePolicy.checklist[0], key: 'constructor' } as SupportPolicy['checklist'][number];
    const policy = published('x', { ...bigcommercePolicy, checklist: [item] });
    expect(results(policy, {})).toEqual({ constructor: 'not-answered null' });
  });
});

describe('assessReport, whatever is reported', () => {
  const text = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '-',
      '17',
      'v17',
      '17.0.1.2',
      '-1',
      '15.0',
      'Platform 18',
      'custom code',
      'SSL',
      'rollout',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const maybe = fc.option(text);
  const day = fc
    .integer({ min: 0, max: 800 })
    .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
  const report: fc.Arbitrary<Report> = fc.record({
    subject: text,
    platformVersion: maybe,
    platformEdition: fc.constantFrom('enterprise', 'community', null),
    moduleVersion: maybe,
    storeHash: maybe,
    storefrontUrl: maybe,
    accountName: maybe,
    purchaseReference: maybe,
    purchaseDate: fc.option(fc.oneof(day, text)),
    description: maybe,
    expectedResult: maybe,
    stepsToReproduce: maybe,
    orderReferences: fc.array(text, { maxLength: 3 }),
    logs: maybe,
    thirdPartyModules: fc.array(text, { maxLength: 3 }),
    checklist: fc.dictionary(text, fc.constantFrom('yes', 'no', 'not-possible')),
    attachments: fc.array(fc.constantFrom('screenshot', 'recording', 'log', 'other'), { maxLength: 3 }),
  });
  const check: fc.Arbitrary<SelfCheckResult> = fc.record({
    key: fc.constantFrom('credentials', 'scopes', 'jobs', 'balance', 'required-fields', 'settings'),
    result: fc.constantFrom('passed', 'failed', 'unknown'),
    detail: fc.string(),
    code: fc.constantFrom(null, '', '.', 'bigcommerce.unavailable', 'bigcommerce.token-refused', 'shipstation.timeout'),
    remedy: fc.constant(null),
  });
  const purchase: fc.Arbitrary<Purchase> = fc.record({ reference: text, purchasedOn: day, version: fc.option(text) });
  const input: fc.Arbitrary<AssessmentInput> = fc.record({
    policy: fc.constantFrom(bigcommerce, shipstation),
    report,
    purchase: fc.option(purchase),
    reportedAt: day.map((each) => `${each}T23:59:59.999Z`),
    selfChecks: fc.array(check, { maxLength: 3 }),
  });
  const always = (holds: (each: AssessmentInput) => void) => fc.assert(fc.property(input, holds), { numRuns: 1_000 });

  it('never throws, and answers every item of the checklist', () => {
    always((each) => expect(assessReport(each).checklist).toHaveLength(each.policy.policy.checklist.length));
  });

  it('D22: needs information exactly when something critical is missing and nothing makes it pointless', () => {
    always((each) => {
      const { coverage, missing, suggestions } = assessReport(each);
      const pointless =
        (each.purchase !== null && coverage.state === 'expired') ||
        coverage.exclusion === 'version-not-bought' ||
        suggestions.some(({ certainty }) => certainty === 'fact');
      expect(coverage.state === 'needs-info').toBe(!pointless && missing.some(({ level }) => level === 'critical'));
    });
  });

  it('cites only sentences that the policy has, word for word', () => {
    always((each) => {
      const document = JSON.stringify(each.policy.policy);
      const { coverage, suggestions } = assessReport(each);
      for (const { sentenceNumber, sentence } of [coverage, ...suggestions]) {
        expect(document).toContain(`"number":${JSON.stringify(sentenceNumber)}`);
        expect(document).toContain(`"text":${JSON.stringify(sentence)}`);
      }
    });
  });

  it('excludes on facts only: hints change nothing', () => {
    always((each) => {
      const { coverage, suggestions } = assessReport(each);
      fc.pre(suggestions.every(({ certainty }) => certainty === 'hint'));
      expect([null, 'version-not-bought']).toContain(coverage.exclusion);
    });
  });

  it('suggests a track exactly when the case is not free', () => {
    always((each) => {
      const { coverage, suggestedTrack } = assessReport(each);
      expect(suggestedTrack !== null).toBe(coverage.state === 'expired' || coverage.state === 'excluded');
    });
  });
});
