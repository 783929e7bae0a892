/** What a self-check looks at (D23). Carrier balances and required fields are a matter of some connectors only. */
export const SELF_CHECKS = ['credentials', 'scopes', 'jobs', 'balance', 'required-fields', 'settings'] as const;
export type SelfCheckKey = (typeof SELF_CHECKS)[number];

/** One thing the hub looked at by itself. There may be several of one key: each missing scope is one. */
export interface SelfCheckFinding {
  readonly key: SelfCheckKey;
  /** unknown: it could not be told, which is nothing against the instance. */
  readonly result: 'passed' | 'failed' | 'unknown';
  /** A sentence, free of secrets. */
  readonly detail: string;
  /** For machines, `bigcommerce.token-refused`; null: there is nothing to name. */
  readonly code: string | null;
  /** What to do about it; null: nothing, or nobody knows. */
  readonly remedy: string | null;
}

/** What a problem of Test Connection speaks of: something wrong with the instance, or only that it could not be told. */
export interface ProblemMeaning {
  readonly key: Extract<SelfCheckKey, 'credentials' | 'scopes' | 'settings'>;
  readonly result: 'failed' | 'unknown';
}

export interface SelfCheckReport {
  readonly instanceId: string;
  /** Instant, ISO 8601. */
  readonly checkedAt: string;
  readonly findings: readonly SelfCheckFinding[];
}
