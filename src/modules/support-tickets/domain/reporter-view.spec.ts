import type { Assessment } from './report.js';
import { forReporter } from './reporter-view.js';

const assessment = (coverage: Partial<Assessment['coverage']>): Assessment => ({
  coverage: {
    state: 'free',
    exclusion: null,
    sentence: 'Bugs are fixed free of charge for 60 days.',
    sentenceNumber: '1.1',
    facts: ['Purchase SO-7 was made on 2026-11-01.'],
    coveredUntil: '2026-12-31',
    ...coverage,
  },
  missing: [],
  checklist: [],
  suggestions: [
    {
      exclusion: 'misconfiguration',
      sentence: 's',
      sentenceNumber: '2.5',
      certainty: 'fact',
      facts: ['The hub checked credentials'],
    },
  ],
  suggestedTrack: null,
});

describe('what a reporter is told', () => {
  it('leaves out what the hub found out', () => {
    expect(forReporter(assessment({}), false)).not.toHaveProperty('suggestions');
  });

  it.each(['free', 'expired'] as const)('keeps the day of a recorded purchase back: %s', (state) => {
    const { coverage } = forReporter(assessment({ state }), true);
    expect(coverage).toMatchObject({ state, facts: [], coveredUntil: null, sentenceNumber: '1.1' });
  });

  it('keeps back which version was bought', () => {
    const { coverage } = forReporter(assessment({ state: 'excluded', exclusion: 'version-not-bought' }), true);
    expect(coverage.facts).toEqual([]);
  });

  it('repeats what the report itself says', () => {
    const facts = ['The report names platform version "9"; supported are 17, 18.'];
    const bought = 'Purchase SO-7 was made on 2026-11-01.';
    const judged = assessment({ state: 'excluded', exclusion: 'unsupported-version', facts: [...facts, bought] });
    const suggestion = { sentence: 's', sentenceNumber: '2.3', certainty: 'fact', facts } as const;
    const { coverage } = forReporter(
      { ...judged, suggestions: [{ exclusion: 'unsupported-version', ...suggestion }] },
      true,
    );
    expect(coverage).toMatchObject({ facts, coveredUntil: null });
  });

  it('repeats what is missing, and nothing of a recorded purchase beside it', () => {
    const missing = [{ field: 'storeHash', level: 'critical', label: 'Store hash', sentence: 's' }] as const;
    const facts = ['Missing: Store hash.', 'Purchase SO-7 was made on 2026-11-01.'];
    const { coverage } = forReporter({ ...assessment({ state: 'needs-info', facts }), missing }, true);
    expect(coverage.facts).toEqual(['Missing: Store hash.']);
  });

  it('repeats the day that the reporter named', () => {
    expect(forReporter(assessment({}), false).coverage.coveredUntil).toBe('2026-12-31');
  });

  it('puts a person’s decision before the rules', () => {
    const decided = {
      state: 'excluded',
      exclusion: 'remote-side',
      sentence: 'Not ours.',
      sentenceNumber: '2.6',
    } as const;
    const view = forReporter(assessment({}), false, { ...decided, suggestedTrack: 'paid-support' });
    expect(view.suggestedTrack).toBe('paid-support');
    expect(view.coverage).toEqual({
      ...decided,
      facts: ['Decided by a person.'],
      coveredUntil: null,
    });
  });
});
