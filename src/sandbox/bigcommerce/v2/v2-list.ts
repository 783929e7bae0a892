import { json, noContent, type ApiReply } from '../../http/exchange.js';
import { v2Page } from '../../http/query.js';
import type { HandlerContext } from '../../http/router.js';

/** One page of a bare array; 204 without a body when there is none. */
export function v2List({ request }: HandlerContext, rows: readonly unknown[]): ApiReply {
  const { offset, limit } = v2Page(request.query);
  const page = rows.slice(offset, offset + limit);
  return page.length === 0 ? noContent() : json(200, page);
}
