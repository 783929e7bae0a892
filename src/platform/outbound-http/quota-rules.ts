/** What an answer's headers say about the quota; `null` from a reader = they say nothing. */
export interface QuotaReading {
  /** Requests in a window. */
  readonly limit: number;
  /** Still allowed in this one. */
  readonly remaining: number;
  /** Until the window starts anew. */
  readonly resetMs: number;
}

export type QuotaReader = (headers: Readonly<Record<string, string>>) => QuotaReading | null;

export interface QuotaState {
  limit: number;
  /** -1 = nothing learnt yet. */
  remaining: number;
  windowEndsAt: number;
  windowMs: number;
  /** The window began by our clock; no answer has confirmed its end yet. */
  assumed: boolean;
  blockedUntil: number;
}

/** Ends of one window as told by two answers differ by their time on the way and by rounding to seconds. */
export const SAME_WINDOW_MS = 1_500;

export const freshQuota = (): QuotaState => ({
  limit: 0,
  remaining: -1,
  windowEndsAt: 0,
  windowMs: 0,
  assumed: false,
  blockedUntil: 0,
});

/** The last few requests are left to others who draw from the same quota and to counters that lag behind. */
export function reserveOf(limit: number): number {
  return limit < 20 ? Math.min(1, limit - 1) : Math.min(5, Math.ceil(limit * 0.03));
}

/** Takes one request from the quota, or tells how long to wait. (redis-quota.store.ts says the same in Lua.) */
export function takeQuota(state: QuotaState, now: number): number {
  if (state.blockedUntil > now) return state.blockedUntil - now;
  if (state.remaining < 0) return 0;
  if (now >= state.windowEndsAt) {
    state.remaining = state.limit;
    state.windowEndsAt = now + state.windowMs;
    state.assumed = true;
  }
  if (state.remaining <= reserveOf(state.limit)) return state.windowEndsAt - now;
  state.remaining -= 1;
  return 0;
}

/** Never believes in more than it counted itself within one window: answers overtake each other. */
export function learnQuota(state: QuotaState, reading: QuotaReading, now: number): void {
  const endsAt = now + reading.resetMs;
  const isNew = state.remaining < 0 || (!state.assumed && endsAt > state.windowEndsAt + SAME_WINDOW_MS);
  state.remaining = isNew ? reading.remaining : Math.min(state.remaining, reading.remaining);
  state.limit = reading.limit;
  state.windowEndsAt = endsAt;
  state.windowMs = Math.max(state.windowMs, reading.resetMs);
  state.assumed = false;
}

export function blockQuota(state: QuotaState, ms: number, now: number): void {
  state.blockedUntil = Math.max(state.blockedUntil, now + ms);
}
