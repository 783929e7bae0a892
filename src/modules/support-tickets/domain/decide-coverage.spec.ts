import { bigcommercePolicy } from './policies/bigcommerce-policy.js';
import { decideCoverage, type Judgement } from './decide-coverage.js';
import type { Assessment } from './report.js';

const byRules = (coverage: Partial<Assessment['coverage']> = {}): Assessment => ({
  coverage: {
    state: 'free',
    exclusion: null,
    sentence: '',
    sentenceNumber: '1.1',
    facts: [],
    coveredUntil: null,
    ...coverage,
  },
  missing: [],
  checklist: [],
  suggestions: [],
  suggestedTrack: null,
});
const judge = (over: Partial<Judgement>, rules = byRules()) =>
  decideCoverage(bigcommercePolicy, rules, { state: 'free', exclusion: null, suggestedTrack: null, ...over });

describe('a person’s judgement', () => {
  it.each([
    [{ state: 'free' }, '1.1'],
    [{ state: 'expired' }, '1.1'],
    [{ state: 'excluded', exclusion: 'version-not-bought' }, '1.4'],
    [{ state: 'excluded', exclusion: 'third-party' }, '2.1'],
    [{ state: 'excluded', exclusion: 'customization' }, '2.2'],
    [{ state: 'excluded', exclusion: 'unsupported-version' }, '2.3'],
    [{ state: 'excluded', exclusion: 'infrastructure' }, '2.4'],
    [{ state: 'excluded', exclusion: 'misconfiguration' }, '2.5'],
    [{ state: 'excluded', exclusion: 'remote-side' }, '2.6'],
    [{ state: 'needs-info' }, bigcommercePolicy.delayWarning.number],
  ] as const)('of %p rests on sentence %s', (over, number) => {
    expect(judge(over).sentenceNumber).toBe(number);
  });

  it('tells whether it confirms or overrules the rules', () => {
    expect(judge({ state: 'free' }).confirmsRules).toBe(true);
    expect(judge({ state: 'expired' }).confirmsRules).toBe(false);
    const excluded = byRules({ state: 'excluded', exclusion: 'remote-side' });
    expect(judge({ state: 'excluded', exclusion: 'remote-side' }, excluded).confirmsRules).toBe(true);
    expect(judge({ state: 'excluded', exclusion: 'infrastructure' }, excluded).confirmsRules).toBe(false);
  });

  it.each([
    ['an exclusion without a reason', { state: 'excluded' }],
    ['a reason without an exclusion', { state: 'free', exclusion: 'remote-side' }],
    ['a paid track for what is free', { state: 'free', suggestedTrack: 'paid-support' }],
    ['a paid track for what is not judged yet', { state: 'needs-info', suggestedTrack: 'paid-support' }],
  ] as const)('is refused with %s', (_, over) => {
    expect(() => judge(over)).toThrow(expect.objectContaining({ code: 'support.no-such-judgement' }) as Error);
  });

  it('is refused with what the published policy does not have', () => {
    const bare = { ...bigcommercePolicy, exclusions: [], paidTracks: [] };
    const excluded = { state: 'excluded', exclusion: 'remote-side', suggestedTrack: null } as const;
    expect(() => decideCoverage(bare, byRules(), excluded)).toThrow('no exclusion');
    const paid = { state: 'expired', exclusion: null, suggestedTrack: 'consultation' } as const;
    expect(() => decideCoverage(bare, byRules(), paid)).toThrow('offers no consultation');
  });
});
