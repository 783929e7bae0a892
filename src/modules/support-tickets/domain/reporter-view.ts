import { missingFact } from './assess-report.js';
import { provesAll } from './judge-evidence.js';
import type { Assessment, Coverage } from './report.js';
import { standingAssessment, type Judged } from './standing-assessment.js';
import type { Proof, TicketChannel } from './ticket.js';

/** What a reporter is told of an assessment: never what the hub found out about a store (`suggestions` rest on that, too). */
export type ReportersAssessment = Omit<Assessment, 'suggestions'>;

/** A person's judgement as far as it takes the place of the rules' own. */
export type Decided = Pick<Coverage, 'state' | 'exclusion' | 'sentence' | 'sentenceNumber'> &
  Pick<Assessment, 'suggestedTrack'>;

/**
 * Of the assessment that rests on the report alone. A purchase that the hub looked up is somebody's: whoever guesses its reference is
 * not told its day or version.
 * @param decided what a person decided since, null: nobody has
 */
export function forReporter(
  assessment: Assessment,
  purchaseIsRecorded: boolean,
  decided: Decided | null = null,
): ReportersAssessment {
  const { missing, checklist, suggestedTrack } = assessment;
  const rest = { missing, checklist };
  if (decided) return { coverage: byPerson(decided), ...rest, suggestedTrack: decided.suggestedTrack };
  return { coverage: told(assessment, purchaseIsRecorded), ...rest, suggestedTrack };
}

/**
 * The assessment a reporter may know: with what the hub found out, when he has proved every instance it rests on; else the one that
 * rests on the report alone. A stranger's answer is the same whether or not there is such a store.
 */
export function assessmentFor(
  ticket: Judged,
  proof: Proof | null,
  evidence: (Judged & { readonly instances: readonly { readonly id: string }[] }) | null,
): Assessment {
  return evidence && provesAll(proof, evidence.instances) ? standingAssessment(ticket, evidence) : ticket.assessment;
}

/**
 * Whether whoever has the ticket's secret may see a word or a file. Notes among staff are not for him. Nor is what came by e-mail on a form's
 * ticket: anybody can write another's address on a form, and would read with his secret what that person answers to our mails.
 */
export function isForSecret(
  said: { readonly isInternal: boolean; readonly isByMail: boolean },
  channel: TicketChannel,
): boolean {
  return !said.isInternal && !(said.isByMail && channel === 'form');
}

/** Facts about a recorded purchase stand among the others, whatever the coverage: only what comes from elsewhere is repeated. */
function told({ coverage, suggestions, missing }: Assessment, purchaseIsRecorded: boolean): Coverage {
  if (!purchaseIsRecorded) return coverage;
  const elsewhere = new Set([...suggestions.flatMap(({ facts }) => facts), ...missing.map(missingFact)]);
  return { ...coverage, facts: coverage.facts.filter((fact) => elsewhere.has(fact)), coveredUntil: null };
}

function byPerson({ state, exclusion, sentence, sentenceNumber }: Decided): Coverage {
  return { state, exclusion, sentence, sentenceNumber, facts: ['Decided by a person.'], coveredUntil: null };
}
