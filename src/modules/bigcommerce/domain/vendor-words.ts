import { isJson } from './fields.js';

const LIMIT = 500;

/** What BigCommerce itself said in an error answer, whatever its format (sheet section 4); '' when it said nothing readable. */
export function vendorWords(body: unknown): string {
  const words = [...new Set(sentences(body))].join(' ').replace(/\s+/g, ' ').trim();
  return words.length > LIMIT ? `${words.slice(0, LIMIT - 1)}…` : words;
}

export function looksLikeHtml(body: unknown): boolean {
  return typeof body === 'string' && /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(body);
}

function sentences(body: unknown): string[] {
  if (typeof body === 'string') return fromText(body);
  if (Array.isArray(body)) return body.flatMap(sentences);
  if (!isJson(body)) return [];
  const details = isJson(body['details']) ? body['details']['invalid_reason'] : undefined;
  return [
    ...texts(body['title'], body['message'], body['detail'], details),
    ...fieldErrors(body['errors']),
    ...fieldErrors(body['field_errors']),
    ...['error', 'data', 'batch_errors'].flatMap((key) => (typeof body[key] === 'object' ? sentences(body[key]) : [])),
    ...(typeof body['error'] === 'string' ? [body['error']] : []),
  ];
}

/** V2 can answer 401 and 403 with a bare text; of an HTML page the title is all one wants to see. */
function fromText(text: string): string[] {
  const trimmed = text.trim();
  if (looksLikeHtml(trimmed)) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(trimmed)?.[1]?.trim();
    return title ? [`An HTML page titled "${title}".`] : ['An HTML page.'];
  }
  if (/^[[{"]/.test(trimmed)) {
    try {
      return sentences(JSON.parse(trimmed) as unknown);
    } catch {
      return [trimmed];
    }
  }
  return trimmed === '' ? [] : [trimmed];
}

function fieldErrors(errors: unknown): string[] {
  if (Array.isArray(errors)) return errors.flatMap(sentences);
  if (!isJson(errors)) return [];
  return Object.entries(errors).flatMap(([field, problem]) =>
    typeof problem === 'string' ? [`${field}: ${problem}`] : sentences(problem),
  );
}

function texts(...values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value.trim() !== '');
}
