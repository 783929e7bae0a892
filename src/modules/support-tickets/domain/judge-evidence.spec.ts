import type { InstanceFacts } from '../../marketplace-base/contract/index.js';
import type { EvidenceCheck } from './evidence.js';
import { judgeEvidence, type EvidenceInput } from './judge-evidence.js';
import { bigcommercePolicy } from './policies/bigcommerce-policy.js';
import { assessmentFor } from './reporter-view.js';
import { TICKET_STATES } from './ticket-state.js';

const A = '01990000-0000-7000-8000-00000000000a';
const B = '01990000-0000-7000-8000-00000000000b';

const anInstance = (id: string, name: string): InstanceFacts => ({
  id,
  name,
  connector: 'bigcommerce',
  state: 'confirmed',
  confirmedAt: null,
  versions: { hub: '1.0.0', platform: null },
  connection: { status: 'failed', checkedAt: null, problems: [] },
  schedule: [],
  failures: { since: '2026-11-17T00:00:00.000Z', lines: [], errors: [] },
});
const refused: EvidenceCheck = {
  instanceId: A,
  key: 'credentials',
  result: 'failed',
  detail: 'The token is not accepted.',
  code: 'bigcommerce.token-refused',
  remedy: 'Make another and enter it.',
};
const jobOff: EvidenceCheck = {
  ...refused,
  key: 'jobs',
  detail: 'import-orders is off.',
  code: 'marketplace.job-off',
  remedy: 'Switch it on.',
};
const anInput = (
  part: Partial<EvidenceInput> = {},
  selfChecks: EvidenceCheck[] = [refused, jobOff],
): EvidenceInput => ({
  policy: {
    product: 'bigcommerce',
    title: 'BigCommerce',
    connector: 'bigcommerce',
    version: 1,
    publishedAt: '2026-01-01T00:00:00.000Z',
    policy: bigcommercePolicy,
  },
  report: {
    subject: 'Orders are missing',
    platformVersion: '17.0',
    platformEdition: null,
    moduleVersion: null,
    storeHash: 'abc',
    storefrontUrl: null,
    accountName: null,
    purchaseReference: 'S-1',
    purchaseDate: null,
    description: null,
    expectedResult: null,
    stepsToReproduce: 'Import.',
    orderReferences: [],
    logs: null,
    thirdPartyModules: [],
    checklist: {},
    attachments: [],
  },
  purchase: null,
  reportedAt: '2026-11-24T00:00:00.000Z',
  evidence: { instances: [anInstance(A, 'Tidewater')], records: [], selfChecks },
  before: null,
  proof: { keyName: 'own', instanceIds: [A] },
  state: 'open',
  isInHands: false,
  gatheredAt: new Date('2026-11-24T03:45:00.000Z'),
  ...part,
});

describe('evidence', () => {
  it('excludes what the hub found out, and tells whoever proved the store: finding, policy, steps', () => {
    const { assessment, answer, note } = judgeEvidence(anInput());
    expect(assessment.coverage).toMatchObject({
      state: 'excluded',
      exclusion: 'misconfiguration',
      sentenceNumber: '2.5',
    });
    expect(answer).toBe(
      [
        'We checked the connection to your store by ourselves on 2026-11-24 03:45 UTC.',
        'What we found: The token is not accepted.',
        'What to do: Make another and enter it.',
        'How we class it: Misconfiguration. Our support policy says in 2.5: “A wrong configuration is not covered while the connector behaves as designed.”',
        'If the problem is still there after that, answer here, and we look further.',
      ].join('\n\n'),
    );
    expect(note).toContain('- jobs (marketplace.job-off): import-orders is off.\n  What to do: Switch it on.');
    expect(note).toContain('The reporter was told so:');
  });

  it.each([
    ['a stranger', { proof: null }, 'has not proved that the store is his'],
    ['a key that may see another store', { proof: { keyName: 'x', instanceIds: [B] } }, 'has not proved'],
    ['somebody of staff is at it', { isInHands: true }, 'ready to be sent:'],
    ['it is settled', { state: 'resolved' }, 'ready to be sent:'],
  ] as [string, Partial<EvidenceInput>, string][])('is only for staff: %s', (_case, part, words) => {
    const { answer, note } = judgeEvidence(anInput(part));
    expect(answer).toBeNull();
    expect(note).toContain(words);
  });

  it('is only for staff when it rests on a store that was not proved as well', () => {
    const { evidence } = anInput();
    const both = { ...evidence, instances: [anInstance(A, 'Tidewater'), anInstance(B, 'Other')] };
    expect(judgeEvidence(anInput({ evidence: both })).answer).toBeNull();
    const proof = { keyName: 'all', instanceIds: null };
    expect(judgeEvidence(anInput({ evidence: both, proof })).answer).toContain('Tidewater: The token is not accepted.');
  });

  it('speaks for the hub only where the next word is ours', () => {
    const told = TICKET_STATES.filter((state) => judgeEvidence(anInput({ state })).answer !== null);
    expect(told).toEqual(['new', 'needs-info', 'open']);
  });

  it('of jobs that are off alone is for staff, and excludes nothing', () => {
    const { assessment, answer, note } = judgeEvidence(anInput({}, [jobOff]));
    expect([assessment.coverage.state, answer]).toEqual(['free', null]);
    expect(note).toContain('Misconfiguration, as a hint: 2.5');
    expect(note).toContain('What we found: import-orders is off.');
  });

  it('that the other side is down is a hint for staff', () => {
    const down: EvidenceCheck = { ...refused, result: 'unknown', code: 'bigcommerce.unavailable', remedy: null };
    const { assessment, answer, note } = judgeEvidence(anInput({}, [down]));
    expect([assessment.coverage.state, answer]).toEqual(['free', null]);
    expect(note).toContain('BigCommerce itself, as a hint: 2.6');
    expect(note).not.toContain('ready to be sent');
  });

  it('of a store in good order, or of none, says nothing', () => {
    const fine: EvidenceCheck = { ...refused, result: 'passed', code: null, remedy: null };
    expect(judgeEvidence(anInput({}, [fine]))).toMatchObject({ answer: null, note: null });
    const nothing = { instances: [], records: [], selfChecks: [] };
    expect(judgeEvidence(anInput({ evidence: nothing }))).toMatchObject({ answer: null, note: null });
  });

  it('is said once: what was found before is no news, something else is', () => {
    const before = { selfChecks: [refused, jobOff] };
    expect(judgeEvidence(anInput({ before }))).toMatchObject({ answer: null, note: null });
    expect(judgeEvidence(anInput({ before: { selfChecks: [jobOff] } })).answer).not.toBeNull();
  });

  it('reaches the reporter’s view only by a proof of all of it', () => {
    const { assessment } = judgeEvidence(anInput());
    const own = { ...assessment, checklist: [] };
    const ticket = { assessment: own, reportRevision: 2 };
    const evidence = { instances: [{ id: A }], assessment, reportRevision: 2 };
    const all = { keyName: 'all', instanceIds: null };
    expect(assessmentFor(ticket, { keyName: 'own', instanceIds: [A] }, evidence)).toBe(assessment);
    expect(assessmentFor(ticket, all, evidence)).toBe(assessment);
    expect(assessmentFor(ticket, { keyName: 'other', instanceIds: [B] }, evidence)).toBe(own);
    expect(assessmentFor(ticket, null, evidence)).toBe(own);
    expect(assessmentFor(ticket, all, { ...evidence, instances: [] })).toBe(own);
    expect(assessmentFor(ticket, all, null)).toBe(own);
    // The report was changed since: what was found for the old one counts no more.
    expect(assessmentFor(ticket, all, { ...evidence, reportRevision: 1 })).toBe(own);
  });
});
