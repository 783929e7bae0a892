import { Injectable } from '@nestjs/common';
import type { CalendarDay } from '../../../shared-kernel/index.js';
import { respondBy, resumeClock } from '../domain/business-clock.js';
import type { BusinessCalendar, SupportPolicy } from '../domain/policy.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';

/** When our answer is due, by a policy's own calendar (D12, Z30, ADR 50). */
@Injectable()
export class ResponseClock {
  private readonly holidays = new WeakMap<BusinessCalendar, Map<string, ReadonlySet<CalendarDay>>>();

  firstDue({ response }: SupportPolicy, openedAt: Date): Date {
    const { calendar, hours } = response;
    return new Date(respondBy(openedAt, hours, calendar, this.around(calendar, openedAt, openedAt)));
  }

  /** For a ticket that comes back to us: what was left at the pause runs on, or a new term when its last question was answered. */
  dueAfterPause(
    policy: SupportPolicy,
    ticket: { readonly dueAt: Date | null; readonly pausedAt: Date | null },
    now: Date,
  ): Date {
    if (!ticket.dueAt || !ticket.pausedAt) return this.firstDue(policy, now);
    const { calendar } = policy.response;
    return new Date(
      resumeClock(ticket.pausedAt, ticket.dueAt, now, calendar, this.around(calendar, ticket.pausedAt, now)),
    );
  }

  /** The days off between two instants, and a year more on either side: what is asked in December may be due in January. */
  private around(calendar: BusinessCalendar, from: Date, to: Date): ReadonlySet<CalendarDay> {
    const first = from.getUTCFullYear() - 1;
    const last = to.getUTCFullYear() + 1;
    const known = this.holidays.get(calendar) ?? new Map<string, ReadonlySet<CalendarDay>>();
    this.holidays.set(calendar, known);
    const days = known.get(`${first}-${last}`) ?? holidaysOf(calendar, first, last);
    known.set(`${first}-${last}`, days);
    return days;
  }
}
