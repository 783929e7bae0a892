const MONTHS: Readonly<Record<string, string>> = {
  Jan: '01',
  Feb: '02',
  Mar: '03',
  Apr: '04',
  May: '05',
  Jun: '06',
  Jul: '07',
  Aug: '08',
  Sep: '09',
  Oct: '10',
  Nov: '11',
  Dec: '12',
};
const RFC_2822 =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:([+-])(\d{2})(\d{2})|GMT|UTC?|Z)$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The ISO instant of a V2 date ("Tue, 04 Nov 2025 09:15:42 +0000"); ISO text is taken too. Null when it is neither. The usual form
 * is put together from its pieces: Date.parse costs ten times as much and orders carry several dates.
 */
export function toInstantOrNull(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const parts = RFC_2822.exec(value);
  if (!parts) return ISO.test(value) ? fromMilliseconds(Date.parse(value)) : null;
  const [, day = '', monthName = '', year = '', time = '', sign, hours = '00', minutes = '00'] = parts;
  const month = MONTHS[monthName];
  if (month === undefined) return null;
  const written = `${year}-${month}-${day.padStart(2, '0')}T${time}`;
  const isUtc = sign === undefined || (hours === '00' && minutes === '00');
  if (isUtc && isPlainDay(day) && time < '24' && time.slice(3, 5) < '60' && time.slice(6) < '60')
    return `${written}.000Z`;
  return fromMilliseconds(
    Date.parse(`${written}${isUtc ? 'Z' : `${sign}${hours}:${minutes}`}`),
    isUtc ? written : null,
  );
}

/** The second an instant falls in, in the form that the V2 filters take; BigCommerce counts in whole seconds. */
export function toFilterSecond(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}

export function nextSecond(instant: string): string {
  return new Date(Date.parse(instant) + 1000).toISOString();
}

/** Days that every month has; the others go through the calendar. */
function isPlainDay(day: string): boolean {
  const number = Number(day);
  return number >= 1 && number <= 28;
}

/** Refuses days that roll over into the next month (31 February). */
function fromMilliseconds(milliseconds: number, written: string | null = null): string | null {
  if (Number.isNaN(milliseconds)) return null;
  const instant = new Date(milliseconds).toISOString();
  return written === null || instant.startsWith(written) ? instant : null;
}
