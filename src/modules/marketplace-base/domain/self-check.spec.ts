import type { ProblemMeaning } from '../contract/index.js';
import { nothingKnown, selfCheckFindings, type CheckedInstance } from './self-check.js';

const anInstance = (part: Partial<CheckedInstance> = {}): CheckedInstance => ({
  label: 'Fake',
  isConfirmed: true,
  problems: [],
  isAnswered: true,
  workedAt: null,
  actions: [{ action: 'import-orders', active: true, lastRunAt: '2026-11-01T00:00:00.000Z' }],
  setup: { locations: 2, locationsWithoutWarehouse: 0, workflows: 1, missingWorkflows: [] },
  more: null,
  ...part,
});

const MEANINGS: Readonly<Record<string, ProblemMeaning>> = {
  'fake.token': { key: 'credentials', result: 'failed' },
  'fake.scope': { key: 'scopes', result: 'failed' },
  'fake.no-locations': { key: 'settings', result: 'failed' },
};
const meaning = (code: string): ProblemMeaning => MEANINGS[code] ?? { key: 'credentials', result: 'unknown' };
const problem = (code: string, message = 'It is refused. Mend it. Then try again.') => ({ code, message });
const check = (part: Partial<CheckedInstance> = {}) => selfCheckFindings(anInstance(part), meaning);
const results = (part: Partial<CheckedInstance> = {}) => check(part).map(({ key, result }) => `${key} ${result}`);

describe('a self-check (D23)', () => {
  it('passes all but what the connector does not check', () => {
    expect(results()).toEqual([
      'credentials passed',
      'scopes passed',
      'jobs passed',
      'balance unknown',
      'required-fields unknown',
      'settings passed',
    ]);
  });

  it('says of a refused token what is wrong, since when, and what to do', () => {
    const workedAt = new Date('2026-11-24T03:45:10.000Z');
    const [credentials, scopes] = check({ problems: [problem('fake.token')], isAnswered: false, workedAt });
    expect(credentials).toEqual({
      key: 'credentials',
      result: 'failed',
      detail:
        'It is refused. The connection still worked on 2026-11-24 03:45 UTC; since then it is no longer accepted.',
      code: 'fake.token',
      remedy: 'Mend it. Then try again.',
    });
    expect(scopes).toMatchObject({ result: 'unknown' });
  });

  it('names each missing scope by itself; whoever lacks one was let in', () => {
    const problems = [problem('fake.scope', 'One is missing.'), problem('fake.scope', 'Another is missing.')];
    const findings = check({ problems, isAnswered: false });
    expect(findings.slice(0, 3).map(({ key, result, detail }) => [key, result, detail])).toEqual([
      ['credentials', 'passed', 'Fake accepts what was entered to connect.'],
      ['scopes', 'failed', 'One is missing.'],
      ['scopes', 'failed', 'Another is missing.'],
    ]);
    expect(findings[1]?.remedy).toBeNull();
  });

  it('is not certain of anything while the other side is down', () => {
    const down = [problem('fake.unavailable')];
    expect(results({ problems: down, isAnswered: false }).slice(0, 2)).toEqual([
      'credentials unknown',
      'scopes unknown',
    ]);
    expect(results({ problems: down }).slice(0, 2)).toEqual(['credentials passed', 'scopes unknown']);
  });

  it('takes a store without locations for a wrong setting', () => {
    expect(results({ problems: [problem('fake.no-locations')] })).toEqual(
      expect.arrayContaining(['credentials passed', 'scopes passed', 'settings failed']),
    );
  });

  it.each([
    [{ isConfirmed: false }, 'marketplace.instance-draft'],
    [
      { setup: { locations: 0, locationsWithoutWarehouse: 0, workflows: 1, missingWorkflows: [] } },
      'marketplace.no-location',
    ],
    [
      { setup: { locations: 2, locationsWithoutWarehouse: 1, workflows: 1, missingWorkflows: [] } },
      'marketplace.location-without-warehouse',
    ],
    [
      { setup: { locations: 2, locationsWithoutWarehouse: 0, workflows: 0, missingWorkflows: [] } },
      'marketplace.no-workflow',
    ],
    [
      {
        setup: {
          locations: 2,
          locationsWithoutWarehouse: 0,
          workflows: 1,
          missingWorkflows: [
            { gateway: 'PayPal', paymentStatus: 'captured' },
            { gateway: 'Cheque', paymentStatus: 'pending' },
          ],
        },
      },
      'orders.workflow-missing',
    ],
  ])('tells of odd settings and holds them against nobody: %p', (part, code) => {
    expect(check(part).find(({ key }) => key === 'settings')).toMatchObject({ result: 'unknown', code });
  });

  it.each([
    [[{ gateway: 'Cash', paymentStatus: '' }], 'Cash.'],
    [
      [
        { gateway: 'PayPal', paymentStatus: 'captured' },
        { gateway: 'Cash', paymentStatus: '' },
      ],
      'PayPal (captured) and 1 more.',
    ],
  ])('names the workflows that are missing: %j', (missingWorkflows, names) => {
    const setup = { locations: 1, locationsWithoutWarehouse: 0, workflows: 1, missingWorkflows };
    const [found] = check({ setup }).filter(({ key }) => key === 'settings');
    expect(found?.detail).toBe(`Orders stay quotations: there is no financial workflow for ${names}`);
  });

  it.each([
    [{ active: false, lastRunAt: '2026-11-01T00:00:00.000Z' }, 'failed', 'marketplace.job-off'],
    [{ active: true, lastRunAt: null }, 'failed', 'marketplace.job-never-ran'],
  ])('wants jobs active and run once: %p is %s', (action, result, code) => {
    const actions = [{ action: 'import-orders', ...action }];
    expect(check({ actions }).find(({ key }) => key === 'jobs')).toMatchObject({ result, code });
  });

  it('knows no jobs before the instance is confirmed', () => {
    expect(results({ actions: [] })).toContain('jobs unknown');
  });

  it('takes over what the connector checks besides', () => {
    const balance = {
      key: 'balance',
      result: 'failed',
      detail: 'None left.',
      code: 'fake.broke',
      remedy: null,
    } as const;
    const findings = check({ more: [balance] });
    expect(findings).toContainEqual(balance);
    expect(findings.find(({ key }) => key === 'required-fields')).toMatchObject({ result: 'unknown' });
  });

  it('is unknown in all things when nothing could be looked at', () => {
    expect(nothingKnown('Because.', 'x.y').map(({ result }) => result)).toEqual(Array(6).fill('unknown'));
  });
});
