import { DomainError } from '../errors/index.js';

/** An instant as ISO 8601 text in UTC, e.g. "2026-11-20T08:15:00.000Z". Text in this exact form sorts by time. */
export type Instant = string;

/** A day without a time, 'YYYY-MM-DD'. */
export type CalendarDay = string;

/** The only way a use case learns what time it is; rules get the instant as an argument. */
export interface Clock {
  now(): Date;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

export function isInstant(text: unknown): text is Instant {
  return typeof text === 'string' && INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

export function toInstant(date: Date): Instant {
  return date.toISOString();
}

/** Brings any ISO instant (with an offset, without milliseconds) into the one form that sorts as text. */
export function normalizeInstant(text: string): Instant {
  return toInstant(parseInstant(text));
}

export function parseInstant(text: Instant): Date {
  if (!isInstant(text)) {
    throw new DomainError(
      'invalid',
      'time.not-an-instant',
      `"${text}" is not a date and time like 2026-11-20T08:15:00Z.`,
    );
  }
  return new Date(text);
}

export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return toInstant(new Date(parseInstant(instant).getTime() + milliseconds));
}

/** The calendar day an instant falls on for people in that IANA time zone. */
export function calendarDay(instant: Instant | Date, timeZone: string): CalendarDay {
  const date = typeof instant === 'string' ? parseInstant(instant) : instant;
  return timeZone === 'UTC' ? date.toISOString().slice(0, 10) : formatterFor(timeZone).format(date);
}

export function isTimeZone(name: string): boolean {
  try {
    formatterFor(name);
    return true;
  } catch {
    return false;
  }
}

export function isCalendarDay(text: unknown): text is CalendarDay {
  if (typeof text !== 'string' || !DAY.test(text)) return false;
  const midnight = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  if (!isCalendarDay(day)) {
    throw new DomainError('invalid', 'time.not-a-day', `"${day}" is not a day like 2026-11-20.`);
  }
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Building a formatter costs about a hundred times what using it does. */
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    // The Canadian English locale writes days as YYYY-MM-DD.
    made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  } catch (cause) {
    throw new DomainError('invalid', 'time.unknown-zone', `"${timeZone}" is not a time zone.`, { timeZone }, { cause });
  }
  formatters.set(timeZone, made);
  return made;
}
