import { DomainError } from '../../../shared-kernel/index.js';
import type { PaidTrack, PolicySentence, SupportPolicy } from './policy.js';
import type { Assessment, Coverage } from './report.js';

/** What a person says of a ticket's coverage. */
export interface Judgement {
  readonly state: Coverage['state'];
  /** Only, and always, of an excluded one. */
  readonly exclusion: Coverage['exclusion'];
  /** null: none is suggested. */
  readonly suggestedTrack: PaidTrack['key'] | null;
}

export interface DecidedCoverage extends Judgement {
  /** The policy's words that the decision rests on, and their number. */
  readonly sentence: string;
  readonly sentenceNumber: string;
  /** Whether the rules had come to the same. */
  readonly confirmsRules: boolean;
}

/**
 * Puts a person's judgement into the words of the policy (D1, D4 to D9, D22, D24, D26). The rules' own result is kept beside it.
 * @throws DomainError `invalid` where the judgement and its exclusion do not go together, or the policy has no such exclusion or track
 */
export function decideCoverage(policy: SupportPolicy, byRules: Assessment, judgement: Judgement): DecidedCoverage {
  const { state, exclusion, suggestedTrack } = judgement;
  if ((state === 'excluded') !== (exclusion !== null)) {
    throw wrong('exclusion', 'An excluded ticket names its exclusion; any other has none.');
  }
  if (suggestedTrack !== null && (state === 'free' || state === 'needs-info')) {
    throw wrong('suggestedTrack', 'A paid track is suggested for what is not free only.');
  }
  if (suggestedTrack !== null && !policy.paidTracks.some(({ key }) => key === suggestedTrack)) {
    throw wrong('suggestedTrack', `The policy offers no ${suggestedTrack}.`);
  }
  const { number, text } = sentenceOf(policy, judgement);
  const confirmsRules = state === byRules.coverage.state && exclusion === byRules.coverage.exclusion;
  return { state, exclusion, suggestedTrack, sentence: text, sentenceNumber: number, confirmsRules };
}

function sentenceOf(policy: SupportPolicy, { state, exclusion }: Judgement): PolicySentence {
  if (state === 'needs-info') return policy.delayWarning;
  if (exclusion === null) return policy.freeCover;
  if (exclusion === 'version-not-bought') return policy.versionCover;
  const found = policy.exclusions.find(({ key }) => key === exclusion);
  if (found) return found;
  throw wrong('exclusion', `The policy has no exclusion "${exclusion}".`);
}

function wrong(field: string, message: string): DomainError {
  return new DomainError('invalid', 'support.no-such-judgement', message, {}, { fieldErrors: [{ field, message }] });
}
