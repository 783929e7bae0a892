export const MAX_ATTEMPTS = 10;
const FIRST_MS = 500;
const LONGEST_MS = 10 * 60_000;

/**
 * When a failed delivery is tried again: 0.5 s, 1.5 s, 4.5 s … 10 min, each shortened by up to half so that deliveries which
 * failed together do not come back together. Null = tried often enough, a person must look.
 */
export function retryDelayMs(failures: number, random: number): number | null {
  if (failures >= MAX_ATTEMPTS) return null;
  const full = Math.min(LONGEST_MS, FIRST_MS * 3 ** (failures - 1));
  return Math.round(full * (0.5 + random / 2));
}
