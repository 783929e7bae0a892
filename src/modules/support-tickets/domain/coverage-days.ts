import {
  addDays,
  addMilliseconds,
  calendarDay,
  toInstant,
  type CalendarDay,
  type Instant,
} from '../../../shared-kernel/index.js';

/** The most eastern time zone is 14 hours ahead of UTC: a day that has not begun there has begun nowhere. */
const FARTHEST_EAST_MS = 14 * 3_600_000;

/**
 * Whether free cover reaches a report (D1). `not-purchased-yet`: the purchase is dated to a day that has begun nowhere when the report
 * comes in, so the date is a mistake or an order placed in advance. Nobody loses cover over that, but whoever handles the ticket has to
 * see it and ask, instead of reading "covered" and counting from a wrong day.
 */
export type Cover = 'covered' | 'expired' | 'not-purchased-yet';

/** The last day of cover. The day of purchase is day 0, and day 60 of 60 still counts (Z29). */
export function coveredUntil(purchasedOn: CalendarDay, coverageDays: number): CalendarDay {
  return addDays(purchasedOn, coverageDays);
}

/**
 * Days are counted in UTC, as the purchase's own date is a day without a zone (Z29). A customer in Auckland may report on a purchase
 * dated to tomorrow in UTC; that is an ordinary purchase and `covered`.
 */
export function coverAt(purchasedOn: CalendarDay, coverageDays: number, reportedAt: Instant | Date): Cover {
  const reported = typeof reportedAt === 'string' ? reportedAt : toInstant(reportedAt);
  const until = coveredUntil(purchasedOn, coverageDays);
  if (purchasedOn > calendarDay(addMilliseconds(reported, FARTHEST_EAST_MS), 'UTC')) return 'not-purchased-yet';
  return calendarDay(reported, 'UTC') <= until ? 'covered' : 'expired';
}

/** A purchase dated to the future counts as covered; `coverAt` tells it apart. */
export function isCovered(purchasedOn: CalendarDay, coverageDays: number, reportedAt: Instant | Date): boolean {
  return coverAt(purchasedOn, coverageDays, reportedAt) !== 'expired';
}
