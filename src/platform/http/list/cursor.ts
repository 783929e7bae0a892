import { isId } from '../../../shared-kernel/index.js';
import type { ListCursor, ListSort } from './list-definition.js';
import { VALUE_READERS } from './list-value.js';

/** As PostgreSQL writes it in a session in UTC: with a blank, microseconds and a short offset. */
const STORED_INSTANT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\+00$/;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Opaque to callers, not secret: it holds the last row's sort key and id, and which list and order they belong to. */
export function encodeCursor(list: string, sort: string, descending: boolean, { key, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([list, sortText(sort, descending), key, id])).toString('base64url');
}

/** null: this text was not handed out for this list and order. */
export function decodeCursor(
  text: string,
  expected: {
    readonly list: string;
    readonly sort: string;
    readonly descending: boolean;
    readonly type: ListSort['type'];
  },
): ListCursor | null {
  if (text.length > 4_000 || !/^[\w-]+$/.test(text)) return null;
  const parts = parse(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [list, sort, key, id] = parts as unknown[];
  if (list !== expected.list || sort !== sortText(expected.sort, expected.descending)) return null;
  if (typeof key !== 'string' || !isId(id) || UNSTORABLE.test(key)) return null;
  return isKey(key, expected.type) ? { key, id } : null;
}

function isKey(key: string, type: ListSort['type']): boolean {
  // A text key was a whole column, so neither emptiness nor length says anything about it.
  if (type === 'text') return true;
  return VALUE_READERS[type].accepts(type === 'instant' ? key.replace(STORED_INSTANT, '$1T$2Z') : key);
}

function sortText(sort: string, descending: boolean): string {
  return descending ? `-${sort}` : sort;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
