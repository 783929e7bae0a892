/** Automatic attempts before a person has to press Retry (Z21). */
export const MAX_ATTEMPTS = 5;

/** Wait before attempt number `attempt` + 1: 5 s, 20 s, 80 s, 320 s, half of it at random (`chance` in 0..1). */
export function retryDelayMs(attempt: number, chance: number, askedForMs = 0): number {
  const full = Math.min(5_000 * 4 ** Math.max(0, attempt - 1), 600_000);
  return Math.max(askedForMs, Math.round(full / 2 + (full / 2) * chance));
}
