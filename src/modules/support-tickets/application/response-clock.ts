import { Injectable } from '@nestjs/common';
import type { CalendarDay } from '../../../shared-kernel/index.js';
import { respondBy, resumeClock } from '../domain/business-clock.js';
import type { BusinessCalendar, SupportPolicy } from '../domain/policy.js';
import { clockRuns, type TicketState } from '../domain/ticket-state.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';

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
    return new Date(respondBy(openedAt, hours, calendar, daysOffAround(calendar, openedAt, openedAt)));
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
    const { calendar } = policy.response;
    const daysOff = daysOffAround(calendar, ticket.pausedAt, now);
    return { dueAt: new Date(resumeClock(ticket.pausedAt, owed, now, calendar, daysOff)), pausedAt: null };
  }
}

/** The days off between two instants, and a year more on either side: what is asked in December may be due in January. */
function daysOffAround(calendar: BusinessCalendar, from: Date, to: Date): ReadonlySet<CalendarDay> {
  return holidaysOf(calendar, from.getUTCFullYear() - 1, to.getUTCFullYear() + 1);
}
