import { calendarDay, isCalendarDay, type CalendarDay, type Instant } from '../../../shared-kernel/index.js';
import { isBlank, readVersion, speaksOfConsultation, suggestExclusions, versionsAgree } from './classify.js';
import { coverAt, coveredUntil } from './coverage-days.js';
import type {
  ChecklistItem,
  PaidTrack,
  PolicySentence,
  PublishedPolicy,
  ReportField,
  SupportPolicy,
} from './policy.js';
import type { Assessment, ChecklistResult, Coverage, Purchase, Report, SelfCheckResult, Suggestion } from './report.js';

export interface AssessmentInput {
  readonly policy: PublishedPolicy;
  readonly report: Report;
  /** The purchase that the hub knows by the reported reference, of this product; null: it knows none. */
  readonly purchase: Purchase | null;
  /** When the report came in (Z29), not when it is judged, which may be weeks later. */
  readonly reportedAt: Instant;
  /** Empty at intake, where nothing private is known. */
  readonly selfChecks: readonly SelfCheckResult[];
}

/**
 * What the published policy says about a report (D1 to D26). It decides nothing for good: staff does.
 *
 * Coverage is judged in the order of JUDGES, and the first to speak decides. Behind the order stands one thought: nobody is asked for
 * information that cannot change the answer, and nobody loses cover over what is only said or supposed.
 * 1. The hub's own record says that cover has ended: expired. No answer of the reporter changes that (D1, Z29).
 * 2. The hub's own record says that another version was bought: excluded, no cover for this version (D26).
 * 3. An exclusion stands on a fact, not on a hint: excluded (D4 to D9).
 * 4. Something critical is missing: needs-info (D22).
 * 5. The reporter's own day says that cover has ended. It is a claim, maybe a slip of the pen, so it waits until the proof of
 *    purchase and the rest are there; then it is taken at its word: expired.
 * 6. Else free (D1, D2). When the day of purchase is not known, or only claimed, the facts say so, for staff to look up.
 */
export function assessReport(input: AssessmentInput): Assessment {
  const facts = gather(input);
  const coverage = coverageOf(facts);
  return {
    coverage,
    missing: facts.missing,
    checklist: facts.policy.checklist.map((item) => checklistResult(item, facts.report, facts.selfChecks)),
    suggestions: facts.suggestions,
    suggestedTrack: suggestedTrack(coverage, facts),
  };
}

/** Everything the judges look at. */
interface Case {
  readonly policy: SupportPolicy;
  readonly report: Report;
  readonly purchase: Purchase | null;
  readonly reportedOn: CalendarDay;
  readonly selfChecks: readonly SelfCheckResult[];
  readonly missing: Assessment['missing'];
  readonly suggestions: readonly Suggestion[];
  readonly dating: Dating;
}

function gather({ policy: { policy }, report, purchase, reportedAt, selfChecks }: AssessmentInput): Case {
  return {
    policy,
    report,
    purchase,
    reportedOn: calendarDay(reportedAt, 'UTC'),
    selfChecks,
    missing: missingInformation(policy, report, purchase),
    suggestions: suggestExclusions(policy, report, selfChecks),
    dating: purchase
      ? recordedDating(purchase, report.purchaseDate, reportedAt, policy)
      : claimedDating(report.purchaseDate, reportedAt, policy),
  };
}

// Coverage

interface Verdict {
  readonly state: Coverage['state'];
  readonly exclusion?: Coverage['exclusion'];
  readonly rests: PolicySentence;
  readonly facts: readonly string[];
}

const JUDGES: readonly ((facts: Case) => Verdict | null)[] = [
  knownCoverEnded,
  otherVersionBought,
  excludedByFact,
  criticalMissing,
  claimedCoverEnded,
];

function coverageOf(facts: Case): Coverage {
  const verdict = firstVerdict(facts) ?? { state: 'free', rests: facts.policy.freeCover, facts: [] };
  return {
    state: verdict.state,
    exclusion: verdict.exclusion ?? null,
    sentence: verdict.rests.text,
    sentenceNumber: verdict.rests.number,
    facts: [...verdict.facts, ...facts.dating.facts],
    coveredUntil: facts.dating.coveredUntil,
  };
}

function firstVerdict(facts: Case): Verdict | null {
  for (const judge of JUDGES) {
    const verdict = judge(facts);
    if (verdict) return verdict;
  }
  return null;
}

function knownCoverEnded(facts: Case): Verdict | null {
  return facts.purchase === null ? null : coverEnded(facts);
}

function claimedCoverEnded(facts: Case): Verdict | null {
  return facts.purchase === null ? coverEnded(facts) : null;
}

function coverEnded({ dating, reportedOn, policy }: Case): Verdict | null {
  if (!dating.hasEnded) return null;
  const fact = `Free cover ended on ${dating.coveredUntil}; the report came on ${reportedOn}.`;
  return { state: 'expired', rests: policy.freeCover, facts: [fact] };
}

/** D26. The report may name the platform's version or the module's, and either may be the one that was bought; in doubt, it is. */
function otherVersionBought({ purchase, report, policy }: Case): Verdict | null {
  const bought = purchase?.version ?? null;
  if (bought === null || readVersion(bought).versions.length === 0) return null;
  const readings = [readVersion(report.platformVersion), readVersion(report.moduleVersion)];
  const named = readings.flatMap(({ versions }) => versions);
  if (named.some((version) => versionsAgree(bought, version))) return null;
  if (!readings.some(({ certain }) => certain)) return null;
  const fact = `The purchase is of version ${bought}; the report is about version ${named.join(', ')}.`;
  return { state: 'excluded', exclusion: 'version-not-bought', rests: policy.versionCover, facts: [fact] };
}

function excludedByFact({ suggestions }: Case): Verdict | null {
  const certain = suggestions.find(({ certainty }) => certainty === 'fact');
  if (!certain) return null;
  const rests = { number: certain.sentenceNumber, text: certain.sentence };
  return { state: 'excluded', exclusion: certain.exclusion, rests, facts: certain.facts };
}

function criticalMissing({ missing, policy }: Case): Verdict | null {
  const critical = missing.filter(({ level }) => level === 'critical');
  if (critical.length === 0) return null;
  return { state: 'needs-info', rests: policy.delayWarning, facts: critical.map(missingFact) };
}

/** How missing information stands among the facts of a coverage. */
export function missingFact({ label }: Assessment['missing'][number]): string {
  return `Missing: ${label}.`;
}

// The day of purchase

interface Dating {
  readonly coveredUntil: CalendarDay | null;
  readonly hasEnded: boolean;
  readonly facts: readonly string[];
}

/** What the hub recorded counts, whatever the reporter says (Z29). */
function recordedDating(
  { reference, purchasedOn, version }: Purchase,
  claimed: CalendarDay | null,
  reportedAt: Instant,
  policy: SupportPolicy,
): Dating {
  const cover = coverAt(purchasedOn, policy.coverageDays, reportedAt);
  const facts = [
    `Purchase ${reference} was made on ${purchasedOn}${version === null ? '' : `, for version ${version}`}.`,
    ...(cover === 'not-purchased-yet'
      ? ['That day has not come yet when the report was made; check the purchase.']
      : []),
    ...(claimed === null || claimed === purchasedOn
      ? []
      : [`The reporter says ${claimed.slice(0, 10)}; the recorded day counts.`]),
  ];
  return { coveredUntil: coveredUntil(purchasedOn, policy.coverageDays), hasEnded: cover === 'expired', facts };
}

/** The reporter's own day, as a claim. One that cannot be right is not counted, so that it does not stretch cover. */
function claimedDating(claimed: CalendarDay | null, reportedAt: Instant, policy: SupportPolicy): Dating {
  const unknown = (rest: string) => ({
    coveredUntil: null,
    hasEnded: false,
    facts: [`The hub does not know the purchase, and ${rest}.`],
  });
  if (claimed === null) return unknown('the report names no day');
  const cover = isCalendarDay(claimed) ? coverAt(claimed, policy.coverageDays, reportedAt) : null;
  if (cover === null || cover === 'not-purchased-yet') {
    return unknown(`the day that the report names cannot be right: "${claimed.slice(0, 10)}"`);
  }
  return {
    coveredUntil: coveredUntil(claimed, policy.coverageDays),
    hasEnded: cover === 'expired',
    facts: [`The hub does not know the purchase; the reporter says it was made on ${claimed}, a claim to be checked.`],
  };
}

// Missing information (D13 to D22)

function missingInformation(policy: SupportPolicy, report: Report, purchase: Purchase | null): Assessment['missing'] {
  return policy.required
    .filter(({ field }) => !isGiven(field, report, purchase))
    .map(({ field, level, label, text }) => ({ field, level, label, sentence: text }));
}

function isGiven(field: ReportField, report: Report, purchase: Purchase | null): boolean {
  switch (field) {
    // A version without a number ("the latest") tells nothing that D3 could be judged by.
    case 'platformVersion':
    case 'moduleVersion':
      return readVersion(report[field]).versions.length > 0;
    // A purchase that the hub has tied to the report is its own proof.
    case 'purchaseReference':
      return purchase !== null || !isBlank(report.purchaseReference);
    case 'screenshots':
      return report.attachments.some((kind) => kind === 'screenshot' || kind === 'recording');
    case 'logs':
      return report.attachments.includes('log') || !isBlank(report.logs);
    case 'orderReferences':
      return report.orderReferences.some((reference) => !isBlank(reference));
    default:
      return !isBlank(report[field]);
  }
}

// Checklist (D23)

/** What the hub found out goes before what the reporter says. */
function checklistResult(item: ChecklistItem, report: Report, selfChecks: readonly SelfCheckResult[]): ChecklistResult {
  const about = { key: item.key, label: item.label };
  const checks = selfChecks.filter(({ key }) => key === item.selfCheck);
  const failed = checks.filter(({ result }) => result === 'failed');
  if (failed.length > 0) return { ...about, result: 'failed', by: 'hub', detail: details(failed) };
  if (checks.length > 0 && checks.every(({ result }) => result === 'passed')) {
    return { ...about, result: 'passed', by: 'hub', detail: details(checks) };
  }
  return { ...about, ...answered(item, report) };
}

function details(checks: readonly SelfCheckResult[]): string {
  return checks.map(({ detail }) => detail).join(' ');
}

function answered(item: ChecklistItem, report: Report): Pick<ChecklistResult, 'result' | 'by' | 'detail'> {
  switch (Object.hasOwn(report.checklist, item.key) ? report.checklist[item.key] : undefined) {
    case 'yes':
      return { result: 'passed', by: 'reporter', detail: null };
    case 'no':
      return { result: 'failed', by: 'reporter', detail: null };
    case 'not-possible':
      return item.whenPossible
        ? { result: 'not-possible', by: 'reporter', detail: null }
        : { result: 'failed', by: 'reporter', detail: 'The reporter says that it was not possible.' };
    default:
      return { result: 'not-answered', by: null, detail: null };
  }
}

// Paid tracks (D24)

/** The first that fits and that the policy offers. Words lead to a track only once the case is known not to be free. */
function suggestedTrack(
  { state, exclusion }: Coverage,
  { policy, report, suggestions }: Case,
): PaidTrack['key'] | null {
  if (state === 'free' || state === 'needs-info') return null;
  const customized = exclusion === 'customization' || suggestions.some((each) => each.exclusion === 'customization');
  const fitting: PaidTrack['key'][] = [
    ...(customized ? (['customization'] as const) : []),
    ...(speaksOfConsultation(report) ? (['consultation'] as const) : []),
    'paid-support',
  ];
  return fitting.find((key) => policy.paidTracks.some((track) => track.key === key)) ?? null;
}
