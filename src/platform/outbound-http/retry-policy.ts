import type { OutboundErrorKind } from './outbound-error.js';
import type { RetryMode } from './request.js';

/** Z21: five tries. */
export const MAX_TRIES = 5;
/** Refusals because the quota is spent are waited out and are no tries; this bounds them. */
export const MAX_QUOTA_REFUSALS = 20;
const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** Longer than this a request does not sit and wait: the caller learns when to come back. */
const LONGEST_ASKED_MS = 120_000;

const PASSING_STATUS = new Set([429, 500, 502, 503, 504]);
const PASSING_KIND: ReadonlySet<OutboundErrorKind> = new Set(['timeout', 'network', 'refused', 'dns', 'bad-json']);
/** The other side certainly did nothing. */
const NOT_TAKEN: ReadonlySet<OutboundErrorKind> = new Set(['refused', 'dns']);

export interface Failure {
  readonly kind: OutboundErrorKind;
  readonly status?: number;
  readonly retryAfterMs?: number;
}

/** How long to wait before trying again; null = do not. Full jitter: anything from nothing to twice as long each time. */
export function retryDelayMs(failure: Failure, tries: number, retry: RetryMode, random: number): number | null {
  if (retry === 'none' || tries >= MAX_TRIES || !isPassing(failure)) return null;
  if (retry === 'never' && failure.status !== 429 && !NOT_TAKEN.has(failure.kind)) return null;
  const asked = failure.retryAfterMs ?? 0;
  if (asked > LONGEST_ASKED_MS) return null;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return asked + Math.round(random * longest);
}

function isPassing(failure: Failure): boolean {
  return failure.kind === 'status' ? PASSING_STATUS.has(failure.status ?? 0) : PASSING_KIND.has(failure.kind);
}

/** `X-Retry-After` (BigCommerce, seconds) and `Retry-After` (seconds or a date). */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['x-retry-after'] ?? headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Math.ceil(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
