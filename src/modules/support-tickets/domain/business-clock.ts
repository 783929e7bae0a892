import {
  addDays,
  DomainError,
  isTimeZone,
  parseInstant,
  toInstant,
  type CalendarDay,
  type Instant,
} from '../../../shared-kernel/index.js';
import type { BusinessCalendar } from './policy.js';

/**
 * When an answer is due (D12, Z30; docs/adr/0050). Only business days count, each in full: from local midnight to local midnight,
 * which is 23 or 25 hours long where the clocks change. Holidays come as a set, already resolved from the calendar's region, closed
 * and open days; it has to reach as far as the days that are asked about.
 */
export type WorkingDays = Pick<BusinessCalendar, 'timeZone' | 'workdays'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A calendar that has no business day for so long has none at all. */
const LONGEST_CLOSURE_DAYS = 366;
const LONGEST_TARGET_HOURS = 366 * 24;

export function isBusinessDay(day: CalendarDay, calendar: WorkingDays, holidays: ReadonlySet<CalendarDay>): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7;
  return calendar.workdays.includes(weekday) && !holidays.has(day);
}

/**
 * When the first answer is due. 24 hours: the wall time of the opening on the first business day after the day of the opening, be
 * that a business day (D12) or not (Z30). 48 hours: on the second one. Hours beyond whole days are business time after that. A target
 * is never due later than a longer one: less than 24 hours for a ticket of a Saturday ends on Monday at the same wall time at the latest.
 */
export function respondBy(
  openedAt: Instant | Date,
  hours: number,
  calendar: WorkingDays,
  holidays: ReadonlySet<CalendarDay>,
): Instant {
  if (!(hours > 0 && hours <= LONGEST_TARGET_HOURS)) {
    throw new DomainError(
      'invalid',
      'support.response-hours',
      `A response target is more than 0 and at most ${LONGEST_TARGET_HOURS} hours, not ${hours}.`,
      { hours },
    );
  }
  const opened = millisecondsOf(openedAt);
  const { day, time } = localTime(opened, calendar.timeZone);
  const wholeDays = Math.floor(hours / 24);
  const rest = Math.round((hours - wholeDays * 24) * HOUR);
  let dueDay = day;
  for (let n = 0; n < wholeDays; n++) dueDay = businessDayAfter(dueDay, calendar, holidays);
  const start = wholeDays === 0 ? opened : instantOf(dueDay, time, calendar.timeZone);
  const due = advance(start, rest, calendar, holidays);
  if (rest === 0) return toInstant(new Date(due));
  const nextWholeDay = instantOf(businessDayAfter(dueDay, calendar, holidays), time, calendar.timeZone);
  return toInstant(new Date(Math.min(due, nextWholeDay)));
}

/** Business time from one instant to another, in milliseconds; negative when `to` is the earlier one. */
export function businessMillisecondsBetween(
  from: Instant | Date,
  to: Instant | Date,
  calendar: WorkingDays,
  holidays: ReadonlySet<CalendarDay>,
): number {
  const [start, end] = [millisecondsOf(from), millisecondsOf(to)];
  return start <= end ? businessTime(start, end, calendar, holidays) : 0 - businessTime(end, start, calendar, holidays);
}

/**
 * The instant at which that much business time (milliseconds, not negative) has passed. Always an instant of a business day: business
 * time that ends with a Friday ends on Monday at midnight, and nothing added to a Saturday is Monday at midnight as well.
 */
export function addBusinessMilliseconds(
  from: Instant | Date,
  amount: number,
  calendar: WorkingDays,
  holidays: ReadonlySet<CalendarDay>,
): Instant {
  return toInstant(new Date(advance(millisecondsOf(from), amount, calendar, holidays)));
}

/**
 * The new due time of a ticket that waited for its customer: the business time that was left at the pause runs on from the resume. An
 * answer that was already overdue at the pause stays due when it was.
 */
export function resumeClock(
  pausedAt: Instant | Date,
  dueAt: Instant | Date,
  resumedAt: Instant | Date,
  calendar: WorkingDays,
  holidays: ReadonlySet<CalendarDay>,
): Instant {
  const [paused, due] = [millisecondsOf(pausedAt), millisecondsOf(dueAt)];
  if (due <= paused) return toInstant(new Date(due));
  const left = businessTime(paused, due, calendar, holidays);
  return addBusinessMilliseconds(resumedAt, left, calendar, holidays);
}

function businessTime(start: number, end: number, calendar: WorkingDays, holidays: ReadonlySet<CalendarDay>): number {
  let total = 0;
  let day = localTime(start, calendar.timeZone).day;
  let dayStart = startOfDay(day, calendar.timeZone);
  while (dayStart < end) {
    const nextDay = addDays(day, 1);
    const dayEnd = startOfDay(nextDay, calendar.timeZone);
    if (isBusinessDay(day, calendar, holidays)) {
      total += Math.max(0, Math.min(dayEnd, end) - Math.max(dayStart, start));
    }
    [day, dayStart] = [nextDay, dayEnd];
  }
  return total;
}

function advance(from: number, amount: number, calendar: WorkingDays, holidays: ReadonlySet<CalendarDay>): number {
  if (!(amount >= 0 && Number.isFinite(amount))) {
    throw new DomainError(
      'invalid',
      'support.business-time',
      `Business time to add is not negative, so not ${amount}.`,
    );
  }
  let { day } = localTime(from, calendar.timeZone);
  let at = from;
  let left = amount;
  if (!isBusinessDay(day, calendar, holidays)) {
    day = businessDayAfter(day, calendar, holidays);
    at = startOfDay(day, calendar.timeZone);
  }
  for (;;) {
    const room = Math.max(0, startOfDay(addDays(day, 1), calendar.timeZone) - at);
    if (left < room) return at + left;
    left -= room;
    day = businessDayAfter(day, calendar, holidays);
    at = startOfDay(day, calendar.timeZone);
  }
}

function businessDayAfter(day: CalendarDay, calendar: WorkingDays, holidays: ReadonlySet<CalendarDay>): CalendarDay {
  for (let days = 1; days <= LONGEST_CLOSURE_DAYS; days++) {
    const next = addDays(day, days);
    if (isBusinessDay(next, calendar, holidays)) return next;
  }
  throw new DomainError(
    'rule-broken',
    'support.no-business-day',
    `The support calendar has no business day in the year after ${day}: give it workdays that are not all closed.`,
    { day },
  );
}

function millisecondsOf(instant: Instant | Date): number {
  return (typeof instant === 'string' ? parseInstant(instant) : instant).getTime();
}

/** What calendar and clock on the wall show at an instant; the time is in milliseconds since 00:00. */
function localTime(at: number, timeZone: string): { day: CalendarDay; time: number } {
  const wall = new Date(at + offsetAt(at, timeZone));
  const day = wall.toISOString().slice(0, 10);
  return { day, time: wall.getTime() - Date.parse(`${day}T00:00:00.000Z`) };
}

function startOfDay(day: CalendarDay, timeZone: string): number {
  return instantOf(day, 0, timeZone);
}

/**
 * The instant of a wall time (milliseconds since 00:00). One that is shown twice is the first of the two; one that is skipped when the
 * clocks go forward is later by the gap: 02:30 becomes 03:30.
 */
function instantOf(day: CalendarDay, time: number, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00.000Z`) + time;
  const before = offsetAt(wall - DAY, timeZone);
  const after = offsetAt(wall + DAY, timeZone);
  const first = wall - before;
  if (before === after || offsetAt(first, timeZone) === before) return first;
  const second = wall - after;
  return offsetAt(second, timeZone) === after ? second : first;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Asking a formatter is the costly part of a due time, and tickets of one hour ask for the same few offsets. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 10_000;

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  // Zones change their clocks at full minutes only, so what holds for one instant holds for its minute.
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const key = `${timeZone} ${minute}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const [day, time] = formatterFor(timeZone).format(minute).split(', ');
  const offset = Date.parse(`${day}T${time}.000Z`) - minute;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** Building a formatter costs about a hundred times what using it does. */
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  if (!isTimeZone(timeZone)) {
    throw new DomainError('invalid', 'time.unknown-zone', `"${timeZone}" is not a time zone.`, { timeZone });
  }
  // The Canadian English locale writes "2026-11-20, 08:15:00".
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
