import { DomainError } from '../../../shared-kernel/index.js';
import type { OrderQuery, PageCursor } from '../../marketplace-base/contract/index.js';
import { nextSecond, toFilterSecond } from './order-dates.js';

/**
 * How a list of orders is read without page numbers: orders change while we read, and a changed order moves to the end, so page 2 of
 * a numbered list would skip one. Every request starts where the last row stood instead.
 *
 * `changed`: by date of change, from the second of the last row; rows of that second already handed out are dropped.
 * `second`: a full page of one single second (a bulk edit) gets no further by date, so that second is walked by id.
 * `created`: by id within a range of creation dates.
 */
export type WalkCursor = ChangedCursor | SecondCursor | CreatedCursor;
type ChangedCursor = { readonly mode: 'changed'; readonly from: string | null; readonly seen: readonly string[] };
type SecondCursor = {
  readonly mode: 'second';
  readonly from: string;
  readonly afterId: number;
  readonly seen: readonly string[];
};
type CreatedCursor = { readonly mode: 'created'; readonly afterId: number };

/** What the walk must know of a row. `mark` differs when the order differs: two changes within one second are two marks. */
export interface WalkRow {
  readonly id: number;
  readonly modifiedAt: string | null;
  readonly mark: string;
}

export interface WalkStep<R> {
  readonly fresh: readonly R[];
  readonly next: WalkCursor | null;
}

export function startWalk(query: OrderQuery): WalkCursor {
  return query.createdFrom || query.createdTo
    ? { mode: 'created', afterId: 0 }
    : { mode: 'changed', from: query.modifiedFrom ?? null, seen: [] };
}

/** The filters of the next request; `include`, `limit` and the like are the reader's. */
export function filtersOf(query: OrderQuery, cursor: WalkCursor): Record<string, string> {
  const status: Record<string, string> = query.statusId ? { status_id: query.statusId } : {};
  switch (cursor.mode) {
    case 'changed':
      return { ...status, sort: 'date_modified:asc', ...second('min_date_modified', cursor.from) };
    case 'second':
      return {
        ...status,
        sort: 'id:asc',
        ...second('min_date_modified', cursor.from),
        ...second('max_date_modified', cursor.from),
        ...after(cursor.afterId),
      };
    case 'created':
      return {
        ...status,
        sort: 'id:asc',
        ...second('min_date_created', query.createdFrom),
        ...second('max_date_created', query.createdTo),
        ...second('min_date_modified', query.modifiedFrom),
        ...after(cursor.afterId),
      };
  }
}

/** What of a page is new, and where to go on; fewer rows than asked for mean the end. */
export function advance<R extends WalkRow>(cursor: WalkCursor, rows: readonly R[], limit: number): WalkStep<R> {
  const isFull = rows.length >= limit;
  if (cursor.mode === 'created') {
    return { fresh: rows, next: isFull ? { mode: 'created', afterId: highestId(rows, cursor.afterId) } : null };
  }
  const seen = new Set(cursor.seen);
  const fresh = seen.size === 0 ? rows : rows.filter((row) => row.modifiedAt !== cursor.from || !seen.has(row.mark));
  return {
    fresh,
    next: cursor.mode === 'second' ? nextInSecond(cursor, rows, isFull) : nextChanged(cursor, rows, isFull),
  };
}

/** Latest change among the rows, the place where the next incremental run starts. */
export function highWater(before: string | null, rows: readonly WalkRow[]): string | null {
  return rows.reduce<string | null>((high, row) => later(high, row.modifiedAt), before);
}

export function toPageCursor(cursor: WalkCursor, high: string | null): PageCursor {
  return { ...cursor, high };
}

export function fromPageCursor(stored: PageCursor): { cursor: WalkCursor; high: string | null } {
  const { mode, from, afterId, seen, high } = stored;
  const marks = Array.isArray(seen) ? (seen as readonly string[]) : [];
  const since = typeof from === 'string' ? from : null;
  const id = typeof afterId === 'number' ? afterId : 0;
  return { cursor: cursorOf(mode, since, id, marks), high: typeof high === 'string' ? high : null };
}

function cursorOf(mode: unknown, from: string | null, afterId: number, seen: readonly string[]): WalkCursor {
  if (mode === 'changed') return { mode, from, seen };
  if (mode === 'created') return { mode, afterId };
  if (mode === 'second' && from !== null) return { mode, from, afterId, seen };
  throw new DomainError(
    'invalid',
    'bigcommerce.bad-cursor',
    'The stored position of this import is not one of ours; start a new import.',
  );
}

function nextInSecond(cursor: SecondCursor, rows: readonly WalkRow[], isFull: boolean): WalkCursor {
  if (!isFull) return { mode: 'changed', from: nextSecond(cursor.from), seen: [] };
  return { ...cursor, afterId: highestId(rows, cursor.afterId) };
}

function nextChanged(cursor: ChangedCursor, rows: readonly WalkRow[], isFull: boolean): WalkCursor | null {
  if (!isFull) return null;
  const last = later(cursor.from, rows.findLast((row) => row.modifiedAt !== null)?.modifiedAt ?? null);
  if (last === null) {
    throw new DomainError(
      'upstream',
      'bigcommerce.answer-unreadable',
      'No order of a whole page says when it was changed, so the import cannot go on. Try again later, and report it to BigCommerce if it stays.',
    );
  }
  const marks = rows.flatMap((row) => (row.modifiedAt === last ? [row.mark] : []));
  const isStuck = last === cursor.from;
  const seen = isStuck ? [...new Set([...cursor.seen, ...marks])] : marks;
  const isOneSecond = isStuck || marks.length === rows.length;
  return isOneSecond ? { mode: 'second', from: last, afterId: 0, seen } : { mode: 'changed', from: last, seen };
}

function second(name: string, instant: string | null | undefined): Record<string, string> {
  return instant ? { [name]: toFilterSecond(instant) } : {};
}

function after(id: number): Record<string, string> {
  return id > 0 ? { min_id: String(id + 1) } : {};
}

function highestId(rows: readonly WalkRow[], atLeast: number): number {
  return rows.reduce((highest, row) => Math.max(highest, row.id), atLeast);
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a >= b ? a : b;
}
