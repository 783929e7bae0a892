import type { ExclusionKey, SupportPolicy } from './policy.js';
import type { Report, SelfCheckResult, Suggestion } from './report.js';

type Certainty = Suggestion['certainty'];

interface Finding {
  readonly exclusion: ExclusionKey;
  readonly certainty: Certainty;
  /** A sentence. */
  readonly fact: string;
}

/**
 * Which exclusions (D4 to D9) something speaks for, facts before hints and each in the policy's order. A fact is what the hub found
 * out by itself or what the report states as a plain version; a hint is a word in a text, or a circumstance that need not be the
 * cause. An exclusion that the published policy does not have is not suggested.
 */
export function suggestExclusions(
  policy: SupportPolicy,
  report: Report,
  selfChecks: readonly SelfCheckResult[],
): Suggestion[] {
  const findings = [
    ...selfChecks.flatMap(selfCheckFindings),
    ...versionFindings(policy, report),
    ...thirdPartyFindings(report),
    ...wordFindings(report),
  ];
  return grouped(policy, findings);
}

/** The same of what the hub found out alone. */
export function suggestFromChecks(policy: SupportPolicy, selfChecks: readonly SelfCheckResult[]): Suggestion[] {
  return grouped(policy, selfChecks.flatMap(selfCheckFindings));
}

function grouped(policy: SupportPolicy, findings: readonly Finding[]): Suggestion[] {
  const ofCertainty = (certainty: Certainty): Suggestion[] =>
    policy.exclusions.flatMap(({ key, number, text }) => {
      const facts = findings.filter((each) => each.exclusion === key && each.certainty === certainty);
      if (facts.length === 0) return [];
      return [
        { exclusion: key, sentence: text, sentenceNumber: number, certainty, facts: facts.map(({ fact }) => fact) },
      ];
    });
  return [...ofCertainty('fact'), ...ofCertainty('hint')];
}

/**
 * What a failed self-check speaks for, unless its code says otherwise. D8 names all of these but the jobs: those begin switched off
 * (Z1) and whoever imports by hand leaves them so, which need not be why something else went wrong.
 */
const BY_CHECK: Readonly<Record<SelfCheckResult['key'], Omit<Finding, 'fact'>>> = {
  credentials: { exclusion: 'misconfiguration', certainty: 'fact' },
  scopes: { exclusion: 'misconfiguration', certainty: 'fact' },
  settings: { exclusion: 'misconfiguration', certainty: 'fact' },
  balance: { exclusion: 'misconfiguration', certainty: 'fact' },
  'required-fields': { exclusion: 'misconfiguration', certainty: 'fact' },
  jobs: { exclusion: 'misconfiguration', certainty: 'hint' },
};

/** Codes (without the connector's name) that speak of another cause than the check was looking for (D7, D9), or of none (null). */
const BY_CODE: readonly (readonly [RegExp, Omit<Finding, 'fact'> | null])[] = [
  [/^(unavailable|outage|5\d\d)$/, { exclusion: 'remote-side', certainty: 'fact' }],
  [/^(timeout|connection-lost|plan-limit)$/, { exclusion: 'remote-side', certainty: 'hint' }],
  [/^(certificate|host-unknown|host-refused)$/, { exclusion: 'infrastructure', certainty: 'hint' }],
  // A web page in place of the API: the address may be wrong, or something stands in between.
  [/^not-the-api$/, { exclusion: 'misconfiguration', certainty: 'hint' }],
  // A busy store, a hub that stops, an answer nobody understands: no one's fault that could be named.
  [
    /^(rate-limited|interrupted|bad-json|answer-unreadable|answer-too-large|request-refused|not-found|unexpected|check-failed|check-too-slow)$/,
    null,
  ],
];

/** A check that could not tell (unknown) is no fact about anything, but why it could not may be a hint: the remote side was down. */
function selfCheckFindings(check: SelfCheckResult): Finding[] {
  if (check.result === 'passed') return [];
  const byCode = verdictOfCode(check.code);
  if (byCode === null) return [];
  const code = check.code === null ? '' : ` (${check.code})`;
  const fact = `The hub checked ${check.key}, ${check.result}${code}: ${check.detail}`;
  if (check.result === 'unknown') return byCode ? [{ ...byCode, certainty: 'hint', fact }] : [];
  return [{ ...(byCode ?? BY_CHECK[check.key]), fact }];
}

function verdictOfCode(code: string | null): Omit<Finding, 'fact'> | null | undefined {
  const reason = code?.slice(code.lastIndexOf('.') + 1) ?? '';
  return BY_CODE.find(([pattern]) => pattern.test(reason))?.[1];
}

/** D3, D6: versions the policy does not list. */
function versionFindings(policy: SupportPolicy, report: Report): Finding[] {
  return [
    ...unsupported('platform', report.platformVersion, policy.supportedPlatformVersions),
    ...unsupported('module', report.moduleVersion, policy.supportedModuleVersions),
  ];
}

function unsupported(what: string, reported: string | null, supported: readonly string[]): Finding[] {
  const { versions, certain } = readVersion(reported);
  if (versions.length === 0 || supported.length === 0) return [];
  if (supported.some((each) => versions.some((version) => versionsAgree(each, version)))) return [];
  const fact = `The report names ${what} version "${clip(reported ?? '')}"; supported are ${supported.join(', ')}.`;
  return [{ exclusion: 'unsupported-version', certainty: certain ? 'fact' : 'hint', fact }];
}

/** D4: that a module is involved does not make it the cause, and naming it honestly must not cost the cover. */
function thirdPartyFindings(report: Report): Finding[] {
  const names = report.thirdPartyModules.filter((name) => !isBlank(name));
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).map((name) => `"${clip(name.trim())}"`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return [
    { exclusion: 'third-party', certainty: 'hint', fact: `The reporter sees involved: ${shown.join(', ')}${more}.` },
  ];
}

/**
 * Whole words that plainly speak of an exclusion; no more than hints, as "we did not customize anything" says them too. Left out on
 * purpose: "performance" and "server" (said of anything), "custom field" and "custom product" (things the products themselves have).
 */
const WORDS: readonly { readonly exclusion: ExclusionKey; readonly pattern: RegExp }[] = [
  { exclusion: 'third-party', pattern: /\bthird[ -]party (?:module|app|plugin|extension)s?\b/i },
  {
    exclusion: 'customization',
    pattern: /\bcustomi[sz](?:ed|ations?)\b|\bcustom (?:code|modules?|workflows?|integrations?)\b/i,
  },
  {
    exclusion: 'unsupported-version',
    pattern: /\b(?:modified|changed|patched) (?:the )?core\b|\bcore (?:patch|changes)\b/i,
  },
  {
    exclusion: 'infrastructure',
    pattern:
      /\b(?:hosting|SSL|DNS|firewalls?|disk (?:is )?full|disk space|corrupt(?:ed)? database|database corruption)\b/i,
  },
];

/** D24: what a consultation is about. Several stores and several accounts are the same question to two products. */
const CONSULTATION =
  /\b(?:architecture|roll-?out|best practices?|multi-?(?:store|account)|multiple (?:stores|accounts))\b/i;

function wordFindings(report: Report): Finding[] {
  return WORDS.flatMap(({ exclusion, pattern }) => {
    const word = firstWord(report, pattern);
    return word === null ? [] : [{ exclusion, certainty: 'hint', fact: `The report speaks of "${word}".` } as const];
  });
}

/** D24: whether the report speaks of what a consultation is for. */
export function speaksOfConsultation(report: Report): boolean {
  return firstWord(report, CONSULTATION) !== null;
}

/** Logs are not read: they are full of words nobody meant. */
function firstWord(report: Report, pattern: RegExp): string | null {
  for (const text of [report.subject, report.description, report.expectedResult, report.stepsToReproduce]) {
    const word = pattern.exec(text ?? '')?.[0];
    if (word !== undefined) return word;
  }
  return null;
}

export interface VersionReading {
  /** Every version the text names. */
  readonly versions: readonly string[];
  /** Whether the text is a version and nothing else but the words that go with one; only then it can be held against anybody. */
  readonly certain: boolean;
}

const VERSION = /\d+(?:\.\d+)*/g;
const COMPANION_WORDS = /\b(?:platform|module|version|enterprise|community|edition|v)\b|\bv(?=\d)|[\s,:()]/gi;
/** No honest version is longer; a novel in this field is still looked at, but not to its end. */
const LONGEST_VERSION_TEXT = 200;

/** "17.0.1.2", "v17" and "Platform 17 (Enterprise)" are certain; "upgraded from 15 to 17" names two and is not. */
export function readVersion(text: string | null): VersionReading {
  const start = (text ?? '').slice(0, LONGEST_VERSION_TEXT);
  const versions = start.match(VERSION) ?? [];
  const rest = start.replace(COMPANION_WORDS, ' ').trim();
  return { versions, certain: (text ?? '').length <= LONGEST_VERSION_TEXT && /^\d+(?:\.\d+)*$/.test(rest) };
}

/** By whole parts, as far as both go: "17" agrees with "17.0.1", "17.0" with "17", "1" with neither. */
export function versionsAgree(one: string, other: string): boolean {
  const [left, right] = [partsOf(one), partsOf(other)];
  return left.every((part, index) => right[index] === undefined || right[index] === part);
}

/** "017" is 17; the text may name a version ("v17"). */
function partsOf(version: string): string[] {
  const first = version.match(VERSION)?.[0] ?? version;
  return first.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
}

/** Without a letter or a digit nothing is said: blanks, "-", "???". */
export function isBlank(text: string | null): boolean {
  return !/[\p{L}\p{N}]/u.test(text ?? '');
}

function clip(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
