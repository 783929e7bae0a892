import type { EvidenceCheck } from './evidence.js';
import type { SupportPolicy } from './policy.js';
import type { Suggestion } from './report.js';

/** Who says what nobody wrote. */
export const HUB_NAME = 'Longshore';

/** What the checks of one gathering came to. */
export interface Findings {
  readonly failed: readonly EvidenceCheck[];
  /** What they speak for, facts first. */
  readonly suggestions: readonly Suggestion[];
  /** Names of the instances, by id. */
  readonly instances: ReadonlyMap<string, string>;
  readonly gatheredAt: Date;
}

/** Told to the reporter, by the hub when he may know it, else by staff: what was found, what the policy says of it, what to do. */
export function answerText(policy: SupportPolicy, findings: Findings): string {
  const certain = findings.suggestions.find(({ certainty }) => certainty === 'fact');
  const told = certain ? findings.failed.filter(({ key }) => key !== 'jobs') : findings.failed;
  const steps = [...new Set(told.flatMap(({ remedy }) => remedy ?? []))];
  return paragraphs([
    `We checked the connection to your store by ourselves on ${minute(findings.gatheredAt)}.`,
    `What we found: ${told.map((check) => about(check, findings)).join(' ')}`,
    steps.length > 0 ? `What to do: ${steps.join(' ')}` : null,
    certain ? `How we class it: ${titleOf(policy, certain)}. Our support policy says in ${quote(certain)}` : null,
    'If the problem is still there after that, answer here, and we look further.',
  ]);
}

/** For staff: all that failed, what it speaks for, and the answer: sent already, or ready to be sent. */
export function noteText(policy: SupportPolicy, findings: Findings, answer: 'sent' | 'proven' | 'stranger'): string {
  const lines = findings.failed.map((check) => {
    const code = check.code === null ? '' : ` (${check.code})`;
    const remedy = check.remedy === null ? '' : `\n  What to do: ${check.remedy}`;
    return `- ${check.key}${code}: ${about(check, findings)}${remedy}`;
  });
  const speaks = findings.suggestions.map(
    (each) =>
      `- ${titleOf(policy, each)}, as a ${each.certainty}: ${quote(each)}\n${each.facts.map((fact) => `  ${fact}`).join('\n')}`,
  );
  return paragraphs([
    `${HUB_NAME} looked at what the report names by itself on ${minute(findings.gatheredAt)}.`,
    lines.length > 0 ? `Failed:\n${lines.join('\n')}` : null,
    speaks.length > 0 ? `What that speaks for:\n${speaks.join('\n')}` : null,
    findings.failed.length > 0 ? ready(policy, findings, answer) : null,
  ]);
}

function ready(policy: SupportPolicy, findings: Findings, answer: 'sent' | 'proven' | 'stranger'): string {
  const text = answerText(policy, findings);
  if (answer === 'sent') return `The reporter was told so:\n\n${text}`;
  if (answer === 'proven') return `An answer, ready to be sent:\n\n${text}`;
  return (
    'An answer, ready to be sent. Whoever reported this has not proved that the store is his: a store hash is no proof. ' +
    `Make sure of that first.\n\n${text}`
  );
}

function about({ instanceId, detail }: EvidenceCheck, { instances }: Findings): string {
  const name = instanceId === null ? undefined : instances.get(instanceId);
  return instances.size > 1 && name !== undefined ? `${name}: ${detail}` : detail;
}

function titleOf(policy: SupportPolicy, { exclusion }: Suggestion): string {
  return policy.exclusions.find(({ key }) => key === exclusion)?.title ?? exclusion;
}

function quote({ sentenceNumber, sentence }: Suggestion): string {
  return `${sentenceNumber}: “${sentence}”`;
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function paragraphs(texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join('\n\n');
}
