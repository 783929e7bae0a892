const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TWO = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
let lastDay = NaN;
let lastDayText = '';

/** "Tue, 04 Nov 2025 09:15:42 +0000" from unix seconds. Lists ask for neighbouring seconds, so the day part is kept. */
export function rfc2822(seconds: number): string {
  const day = Math.floor(seconds / 86400);
  if (day !== lastDay) {
    const date = new Date(day * 86400000);
    lastDay = day;
    lastDayText = `${DAYS[((day % 7) + 7) % 7]}, ${TWO[date.getUTCDate()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} `;
  }
  const rest = seconds - day * 86400;
  return `${lastDayText}${TWO[Math.floor(rest / 3600)]}:${TWO[Math.floor(rest / 60) % 60]}:${TWO[rest % 60]} +0000`;
}

/** "2025-11-04T09:15:42+00:00": V3 catalog, transactions, refunds. */
export function isoOffset(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}

/** "2025-11-04T09:15:42Z": V3 channels, customers, locations, price lists. */
export function isoZulu(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** "2025-11-04 09:15:42": V2 customer groups. */
export function sqlDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Unix seconds of RFC 2822 or ISO 8601 text; null when it is neither. A decoded "+" may have become a space. */
export function parseDate(text: string): number | null {
  const repaired = /T.* \d\d:?\d\d$/.test(text) ? text.replace(/ (\d\d:?\d\d)$/, '+$1') : text;
  if (!/^\d{4}-\d\d-\d\d/.test(repaired) && !/\d{1,2} [A-Za-z]{3} \d{4}/.test(repaired)) return null;
  // A time without a zone is UTC here: the store's answers always are.
  const zoned = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(repaired)
    ? `${repaired.replace(' ', 'T')}Z`
    : repaired;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}
