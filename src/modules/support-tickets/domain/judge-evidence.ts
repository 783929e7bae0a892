import { assessReport, type AssessmentInput } from './assess-report.js';
import { suggestFromChecks } from './classify.js';
import type { Evidence } from './evidence.js';
import { answerText, noteText, type Findings } from './evidence-words.js';
import type { Assessment } from './report.js';
import { provesInstance, type Proof } from './ticket.js';
import type { TicketState } from './ticket-state.js';

export interface EvidenceInput extends Omit<AssessmentInput, 'selfChecks'> {
  readonly evidence: Evidence;
  /** Of the gathering before; null: this is the first. */
  readonly before: Pick<Evidence, 'selfChecks'> | null;
  readonly proof: Proof | null;
  readonly state: TicketState;
  /** Whether people have answered, decided or merged: then the hub no longer speaks for them. */
  readonly isInHands: boolean;
  readonly gatheredAt: Date;
}

export interface JudgedEvidence {
  readonly assessment: Assessment;
  /** For staff; null: there is nothing new to say. */
  readonly note: string | null;
  /** For the reporter, who may know it; null: nothing is told. */
  readonly answer: string | null;
}

/** States in which the hub may hand the next word to the reporter. */
const OUR_WORD: ReadonlySet<TicketState> = new Set(['new', 'open', 'needs-info']);

/**
 * The report judged once more, with what the hub found out, and who is told. Staff hears of all that failed. The reporter hears of
 * it from the hub alone when he has proved every instance it rests on and it is a fact, and when nobody of staff is at it yet.
 */
export function judgeEvidence(input: EvidenceInput): JudgedEvidence {
  const { evidence, policy, before, proof, state, isInHands, gatheredAt } = input;
  const { selfChecks, instances } = evidence;
  const assessment = assessReport({ ...input, selfChecks });
  const failed = selfChecks.filter(({ result }) => result === 'failed');
  const suggestions = suggestFromChecks(policy.policy, selfChecks);
  const isNews = before === null || codesOf(before) !== codesOf(evidence);
  if (!isNews || (failed.length === 0 && suggestions.length === 0)) return { assessment, note: null, answer: null };

  const findings: Findings = {
    failed,
    suggestions,
    instances: new Map(instances.map(({ id, name }) => [id, name])),
    gatheredAt,
  };
  const isProven = provesAll(proof, instances);
  const isFact = failed.length > 0 && suggestions.some(({ certainty }) => certainty === 'fact');
  const isTold = isProven && isFact && !isInHands && OUR_WORD.has(state);
  return {
    assessment,
    note: noteText(policy.policy, findings, isTold ? 'sent' : isProven ? 'proven' : 'stranger'),
    answer: isTold ? answerText(policy.policy, findings) : null,
  };
}

/** Nothing proves nothing. */
export function provesAll(proof: Proof | null, instances: readonly { readonly id: string }[]): boolean {
  return instances.length > 0 && instances.every(({ id }) => provesInstance(proof, id));
}

function codesOf({ selfChecks }: Pick<Evidence, 'selfChecks'>): string {
  return selfChecks
    .filter(({ result }) => result !== 'passed')
    .map(({ instanceId, key, result, code }) => `${instanceId} ${key} ${result} ${code}`)
    .sort()
    .join('\n');
}
