import { Answer, json } from './exchange.js';
import { STATUS_TYPE, v2Error, v2InvalidField, v3Error } from './errors.js';

export interface PageRequest {
  page: number;
  limit: number;
  offset: number;
}

export const MAX_LIMIT = 250;

/** V2 paging: 50 by default, 413 above 250. */
export function v2Page(query: URLSearchParams): PageRequest {
  const page = wholeNumber(query.get('page')) ?? 1;
  const limit = wholeNumber(query.get('limit')) ?? 50;
  if (limit > MAX_LIMIT) {
    throw new Answer(v2Error(413, 'The specified limit exceeds the maximum allowed.', { max_limit: MAX_LIMIT }));
  }
  if (page < 1) throw v2InvalidField('page', 'The page must be 1 or more.');
  if (limit < 1) throw v2InvalidField('limit', 'The limit must be 1 or more.');
  return { page, limit, offset: (page - 1) * limit };
}

/** V3 paging: 50 by default; more than the maximum is cut silently (the sheet's open question 3). */
export function v3Page(query: URLSearchParams, maximum = MAX_LIMIT): PageRequest {
  const page = v3Number(query, 'page') ?? 1;
  const limit = Math.min(maximum, v3Number(query, 'limit') ?? 50);
  if (page < 1) throw new Answer(v3Error(422, 'Query parameter "page" value must be greater than 0.'));
  if (limit < 1) throw new Answer(v3Error(422, 'Query parameter "limit" value must be greater than 0.'));
  return { page, limit, offset: (page - 1) * limit };
}

export function v3Number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d+$/.test(text)) {
    throw new Answer(v3Error(422, `Query parameter "${name}" value must be integer. For input string: "${text}".`));
  }
  return Number(text);
}

/** Refuses parameters nobody knows, with the sheet's text. */
export function onlyFilters(query: URLSearchParams, allowed: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter((name) => !allowed.includes(name));
  if (unknown.length === 0) return;
  const title = `The filter(s): ${unknown.join(', ')} are not valid filter parameter(s).`;
  throw new Answer(json(422, { status: 422, title, type: STATUS_TYPE, errors: {} }));
}

/** A comma separated list of ids in one value. */
export function idList(query: URLSearchParams, name: string): number[] | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return text
    .split(',')
    .filter(Boolean)
    .map((part) => {
      if (!/^\d+$/.test(part.trim())) {
        throw new Answer(v3Error(422, `Query parameter "${name}" value must be integer. For input string: "${part}".`));
      }
      return Number(part);
    });
}

export function textList(query: URLSearchParams, name: string): string[] | undefined {
  return query.get(name)?.split(',').filter(Boolean);
}

export function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
