import { addDays } from '../../../shared-kernel/index.js';

export interface ClosedPeriod {
  readonly startsOn: string;
  readonly endsOn: string;
}

/** The day a document is really entered on: its own, or the first day after the closed periods it falls into. */
export function nextOpenDay(day: string, closed: readonly ClosedPeriod[]): string {
  let open = day;
  // Each round leaves one closed period behind for good, so this ends after at most as many rounds as there are periods.
  for (;;) {
    const period = closed.find((candidate) => candidate.startsOn <= open && open <= candidate.endsOn);
    if (!period) return open;
    open = addDays(period.endsOn, 1);
  }
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** First and last day of a month written YYYY-MM. */
export function monthBounds(month: string): ClosedPeriod {
  const startsOn = `${month}-01`;
  const inNextMonth = addDays(startsOn, 31);
  return { startsOn, endsOn: addDays(`${inNextMonth.slice(0, 7)}-01`, -1) };
}
