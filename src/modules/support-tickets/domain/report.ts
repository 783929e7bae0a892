import type { CalendarDay } from '../../../shared-kernel/index.js';
import type { ExclusionKey, ReportField } from './policy.js';

/** What a reporter says. Every part may be missing (null, or an empty list). */
export interface Report {
  readonly subject: string;
  readonly platformVersion: string | null;
  readonly platformEdition: 'enterprise' | 'community' | null;
  readonly moduleVersion: string | null;
  readonly storeHash: string | null;
  readonly storefrontUrl: string | null;
  readonly accountName: string | null;
  readonly purchaseReference: string | null;
  readonly purchaseDate: CalendarDay | null;
  readonly description: string | null;
  readonly expectedResult: string | null;
  readonly stepsToReproduce: string | null;
  readonly orderReferences: readonly string[];
  /** Text of logs, or names of log entries; files count besides. */
  readonly logs: string | null;
  /** Names of other modules the reporter sees involved. */
  readonly thirdPartyModules: readonly string[];
  /** Answers to the before-submitting checklist, by item key. */
  readonly checklist: Readonly<Record<string, 'yes' | 'no' | 'not-possible'>>;
  /** Kinds of the files that came along. */
  readonly attachments: readonly ('screenshot' | 'recording' | 'log' | 'other')[];
}

/** Whether there is something to look for among the connected stores and accounts. */
export function namesInstance({ storeHash, accountName }: Report): boolean {
  return [storeHash, accountName].some((name) => /[\p{L}\p{N}]/u.test(name ?? ''));
}

/** A purchase the hub knows by its reference: cover belongs to one purchase of one version (D26, Z29). */
export interface Purchase {
  readonly reference: string;
  readonly purchasedOn: CalendarDay;
  /** Major version that was bought, e.g. "17"; null: whatever version. */
  readonly version: string | null;
}

export interface Assessment {
  readonly coverage: Coverage;
  readonly missing: readonly {
    readonly field: ReportField;
    readonly level: 'critical' | 'wanted';
    readonly label: string;
    readonly sentence: string;
  }[];
  readonly checklist: readonly ChecklistResult[];
  /** Exclusions that something speaks for, facts first. For staff: what rests on self-checks is never shown to a reporter. */
  readonly suggestions: readonly Suggestion[];
  /** null while the case looks covered, or waits for information. */
  readonly suggestedTrack: 'paid-support' | 'customization' | 'consultation' | null;
}

export interface Coverage {
  readonly state: 'free' | 'expired' | 'excluded' | 'needs-info';
  /** Why, when excluded: one of the policy's exclusions (D4 to D9), or a purchase of another version (D26). */
  readonly exclusion: ExclusionKey | 'version-not-bought' | null;
  /** The policy's sentence the state rests on, and its number. */
  readonly sentence: string;
  readonly sentenceNumber: string;
  /** What led to it, each a sentence. */
  readonly facts: readonly string[];
  /** Last day of free cover, when the day of purchase is known. */
  readonly coveredUntil: CalendarDay | null;
}

/** An exclusion that something speaks for. Only a fact may exclude; a hint is for a person to weigh. */
export interface Suggestion {
  readonly exclusion: ExclusionKey;
  readonly sentence: string;
  readonly sentenceNumber: string;
  readonly certainty: 'fact' | 'hint';
  /** What led to it, each a sentence. */
  readonly facts: readonly string[];
}

export interface ChecklistResult {
  readonly key: string;
  readonly label: string;
  readonly result: 'passed' | 'failed' | 'not-answered' | 'not-possible';
  /** Who says so. */
  readonly by: 'hub' | 'reporter' | null;
  readonly detail: string | null;
}

/** What the hub found out by itself; only what it could tell apart from a guess. Never shown to a reporter. */
export interface SelfCheckResult {
  readonly key: 'credentials' | 'scopes' | 'jobs' | 'balance' | 'required-fields' | 'settings';
  readonly result: 'passed' | 'failed' | 'unknown';
  readonly detail: string;
  /** Code of the failure as the connector names it, e.g. `bigcommerce.unauthorized`. */
  readonly code: string | null;
  /** What to do about it. */
  readonly remedy: string | null;
}
