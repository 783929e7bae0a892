export type ReferenceKind = 'journal' | 'price-list' | 'variant' | 'contact';

/**
 * Whether records of other modules exist, for configuration that points at them: a journal or product nobody has would otherwise
 * show only when orders fail. Provided by a process that sees those modules.
 */
export abstract class RecordDirectory {
  /** Which of the ids exist; journals only those of the company. */
  abstract known(kind: ReferenceKind, ids: readonly string[], companyId: string): Promise<ReadonlySet<string>>;
}
