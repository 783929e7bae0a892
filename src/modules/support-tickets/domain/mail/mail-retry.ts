const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;
const MOST_ATTEMPTS = 50;

/** Until a mail that was not taken is tried again: 5 s, 15 s, 45 s … 1 h, for about two days; null: no more. */
export function mailRetryMs(attempts: number): number | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return Math.min(LONGEST_MS, FIRST_MS * 3 ** (attempts - 1));
}
