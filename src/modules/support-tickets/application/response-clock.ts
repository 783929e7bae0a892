import { Injectable } from '@nestjs/common';
import { DomainError, type CalendarDay, type Instant } from '../../../shared-kernel/index.js';
import { respondBy, resumeClock } from '../domain/business-clock.js';
import type { BusinessCalendar, SupportPolicy } from '../domain/policy.js';
import { clockRuns, type TicketState } from '../domain/ticket-state.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';

const HOUR = 3_600_000;

export interface TicketClockTimes {
  /** When our next answer is due; null: we owe none. */
  readonly dueAt: Date | null;
  /** Since when the clock stands still. */
  readonly pausedAt: Date | null;
}

/** When our answer is due, by a policy's own calendar (D12, Z30, ADR 50). */
@Injectable()
export class ResponseClock {
  firstDue({ response }: SupportPolicy, openedAt: Date): Date {
    const { calendar, hours } = response;
    const daysOff = daysOffAround(calendar, openedAt, openedAt);
    return orByTheWall(() => respondBy(openedAt, hours, calendar, daysOff), openedAt, hours);
  }

  /**
   * What a step or a word does to a ticket's clock. Our answer settles what was owed, and so does resolving. When it is our turn again,
   * what was left at the pause runs on; where nothing was owed, a new term begins.
   */
  after(
    policy: SupportPolicy,
    ticket: TicketClockTimes,
    to: TicketState,
    weAnswered: boolean,
    now: Date,
  ): TicketClockTimes {
    const owed = weAnswered || to === 'resolved' || to === 'closed' ? null : ticket.dueAt;
    if (!clockRuns(to)) return { dueAt: owed, pausedAt: ticket.pausedAt ?? now };
    if (weAnswered) return { dueAt: null, pausedAt: null };
    if (owed === null) return { dueAt: this.firstDue(policy, now), pausedAt: null };
    if (ticket.pausedAt === null) return { dueAt: owed, pausedAt: null };
    const { calendar, hours } = policy.response;
    const { pausedAt } = ticket;
    const daysOff = daysOffAround(calendar, pausedAt, now);
    return {
      dueAt: orByTheWall(() => resumeClock(pausedAt, owed, now, calendar, daysOff), now, hours),
      pausedAt: null,
    };
  }
}

/** The days off between two instants, and a year more on either side: what is asked in December may be due in January. */
function daysOffAround(calendar: BusinessCalendar, from: Date, to: Date): ReadonlySet<CalendarDay> {
  return holidaysOf(calendar, from.getUTCFullYear() - 1, to.getUTCFullYear() + 1);
}

/**
 * A calendar without a business day is refused when it is published, but what is off changes with the years. A report counts for more
 * than its clock: it is taken in, and the hours are those on the wall.
 */
function orByTheWall(due: () => Instant, from: Date, hours: number): Date {
  try {
    return new Date(due());
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'support.no-business-day')) throw error;
    return new Date(from.getTime() + hours * HOUR);
  }
}
