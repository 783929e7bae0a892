import type { ListValueType } from './list-value.js';

/**
 * What one field of an answer is made of. A plain text is the SQL expression as it is.
 * - money: an amount and its currency, answered as `{ amount, currency }`, both text, or null without an amount
 * - instant: answered as ISO text in UTC
 * - integer: a bigint or count, answered as a number
 */
export type ListColumn =
  | string
  | { readonly money: readonly [amount: string, currency: string] }
  | { readonly instant: string }
  | { readonly integer: string };

export interface ListFilter {
  /** SQL expression the index is on. */
  readonly column: string;
  readonly type: ListValueType;
  /** Allowed values; several may be given with commas. */
  readonly enum?: readonly string[];
  /** `name.from` and `name.to` (both inclusive) and `name.before` (exclusive) besides `name` itself. */
  readonly range?: boolean;
  /**
   * 'exact' (default; several values with commas, not for text without `enum`), 'prefix' (needs an index with text_pattern_ops or
   * collation "C") or 'contains' (needs a trigram index).
   */
  readonly match?: 'exact' | 'prefix' | 'contains';
  /** The value is lower-cased before comparing: `column` is then `lower(…)` with its index. */
  readonly lowercase?: boolean;
  readonly description?: string;
}

/** Never null, indexed together with the tie break in the same direction: `(created_at, id)`. */
export interface ListSort {
  readonly column: string;
  readonly type: Exclude<ListValueType, 'boolean'>;
}

export interface ListDefinition<R> {
  /** For the OpenAPI names and for cursors: a cursor of one list is refused by another. */
  readonly name: string;
  /** Table with alias, and joins to one row at most: `sales.sale_order o`. */
  readonly from: string;
  /** Conditions that always hold: `o.deleted_at IS NULL`. */
  readonly where?: string;
  /** Property of the answer → SQL. */
  readonly columns: { readonly [K in keyof R]-?: ListColumn };
  readonly filters?: Readonly<Record<string, ListFilter>>;
  readonly sorts: Readonly<Record<string, ListSort>>;
  /** Name of a sort, with `-` in front for descending. */
  readonly defaultSort: string;
  /** Unique uuid column. */
  readonly tieBreak: string;
  /** Where the row says to which instance it belongs; null when every instance shares the rows (contacts, accounts …). */
  readonly instanceColumn: string | null;
  /** Conditions the handler gives, not the caller: `run(db, query, access, { jobId })` for `/jobs/:id/lines`. */
  readonly scopes?: Readonly<Record<string, { readonly column: string; readonly type: ListValueType }>>;
}

export type ListOperator = 'in' | 'from' | 'to' | 'before' | 'prefix' | 'contains';

export interface ListCondition {
  readonly filter: string;
  readonly operator: ListOperator;
  readonly values: readonly string[];
}

export interface ListCursor {
  readonly key: string;
  readonly id: string;
}

/** A query string that was checked against its list. */
export interface ListRequest {
  readonly limit: number;
  readonly sort: string;
  readonly descending: boolean;
  readonly cursor: ListCursor | null;
  readonly conditions: readonly ListCondition[];
}

export interface ListPage<R> {
  readonly data: R[];
  readonly page: { readonly nextCursor: string | null; readonly limit: number };
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
