import fc from 'fast-check';
import { DateTime } from 'luxon';

import { addDays, calendarDay, type CalendarDay, type Instant } from '../../../shared-kernel/index.js';
import { holidaysOf } from '../infrastructure/public-holidays.js';
import {
  addBusinessMilliseconds,
  businessMillisecondsBetween,
  isBusinessDay,
  respondBy,
  resumeClock,
  type WorkingDays,
} from './business-clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FROM = '2020-01-01';
const UNTIL = '2029-12-31';

/** The bank holidays of England that fall on weekdays: as published by the government until 2028, 2029 and 2030 by the same rules. */
const ENGLAND = days(`
  2020: 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28
  2021: 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
  2022: 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
  2023: 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
  2024: 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
  2025: 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26
  2026: 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28
  2027: 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28
  2028: 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26
  2029: 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26
  2030: 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26`);

/** The federal holidays of the United States as they are observed, which is always on a weekday. Juneteenth is one since 2021. */
const UNITED_STATES = days(`
  2020: 01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25
  2021: 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31
  2022: 01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26
  2023: 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25
  2024: 01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25
  2025: 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25
  2026: 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25
  2027: 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31
  2028: 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25
  2029: 01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25
  2030: 01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25`);

/** Days off that are the same in every year. */
const yearly = (...dates: string[]) =>
  new Set(Array.from({ length: 12 }, (_, n) => dates.map((date) => `${2019 + n}-${date}`)).flat());

const noDays: ReadonlySet<CalendarDay> = new Set();
const mondayToFriday = [1, 2, 3, 4, 5];
const london: WorkingDays = { timeZone: 'Europe/London', workdays: mondayToFriday };
const londonEveryDay: WorkingDays = { timeZone: 'Europe/London', workdays: [1, 2, 3, 4, 5, 6, 7] };
const jerusalem: WorkingDays = { timeZone: 'Asia/Jerusalem', workdays: [7, 1, 2, 3, 4, 5] };

const gb = { country: 'GB', state: 'ENG' };
const us = { country: 'US', state: null };
const plain = { closed: [], open: [] };

describe('When an answer is due', () => {
  it.each<[string, Instant, Instant]>([
    ['D12: a Tuesday, the same time on Wednesday', '2026-11-17T10:15:00.000Z', '2026-11-18T10:15:00.000Z'],
    ['D12: a Friday, the same time on Monday', '2026-11-20T16:40:00.000Z', '2026-11-23T16:40:00.000Z'],
    ['D12: midnight on a Friday', '2026-11-20T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['D12: the day before Good Friday, over Easter', '2026-04-02T14:00:00.000Z', '2026-04-07T14:00:00.000Z'],
    ['D12: Christmas Eve, over the day in lieu', '2026-12-24T11:00:00.000Z', '2026-12-29T11:00:00.000Z'],
    ['D12: into the new year', '2026-12-31T18:00:00.000Z', '2027-01-04T18:00:00.000Z'],
    ['D12: the bank holiday that moved to 2020-05-08', '2020-05-07T09:00:00.000Z', '2020-05-11T09:00:00.000Z'],
    ['D12: its Monday of 2020 was worked', '2020-05-01T09:00:00.000Z', '2020-05-04T09:00:00.000Z'],
    ['D12: the long weekend of June 2022', '2022-06-01T09:00:00.000Z', '2022-06-06T09:00:00.000Z'],
    ['Z30: a Saturday, the same time on Monday', '2026-11-21T09:30:00.000Z', '2026-11-23T09:30:00.000Z'],
    ['Z30: a minute before Monday', '2026-11-22T23:59:00.000Z', '2026-11-23T23:59:00.000Z'],
    ['Z30: a holiday, the same time on the next day', '2026-08-31T11:00:00.000Z', '2026-09-01T11:00:00.000Z'],
    ['Z30: the Saturday before a holiday', '2026-08-29T11:00:00.000Z', '2026-09-01T11:00:00.000Z'],
    ['Z30: the funeral of 2022-09-19', '2022-09-19T12:00:00.000Z', '2022-09-20T12:00:00.000Z'],
    ['Z30: the coronation of 2023-05-08', '2023-05-08T12:00:00.000Z', '2023-05-09T12:00:00.000Z'],
    ['the clocks go forward: noon stays noon', '2026-03-27T12:00:00.000Z', '2026-03-30T11:00:00.000Z'],
    ['the clocks go forward, opened on that Sunday', '2026-03-29T11:00:00.000Z', '2026-03-30T11:00:00.000Z'],
    ['the clocks go back: noon stays noon', '2026-10-23T11:00:00.000Z', '2026-10-26T12:00:00.000Z'],
    ['opened in the hour that comes twice, first', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ['opened in the hour that comes twice, second', '2026-10-25T01:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ['late on a Friday in UTC, Saturday in London', '2026-07-10T23:30:00.000Z', '2026-07-12T23:30:00.000Z'],
  ])('%s (24 hours, London)', (_, openedAt, due) => {
    expect(respondBy(openedAt, 24, london, ENGLAND)).toBe(due);
    expect(respondBy(new Date(openedAt), 24, london, ENGLAND)).toBe(due);
  });

  it.each<[string, WorkingDays, Instant, Instant]>([
    ['a skipped 01:30 becomes 02:30', londonEveryDay, '2026-03-28T01:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ['of two 01:30 the first', londonEveryDay, '2026-10-24T00:30:00.000Z', '2026-10-25T00:30:00.000Z'],
    ['a change on a Friday, before the gap', jerusalem, '2026-03-25T23:30:00.000Z', '2026-03-26T23:30:00.000Z'],
    ['a change on a Friday, in the gap', jerusalem, '2026-03-26T00:30:00.000Z', '2026-03-27T00:30:00.000Z'],
    ['a change on a Friday, after the gap', jerusalem, '2026-03-26T10:00:00.000Z', '2026-03-27T09:00:00.000Z'],
  ])('%s', (_, calendar, openedAt, due) => {
    expect(respondBy(openedAt, 24, calendar, noDays)).toBe(due);
  });

  it.each<[string, number, Instant, Instant]>([
    ['48 hours end on the second business day', 48, '2026-11-19T10:00:00.000Z', '2026-11-23T10:00:00.000Z'],
    ['48 hours of a Saturday as well', 48, '2026-11-21T10:00:00.000Z', '2026-11-24T10:00:00.000Z'],
    ['120 hours are a week', 120, '2026-11-18T10:00:00.000Z', '2026-11-25T10:00:00.000Z'],
    ['30 hours are a day and six hours', 30, '2026-11-20T16:00:00.000Z', '2026-11-23T22:00:00.000Z'],
    ['36 hours may end on the day after', 36, '2026-11-20T16:00:00.000Z', '2026-11-24T04:00:00.000Z'],
    ['8 hours late on a Friday run on on Monday', 8, '2026-11-20T20:00:00.000Z', '2026-11-23T04:00:00.000Z'],
    ['8 hours of a Saturday run from midnight', 8, '2026-11-21T15:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['20 hours end no later than 24', 20, '2026-11-21T15:00:00.000Z', '2026-11-23T15:00:00.000Z'],
    ['half an hour', 0.5, '2026-11-18T10:00:00.000Z', '2026-11-18T10:30:00.000Z'],
    ['an end at midnight is the next business day', 8, '2026-11-20T16:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ])('%s', (_, hours, openedAt, due) => {
    expect(respondBy(openedAt, hours, london, ENGLAND)).toBe(due);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9])('refuses a target of %p hours', (hours) => {
    expect(() => respondBy('2026-11-20T16:00:00.000Z', hours, london, ENGLAND)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'support.response-hours' }),
    );
  });

  it('refuses a calendar that never works, and one of no known zone', () => {
    expect(() => respondBy('2026-11-20T16:00:00.000Z', 24, { ...london, workdays: [] }, ENGLAND)).toThrow(
      expect.objectContaining({ kind: 'rule-broken', code: 'support.no-business-day' }),
    );
    expect(() => respondBy('2026-11-20T16:00:00.000Z', 24, { ...london, timeZone: 'Mars/Base' }, ENGLAND)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'time.unknown-zone' }),
    );
  });

  it('walks over a day that a zone left out', () => {
    // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
    const apia: WorkingDays = { timeZone: 'Pacific/Apia', workdays: [1, 2, 3, 4, 5, 6, 7] };
    const [from, to] = ['2011-12-29T10:00:00.000Z', '2011-12-31T10:00:00.000Z'];
    expect(businessMillisecondsBetween(from, to, apia, noDays)).toBe(48 * HOUR);
    expect(addBusinessMilliseconds(from, 48 * HOUR, apia, noDays)).toBe(to);
  });
});

describe('Business time', () => {
  it.each<[string, WorkingDays, Instant, Instant, number]>([
    ['a working week', london, '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 120],
    ['a weekend', london, '2026-11-21T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 0],
    ['over a weekend', london, '2026-11-20T18:00:00.000Z', '2026-11-23T06:00:00.000Z', 12],
    ['over Easter', london, '2026-04-02T18:00:00.000Z', '2026-04-07T06:00:00.000Z', 12],
    ['within a day', london, '2026-11-20T09:00:00.000Z', '2026-11-20T17:30:00.000Z', 8.5],
    ['a Sunday of 23 hours', londonEveryDay, '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z', 23],
    ['a Sunday of 25 hours', londonEveryDay, '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z', 25],
    ['a Friday of 23 hours', jerusalem, '2026-03-26T22:00:00.000Z', '2026-03-27T21:00:00.000Z', 23],
    ['a Sunday of 25 hours that is worked', jerusalem, '2026-10-24T21:00:00.000Z', '2026-10-25T22:00:00.000Z', 25],
  ])('counts %s', (_, calendar, from, to, hours) => {
    expect(businessMillisecondsBetween(from, to, calendar, ENGLAND)).toBe(hours * HOUR);
    expect(businessMillisecondsBetween(to, from, calendar, ENGLAND)).toBe(0 - hours * HOUR);
  });

  it('adds nothing to a weekend by waiting for Monday', () => {
    expect(addBusinessMilliseconds('2026-11-21T12:00:00.000Z', 0, london, ENGLAND)).toBe('2026-11-23T00:00:00.000Z');
    expect(addBusinessMilliseconds('2026-11-20T12:00:00.000Z', 0, london, ENGLAND)).toBe('2026-11-20T12:00:00.000Z');
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to add %p', (amount) => {
    expect(() => addBusinessMilliseconds('2026-11-20T12:00:00.000Z', amount, london, ENGLAND)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'support.business-time' }),
    );
  });
});

describe('A ticket that waits for its customer', () => {
  it.each<[string, Instant, Instant, Instant, Instant]>([
    // What happened, paused, due, resumed, due then.
    [
      'runs on with what was left',
      '2026-11-20T16:00:00Z',
      '2026-11-23T10:00:00Z',
      '2026-11-24T09:00:00Z',
      '2026-11-25T03:00:00Z',
    ],
    [
      'resumed on a Saturday',
      '2026-11-20T16:00:00Z',
      '2026-11-23T10:00:00Z',
      '2026-11-28T13:00:00Z',
      '2026-11-30T18:00:00Z',
    ],
    [
      'paused and resumed on a weekend',
      '2026-11-21T08:00:00Z',
      '2026-11-23T10:00:00Z',
      '2026-11-22T20:00:00Z',
      '2026-11-23T10:00:00Z',
    ],
    ['resumed at once', '2026-11-20T16:00:00Z', '2026-11-23T10:00:00Z', '2026-11-20T16:00:00Z', '2026-11-23T10:00:00Z'],
    [
      'over a weekend in which the clocks go forward',
      '2026-03-27T20:00:00Z',
      '2026-03-30T11:00:00Z',
      '2026-03-30T15:00:00Z',
      '2026-03-31T07:00:00Z',
    ],
    [
      'over a weekend in which the clocks go back',
      '2026-10-23T19:00:00Z',
      '2026-10-26T12:00:00Z',
      '2026-10-26T18:00:00Z',
      '2026-10-27T10:00:00Z',
    ],
    [
      'resumed over Easter',
      '2026-03-27T20:00:00Z',
      '2026-03-30T11:00:00Z',
      '2026-04-04T12:00:00Z',
      '2026-04-07T15:00:00Z',
    ],
    [
      'due at the moment of the pause',
      '2026-11-20T16:00:00Z',
      '2026-11-20T16:00:00Z',
      '2026-11-24T09:00:00Z',
      '2026-11-20T16:00:00Z',
    ],
    [
      'overdue before the pause, and still',
      '2026-11-20T16:00:00Z',
      '2026-11-19T16:00:00Z',
      '2026-11-24T09:00:00Z',
      '2026-11-19T16:00:00Z',
    ],
  ])('%s', (_, pausedAt, dueAt, resumedAt, dueThen) => {
    expect(Date.parse(resumeClock(pausedAt, dueAt, resumedAt, london, ENGLAND))).toBe(Date.parse(dueThen));
  });

  it('is paused twice as if both pauses were one', () => {
    const due = '2026-11-25T12:00:00.000Z';
    const first = resumeClock('2026-11-20T12:00:00.000Z', due, '2026-11-23T12:00:00.000Z', london, ENGLAND);
    const second = resumeClock('2026-11-23T12:00:00.000Z', first, '2026-11-24T12:00:00.000Z', london, ENGLAND);
    expect(first).toBe('2026-11-26T12:00:00.000Z');
    expect(second).toBe('2026-11-27T12:00:00.000Z');
    expect(resumeClock('2026-11-20T12:00:00.000Z', due, '2026-11-24T12:00:00.000Z', london, ENGLAND)).toBe(second);
  });
});

describe('Ten years, day by day', () => {
  const zones: { calendar: WorkingDays; holidays: ReadonlySet<CalendarDay>; table: ReadonlySet<CalendarDay> }[] = [
    { calendar: london, holidays: holidaysOf({ region: gb, ...plain }, 2020, 2030), table: ENGLAND },
    {
      calendar: { timeZone: 'America/New_York', workdays: mondayToFriday },
      holidays: holidaysOf({ region: us, ...plain }, 2020, 2030),
      table: UNITED_STATES,
    },
    // No clock changes, and half an hour off the full one.
    {
      calendar: { timeZone: 'Asia/Kolkata', workdays: [1, 2, 3, 4, 5, 6] },
      holidays: yearly('01-26', '08-15', '10-02'),
      table: yearly('01-26', '08-15', '10-02'),
    },
    // Clock changes on a Friday and on a Sunday, both worked.
    { calendar: jerusalem, holidays: noDays, table: noDays },
    // Since 2023 a Friday that begins at 01:00 and a Thursday of 25 hours.
    { calendar: { timeZone: 'Africa/Cairo', workdays: [7, 1, 2, 3, 4, 5] }, holidays: noDays, table: noDays },
  ];
  const times = ['00:00', '01:30', '02:15', '23:59:59.999'];

  it.each([
    ['England', holidaysOf({ region: gb, ...plain }, 2020, 2030), ENGLAND, 91],
    ['the United States', holidaysOf({ region: us, ...plain }, 2020, 2030), UNITED_STATES, 120],
  ])('has the holidays of %s right, as far as they are on weekdays', (_, holidays, table, count) => {
    const onWeekdays = [...holidays].filter((day) => DateTime.fromISO(day).weekday <= 5).sort();
    expect(onWeekdays).toEqual([...table].sort());
    expect(table.size).toBe(count);
  });

  it.each(zones.map((zone) => [zone.calendar.timeZone, zone] as const))(
    'answers as a walk over the days of %s does',
    (timeZone, { calendar, holidays, table }) => {
      const isWorked = (day: CalendarDay) =>
        calendar.workdays.includes(DateTime.fromISO(day, { zone: 'utc' }).weekday) && !table.has(day);
      const hours = readEveryHour(timeZone, isWorked);
      const wrong: string[] = [];
      let compared = 0;
      const check = (what: string, got: unknown, expected: unknown) => {
        compared++;
        if (got !== expected) wrong.push(`${what}: ${String(got)} instead of ${String(expected)}`);
      };
      for (let day = FROM; day <= UNTIL; day = nextDay(day)) {
        let first = nextDay(day);
        while (!isWorked(first)) first = nextDay(first);
        let second = nextDay(first);
        while (!isWorked(second)) second = nextDay(second);
        for (const time of times) {
          const opened = hours.instantOf(day, time);
          const openedAt = new Date(opened).toISOString();
          // A time that was skipped on the day of the opening is not the time that the customer saw.
          const seen = hours.timeAt(opened);
          const due = hours.instantOf(first, seen);
          const dueAt = new Date(due).toISOString();
          check(`24 hours from ${openedAt}`, respondBy(openedAt, 24, calendar, holidays), dueAt);
          const dueLater = new Date(hours.instantOf(second, seen)).toISOString();
          check(`48 hours from ${openedAt}`, respondBy(openedAt, 48, calendar, holidays), dueLater);
          const between = hours.workedUntil(due) - hours.workedUntil(opened);
          check(
            `between ${openedAt} and ${dueAt}`,
            businessMillisecondsBetween(openedAt, dueAt, calendar, holidays),
            between,
          );
          check(
            `${between} ms after ${openedAt}`,
            addBusinessMilliseconds(openedAt, between, calendar, holidays),
            dueAt,
          );
        }
      }
      expect(wrong.slice(0, 10)).toEqual([]);
      // 3653 days, four openings each, with two targets and two counts of time.
      expect(compared).toBe(3653 * 4 * 4);
    },
  );

  /** Reads the zone's clock with luxon at every full hour of ten years. */
  function readEveryHour(timeZone: string, isWorked: (day: CalendarDay) => boolean) {
    const start = DateTime.fromISO('2019-12-31T00:00', { zone: timeZone }).toMillis();
    const firstWith = new Map<string, number>();
    const shown: string[] = [];
    const worked: boolean[] = [];
    const total = [0];
    let [today, todayIsWorked] = ['', false];
    for (let at = start; at < Date.parse('2030-01-20T00:00:00.000Z'); at += HOUR) {
      const local = DateTime.fromMillis(at, { zone: timeZone });
      const day = `${local.year}-${twoDigits(local.month)}-${twoDigits(local.day)}`;
      if (day !== today) [today, todayIsWorked] = [day, isWorked(day)];
      const wallTime = `${day}T${twoDigits(local.hour)}`;
      if (!firstWith.has(wallTime)) firstWith.set(wallTime, at);
      shown.push(twoDigits(local.hour));
      worked.push(todayIsWorked);
      total.push(total[total.length - 1]! + (todayIsWorked ? HOUR : 0));
    }
    return {
      /** The first instant with that wall time; a skipped hour, which is nowhere in the table, moves forward. */
      instantOf(day: CalendarDay, time: string): number {
        const [hour = '', minute = '0', second = '0'] = time.split(':');
        const full = firstWith.get(`${day}T${hour}`) ?? firstWith.get(`${day}T${twoDigits(Number(hour) + 1)}`)!;
        return full + Number(minute) * MINUTE + Math.round(Number(second) * 1000);
      },
      /** The wall time at an instant, as hours, minutes and seconds. */
      timeAt(at: number): string {
        const rest = (at - start) % HOUR;
        return `${shown[Math.floor((at - start) / HOUR)]}:${Math.floor(rest / MINUTE)}:${(rest % MINUTE) / 1000}`;
      },
      /** Business time since the first hour that was read. */
      workedUntil(at: number): number {
        const index = Math.floor((at - start) / HOUR);
        return total[index]! + (worked[index] ? (at - start) % HOUR : 0);
      },
    };
  }
});

describe('Whatever the time', () => {
  const calendars = [
    { calendar: london, holidays: ENGLAND },
    { calendar: { timeZone: 'America/New_York', workdays: mondayToFriday }, holidays: UNITED_STATES },
    {
      calendar: { timeZone: 'Asia/Kolkata', workdays: [1, 2, 3, 4, 5, 6] },
      holidays: yearly('01-26', '08-15', '10-02'),
    },
    { calendar: jerusalem, holidays: noDays },
    { calendar: { timeZone: 'Pacific/Auckland', workdays: mondayToFriday }, holidays: yearly('01-01', '12-25') },
  ];
  const changesOnSundaysOff = calendars.filter(({ calendar }) => calendar !== jerusalem);
  const anyCalendar = fc.constantFrom(...calendars);
  const anyTime = fc
    .date({ min: new Date('2020-01-01T00:00:00.000Z'), max: new Date('2029-12-01T00:00:00.000Z'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const upToTenDays = fc.integer({ min: 0, max: 240 * HOUR });
  const later = (instant: Instant, milliseconds: number) => new Date(Date.parse(instant) + milliseconds).toISOString();

  it('an answer is due on a business day, after the opening', () => {
    fc.assert(
      fc.property(anyCalendar, anyTime, fc.integer({ min: 1, max: 200 }), ({ calendar, holidays }, openedAt, hours) => {
        const due = respondBy(openedAt, hours, calendar, holidays);
        expect(due > openedAt).toBe(true);
        expect(isBusinessDay(calendarDay(due, calendar.timeZone), calendar, holidays)).toBe(true);
      }),
    );
  });

  it('a later opening is not due on an earlier day', () => {
    fc.assert(
      fc.property(anyCalendar, anyTime, upToTenDays, ({ calendar, holidays }, openedAt, gap) => {
        const dueOn = (instant: Instant) => calendarDay(respondBy(instant, 24, calendar, holidays), calendar.timeZone);
        expect(dueOn(later(openedAt, gap)) >= dueOn(openedAt)).toBe(true);
      }),
    );
  });

  // Not so for a Saturday evening and the Sunday morning after it: both are due on Monday, each at its own time of day (Z30).
  it('of two openings on business days the later one is due later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changesOnSundaysOff),
        anyTime,
        upToTenDays,
        ({ calendar, holidays }, first, gap) => {
          const second = later(first, gap + 1);
          const worked = (instant: Instant) =>
            isBusinessDay(calendarDay(instant, calendar.timeZone), calendar, holidays);
          fc.pre(worked(first) && worked(second));
          expect(respondBy(second, 24, calendar, holidays) > respondBy(first, 24, calendar, holidays)).toBe(true);
        },
      ),
    );
  });

  it('a longer target is not due earlier', () => {
    const hours = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(anyCalendar, anyTime, hours, hours, ({ calendar, holidays }, openedAt, some, more) => {
        const [short, long] = [Math.min(some, more), Math.max(some, more)];
        expect(respondBy(openedAt, long, calendar, holidays) >= respondBy(openedAt, short, calendar, holidays)).toBe(
          true,
        );
      }),
    );
  });

  it('parts of a time add up to the whole', () => {
    const upToTwoMonths = fc.integer({ min: -60 * 24 * HOUR, max: 60 * 24 * HOUR });
    fc.assert(
      fc.property(anyCalendar, anyTime, upToTwoMonths, upToTwoMonths, ({ calendar, holidays }, a, toB, toC) => {
        const between = (from: Instant, to: Instant) => businessMillisecondsBetween(from, to, calendar, holidays);
        const [b, c] = [later(a, toB), later(a, toC)];
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  it('what was added is what lies between', () => {
    fc.assert(
      fc.property(anyCalendar, anyTime, upToTenDays, ({ calendar, holidays }, from, amount) => {
        const to = addBusinessMilliseconds(from, amount, calendar, holidays);
        expect(businessMillisecondsBetween(from, to, calendar, holidays)).toBe(amount);
      }),
    );
  });

  it('a pause keeps what was left, and an overdue answer overdue', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyTime,
        fc.integer({ min: -240 * HOUR, max: 240 * HOUR }),
        upToTenDays,
        ({ calendar, holidays }, pausedAt, untilDue, pause) => {
          const dueAt = later(pausedAt, untilDue);
          const resumedAt = later(pausedAt, pause);
          const due = resumeClock(pausedAt, dueAt, resumedAt, calendar, holidays);
          if (dueAt <= pausedAt) {
            expect(due).toBe(dueAt);
            return;
          }
          expect(due >= resumedAt && due >= dueAt).toBe(true);
          expect(businessMillisecondsBetween(resumedAt, due, calendar, holidays)).toBe(
            businessMillisecondsBetween(pausedAt, dueAt, calendar, holidays),
          );
        },
      ),
    );
  });

  it('a pause of no length changes nothing', () => {
    fc.assert(
      fc.property(anyCalendar, anyTime, upToTenDays, ({ calendar, holidays }, openedAt, gap) => {
        const due = respondBy(openedAt, 24, calendar, holidays);
        const pausedAt = later(openedAt, gap);
        expect(resumeClock(pausedAt, due, pausedAt, calendar, holidays)).toBe(due);
      }),
    );
  });
});

function nextDay(day: CalendarDay): CalendarDay {
  return addDays(day, 1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function days(table: string): ReadonlySet<CalendarDay> {
  return new Set(
    table
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [year, dates] = line.trim().split(': ');
        return dates!.split(' ').map((date) => `${year}-${date}`);
      }),
  );
}
