import type { CalendarDay, Instant } from '../../../shared-kernel/index.js';

/** What a support product promises and asks for, as one published version of its policy says it (D1 to D26). Rows, not code: a manager publishes the next version over REST. */
export interface SupportPolicy {
  /** Free cover (D1, Z29): the day of purchase is day 0, and this day still counts. */
  readonly coverageDays: number;
  /** D1 in words: what "free" and "expired" rest on. */
  readonly freeCover: PolicySentence;
  /** D26 in words: cover belongs to a purchase, and to the version that was bought. */
  readonly versionCover: PolicySentence;
  /** What free cover is for, and what counts as a bug (D2, D3). */
  readonly covers: readonly PolicySentence[];
  readonly bug: PolicySentence;
  /** D4 to D9, in the policy's own order. */
  readonly exclusions: readonly Exclusion[];
  /** D10: what an external cause may cost. */
  readonly externalCause: PolicySentence;
  readonly channels: readonly { readonly key: (typeof CHANNELS)[number]; readonly text: string }[];
  /** D13 to D21. */
  readonly required: readonly RequiredInformation[];
  /** D22: said to a reporter who leaves out something critical. */
  readonly delayWarning: PolicySentence;
  /** D23. */
  readonly checklist: readonly ChecklistItem[];
  readonly response: ResponseTarget;
  /** D24. */
  readonly paidTracks: readonly PaidTrack[];
  /** D25; null: not offered. */
  readonly onboarding: PolicySentence | null;
  /** D3: what the product runs on. Prefixes by whole parts: "17" covers "17.0" and "17.3.1". An empty list rules nothing out. */
  readonly supportedPlatformVersions: readonly string[];
  readonly supportedModuleVersions: readonly string[];
}

export const CHANNELS = ['helpdesk', 'e-mail'] as const;

/** A sentence of the policy and the number by which a decision cites it, e.g. "4.1". */
export interface PolicySentence {
  readonly number: string;
  readonly text: string;
}

export const EXCLUSION_KEYS = [
  'third-party',
  'customization',
  'unsupported-version',
  'infrastructure',
  'misconfiguration',
  'remote-side',
] as const;
export type ExclusionKey = (typeof EXCLUSION_KEYS)[number];

export interface Exclusion extends PolicySentence {
  readonly key: ExclusionKey;
  readonly title: string;
  readonly examples: readonly string[];
}

/** The parts of a report. The policy decides which of them it wants. */
export const REPORT_FIELDS = [
  'platformVersion',
  'platformEdition',
  'moduleVersion',
  'storeHash',
  'storefrontUrl',
  'accountName',
  'purchaseReference',
  'description',
  'expectedResult',
  'stepsToReproduce',
  'screenshots',
  'logs',
  'orderReferences',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

export interface RequiredInformation extends PolicySentence {
  readonly field: ReportField;
  readonly label: string;
  /** What to write, for the form. */
  readonly help: string;
  /** A report without something critical waits for it (needs-info); what is only wanted would speed things up (D22). */
  readonly level: 'critical' | 'wanted';
}

export interface ChecklistItem extends PolicySentence {
  readonly key: string;
  readonly label: string;
  /** "Where possible" (D23): saying that it was not possible is no fault. */
  readonly whenPossible: boolean;
  /** The self-check that can answer it without the reporter; null: only a person can. */
  readonly selfCheck: SelfCheckKey | null;
}

export const SELF_CHECK_KEYS = ['credentials', 'scopes', 'jobs', 'balance', 'required-fields', 'settings'] as const;
export type SelfCheckKey = (typeof SELF_CHECK_KEYS)[number];

export interface ResponseTarget extends PolicySentence {
  /** Business hours until the first answer is due (D12). */
  readonly hours: number;
  readonly calendar: BusinessCalendar;
}

/** Which days count (D12). */
export interface BusinessCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly workdays: readonly number[];
  /** Whose public holidays do not count: a country and, where holidays differ within it, its part ("GB", "ENG"); null: none. */
  readonly region: { readonly country: string; readonly state: string | null } | null;
  /** Days off besides the region's holidays. */
  readonly closed: readonly CalendarDay[];
  /** Holidays of the region that are worked. */
  readonly open: readonly CalendarDay[];
}

export const TRACK_KEYS = ['paid-support', 'customization', 'consultation'] as const;

export interface PaidTrack extends PolicySentence {
  readonly key: (typeof TRACK_KEYS)[number];
  readonly title: string;
}

/** One published version of a product's policy. */
export interface PublishedPolicy {
  readonly product: string;
  readonly title: string;
  /** The connector whose instances the reports are about; null: none of ours. */
  readonly connector: string | null;
  readonly version: number;
  readonly publishedAt: Instant;
  readonly policy: SupportPolicy;
}
