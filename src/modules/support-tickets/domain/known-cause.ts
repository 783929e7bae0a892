/** What an error usually comes from and how it is mended. Rows, not code: the first are seeded, a manager changes them over REST. */
export interface KnownCause {
  /** Code of the error as the hub names it, e.g. `bigcommerce.token-refused`. */
  readonly code: string;
  /** Key of the support product it belongs to; null: any. */
  readonly product: string | null;
  readonly title: string;
  /** Why it happens. */
  readonly cause: string;
  /** Steps, each a sentence, in order. */
  readonly fix: readonly string[];
  /**
   * Words and phrases by which a report gives it away, as reporters write them or as they copy them from a screen. Whole words count,
   * whatever their case and what stands between them ("access-token" and "access token" are the same).
   */
  readonly signs: readonly string[];
}

export interface StoredCause extends KnownCause {
  readonly version: number;
  readonly updatedBy: string;
  /** Instant. */
  readonly updatedAt: string;
}
