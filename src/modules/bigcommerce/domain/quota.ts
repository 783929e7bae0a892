export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  readonly resetMs: number;
}

/** The store's request quota as its headers tell it (sheet 2.2); null when the answer carries none, as in an overload. */
export function readQuota(headers: Readonly<Record<string, string | undefined>>): Quota | null {
  const limit = whole(headers['x-rate-limit-requests-quota']);
  const remaining = whole(headers['x-rate-limit-requests-left']);
  const resetMs = whole(headers['x-rate-limit-time-reset-ms']);
  return limit === null || remaining === null || resetMs === null ? null : { limit, remaining, resetMs };
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
