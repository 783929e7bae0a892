import type { CodedFieldError } from '../problem/invalid-request.js';

const MAX_DEPTH = 32;
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What no field can hold, found before anything else looks at the request: NUL and half surrogate pairs (PostgreSQL refuses or
 * silently changes them), numbers beyond what JSON can carry, names that reach into JavaScript's own objects, and nesting so deep
 * that recursive validation would overflow the stack. Iterative for that last reason.
 */
export function malformedIn(value: unknown): CodedFieldError | null {
  const pending: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { path, depth } = item;
    if (typeof item.value === 'string') {
      if (UNSTORABLE.test(item.value)) {
        return {
          field: path,
          code: 'text',
          message: 'The text holds a character that cannot be stored (NUL or half a surrogate pair).',
        };
      }
      continue;
    }
    if (typeof item.value === 'number' && !Number.isFinite(item.value)) {
      return { field: path, code: 'number', message: 'This number is too large.' };
    }
    if (typeof item.value !== 'object' || item.value === null || Buffer.isBuffer(item.value)) continue;
    if (depth >= MAX_DEPTH) return { field: '', code: 'depth', message: `Nest at most ${MAX_DEPTH} levels.` };
    for (const [key, child] of Object.entries(item.value)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (RESERVED.has(key) || UNSTORABLE.test(key)) {
        return { field: path, code: 'unknown', message: 'A field has a name that is not allowed.' };
      }
      pending.push({ value: child, path: at, depth: depth + 1 });
    }
  }
  return null;
}
