import { Answer, json, jsonText, JSON_TYPE, type ApiReply } from '../../http/exchange.js';
import { STATUS_TYPE } from '../../http/errors.js';
import { v3Page, type PageRequest } from '../../http/query.js';
import type { HandlerContext } from '../../http/router.js';

/** `meta.pagination` of a page; links are query strings only, and absent at the ends. */
export function paginationOf(query: URLSearchParams, { page, limit, offset }: PageRequest, total: number): object {
  const count = Math.max(0, Math.min(limit, total - offset));
  const pages = Math.max(1, Math.ceil(total / limit));
  const link = (to: number): string => {
    const params = new URLSearchParams(query);
    params.set('page', String(to));
    params.set('limit', String(limit));
    return `?${params.toString()}`;
  };
  const links: Record<string, string> = { current: link(page) };
  if (page > 1) links.previous = link(page - 1);
  if (page < pages) links.next = link(page + 1);
  return { total, count, per_page: limit, current_page: page, total_pages: pages, links };
}

/** A page of rows made one by one, so that a long list costs only what is shown. */
export function v3Rows<T>(
  { request }: HandlerContext,
  items: readonly T[],
  row: (item: T) => object,
  maximum?: number,
  contentType = JSON_TYPE,
): ApiReply {
  const page = v3Page(request.query, maximum);
  const data = items.slice(page.offset, page.offset + page.limit).map((item) => shaped(request.query, row(item)));
  return json(200, { data, meta: { pagination: paginationOf(request.query, page, items.length) } }, contentType);
}

export function v3One(row: object): ApiReply {
  return jsonText(200, `{"data":${JSON.stringify(row)},"meta":{}}`);
}

/** include_fields keeps the fields and always `id`; exclude_fields drops fields, never `id`. */
export function shaped(query: URLSearchParams, row: object): object {
  const included = query.get('include_fields')?.split(',');
  const excluded = query.get('exclude_fields')?.split(',');
  if (!included && !excluded) return row;
  const idName = 'category_id' in row ? 'category_id' : 'id';
  const entries = Object.entries(row).filter(([key]) => {
    if (key === idName) return true;
    return included ? included.includes(key) : !excluded?.includes(key);
  });
  return Object.fromEntries(entries);
}

/**
 * Cursor paging (customers, metafields): the first page carries both forms of meta, a later `page` only the old one, a cursor only the
 * new one.
 */
export function v3CursorRows<T>({ request }: HandlerContext, items: readonly T[], row: (item: T) => object): ApiReply {
  const { query } = request;
  const after = query.get('after');
  const before = query.get('before');
  if (after !== null && before !== null) throw new Answer(cursorError('Only one of before and after may be given.'));
  const page = v3Page(query);
  let start = page.offset;
  if (after !== null) start = decode(after) + 1;
  if (before !== null) start = Math.max(0, decode(before) - page.limit);
  const end = before !== null ? Math.min(decode(before), start + page.limit) : start + page.limit;
  const data = items.slice(start, end).map((item) => shaped(query, row(item)));
  const byCursor = after !== null || before !== null;
  const meta: Record<string, unknown> = {};
  if (!byCursor) meta.pagination = paginationOf(query, page, items.length);
  if (byCursor || page.page === 1) {
    const links: Record<string, string> = {};
    const last = start + data.length - 1;
    if (start > 0) links.previous = `?limit=${page.limit}&before=${encode(start)}`;
    if (last < items.length - 1 && data.length > 0) links.next = `?limit=${page.limit}&after=${encode(last)}`;
    const cursors = data.length > 0 ? { start_cursor: encode(start), end_cursor: encode(last) } : {};
    meta.cursor_pagination = { count: data.length, per_page: page.limit, ...cursors, links };
  }
  return json(200, { data, meta });
}

function encode(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64url');
}

function decode(cursor: string): number {
  const match = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new Answer(cursorError('The cursor is not valid.'));
  return Number(match[1]);
}

function cursorError(title: string): ApiReply {
  return json(422, { status: 422, title, type: STATUS_TYPE, errors: {} });
}
