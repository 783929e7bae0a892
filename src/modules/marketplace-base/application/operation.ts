import type { Tx } from '../../../platform/database/index.js';
import type { Connector, PageCursor, RecordPage, RemoteRecord } from '../contract/index.js';

/** A job as operations see it. */
export interface JobRef {
  readonly id: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
}

/** A line this worker holds for the length of the transaction. */
export interface HeldLine {
  readonly id: string;
  readonly remoteId: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/** What became of one line. A line without an outcome stays in the queue. */
export type LineOutcome =
  | {
      readonly lineId: string;
      readonly result: 'created' | 'updated' | 'skipped';
      readonly recordId: string | null;
      readonly logs?: readonly LogDraft[];
    }
  | {
      readonly lineId: string;
      readonly result: 'failed';
      readonly remoteId?: string;
      readonly error: LineError;
      readonly logs?: readonly LogDraft[];
    };

/** Why a line failed, in a sentence a merchant understands, with what to do next. */
export interface LineError {
  readonly code: string;
  readonly message: string;
  readonly vendorMessage?: string;
  readonly endpoint?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface LogDraft {
  readonly level: 'success' | 'error';
  readonly code: string;
  readonly message: string;
  readonly remoteId: string | null;
  readonly recordId: string | null;
  readonly endpoint?: string;
  readonly vendorMessage?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface BatchResult {
  readonly outcomes: readonly LineOutcome[];
  /** What came to light while writing and is no single record's doing. */
  readonly logs?: readonly LogDraft[];
  /** Something must be made first (a product, a gateway …): `prepare` is called after the commit, then the lines come again. */
  readonly needsPreparation: boolean;
}

/** A page ready to become queue lines. */
export interface FetchedPage extends Pick<RecordPage, 'answer' | 'missingIds' | 'next' | 'highWater'> {
  readonly records: readonly RemoteRecord[];
  /** Records read that need no line: not eligible (A11.3) or known and unchanged. */
  readonly skipped: number;
}

/** One worker's stretch of work on a job; may keep what it loaded between batches. */
export interface OperationSession {
  /** Plans and writes the lines in the transaction it is given. No remote calls. A thrown error rolls the batch back. */
  process(lines: readonly HeldLine[], tx: Tx): Promise<BatchResult>;
  /** Outside any transaction, after a batch that asked for it. May call the remote side; must make progress or remember failure. */
  prepare(): Promise<void>;
}

/** What a queue job does. Registered by the process that owns the work (design.md §4). */
export interface Operation {
  /** `import-orders`: stored in rows, never renamed. */
  readonly key: string;
  readonly label: string;
  /** Why records that were read became no lines, in a sentence for the job that skipped some. */
  readonly skippedMeans?: string;
  /** Whether a vendor can do it at all; left out: every one can. */
  isOfferedBy?(connector: Connector): boolean;
  /** Cursor that incremental runs start from (A3.2); null when the operation has none. */
  incrementalKey(parameters: Readonly<Record<string, unknown>>): string | null;
  /** Checks what a person asked for; throws DomainError `invalid` with field errors. Returns what is stored. */
  parseParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** Outside any transaction. `since` is the stored cursor of an incremental run. */
  fetchPage(job: JobRef, since: string | null, cursor: PageCursor | null): Promise<FetchedPage>;
  /** Fresh records for lines that are retried (A22.3). */
  refetch(
    job: JobRef,
    remoteIds: readonly string[],
  ): Promise<{ records: readonly RemoteRecord[]; missingIds: readonly string[] }>;
  open(job: JobRef): Promise<OperationSession>;
}
