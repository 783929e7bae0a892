import Holidays from 'date-holidays';

import { addDays, DomainError, type CalendarDay } from '../../../shared-kernel/index.js';
import type { BusinessCalendar } from '../domain/policy.js';

type Region = NonNullable<BusinessCalendar['region']>;

const HOUR = 3_600_000;
const known = new Map<string, ReadonlySet<CalendarDay>>();

/**
 * The days off of a calendar from the first to the last year, both included: its region's public holidays without those that are worked,
 * and its own closed days; a day in both lists is closed (D12, Z30). Ask up to the year after the one in mind: an answer to a ticket of
 * December is due in January.
 */
export function holidaysOf(
  calendar: Pick<BusinessCalendar, 'region' | 'closed' | 'open'>,
  firstYear: number,
  lastYear: number,
): ReadonlySet<CalendarDay> {
  const days = new Set<CalendarDay>();
  if (calendar.region) {
    for (let year = firstYear; year <= lastYear; year++) {
      for (const day of publicHolidays(calendar.region, year)) days.add(day);
    }
  }
  for (const day of calendar.open) days.delete(day);
  for (const day of calendar.closed) days.add(day);
  return days;
}

/** The public holidays of a region in a year, days in lieu and each day of longer holidays included; half holidays are worked. */
export function publicHolidays(region: Region, year: number): ReadonlySet<CalendarDay> {
  const key = `${region.country}/${region.state ?? ''}/${year}`;
  const found = known.get(key) ?? resolve(region, year);
  known.set(key, found);
  return found;
}

function resolve({ country, state }: Region, year: number): ReadonlySet<CalendarDay> {
  const library = new Holidays();
  // The library answers an unknown country with no holidays and an unknown state with those of the country.
  const states: Record<string, string> = library.getStates(country) ?? {};
  if (!Object.hasOwn(library.getCountries(), country) || (state !== null && !Object.hasOwn(states, state))) {
    const name = state === null ? country : `${country}-${state}`;
    throw new DomainError(
      'invalid',
      'support.unknown-region',
      `There are no public holidays on record for "${name}": use a country code like GB and, where holidays differ within the country, the code of its part like ENG.`,
      { country, state },
    );
  }
  // Some days in lieu of a public holiday are on record as bank holidays: that of Veterans Day (US), those of Ireland and Bermuda.
  const options = { types: ['bank' as const, 'public' as const] };
  library.init(country, state ?? undefined, options);
  const days = new Set<CalendarDay>();
  // A holiday of several days may have begun in December.
  for (const holiday of [...library.getHolidays(year - 1), ...library.getHolidays(year)]) {
    if (holiday.type !== 'public' && !holiday.substitute) continue;
    for (const day of wholeDays(holiday)) if (day.startsWith(`${year}-`)) days.add(day);
  }
  return days;
}

/**
 * `date` is the region's own first day as text. `start` and `end` are instants, of use for the length only: holidays of some calendars
 * begin at the sunset before their first day, and a clock change takes an hour from the length or adds one.
 */
function wholeDays(holiday: { date: string; start: Date; end: Date }): CalendarDay[] {
  const count = Math.floor((holiday.end.getTime() - holiday.start.getTime() + HOUR) / (24 * HOUR));
  const first = holiday.date.slice(0, 10);
  return Array.from({ length: count }, (_, n) => addDays(first, n));
}
