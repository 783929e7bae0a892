import { holidaysOf, publicHolidays } from './public-holidays.js';

const england = { country: 'GB', state: 'ENG' };
const within = (days: ReadonlySet<string>, month: string) => [...days].filter((day) => day.startsWith(month)).sort();

describe('Public holidays', () => {
  it.each<[string, string | null, string, string[]]>([
    // Single years that differ from the rule.
    ['GB', 'ENG', '2020-05', ['2020-05-08', '2020-05-25']],
    ['GB', 'ENG', '2022-06', ['2022-06-02', '2022-06-03']],
    ['GB', 'ENG', '2022-09', ['2022-09-19']],
    ['GB', 'ENG', '2023-05', ['2023-05-01', '2023-05-08', '2023-05-29']],
    // Days in lieu, besides the day itself.
    ['GB', 'ENG', '2027-12', ['2027-12-25', '2027-12-26', '2027-12-27', '2027-12-28']],
    ['US', null, '2021-12', ['2021-12-24', '2021-12-25', '2021-12-31']],
    ['US', null, '2023-11', ['2023-11-10', '2023-11-11', '2023-11-23']],
    // Parts of a country differ.
    ['GB', 'ENG', '2026-08', ['2026-08-31']],
    ['GB', 'SCT', '2026-08', ['2026-08-03']],
    ['DE', 'BY', '2026-11', ['2026-11-01']],
    ['DE', 'BE', '2026-11', []],
    // Every day of a longer holiday, by the days of the region: this one begins at the sunset before.
    ['SA', null, '2024-04', ['2024-04-09', '2024-04-10', '2024-04-11', '2024-04-12']],
    ['TR', null, '2020-05', ['2020-05-01', '2020-05-19', '2020-05-24', '2020-05-25', '2020-05-26']],
    // Longer holidays in which the clocks change, over the end of a year, and a holiday on a day of 23 hours.
    ['BA', null, '2025-03', ['2025-03-30', '2025-03-31']],
    ['SZ', null, '2027-01', ['2027-01-01', '2027-01-02']],
    ['DE', 'BB', '2024-03', ['2024-03-29', '2024-03-31']],
    // Far from UTC, on both sides.
    ['NZ', null, '2026-02', ['2026-02-06']],
    ['US', 'HI', '2026-03', ['2026-03-26']],
    // Half holidays are worked.
    ['CN', null, '2026-03', []],
    ['AU', 'NT', '2026-12', ['2026-12-25', '2026-12-26', '2026-12-28']],
    // Not every day with a name is a day off.
    ['US', null, '2026-02', ['2026-02-16']],
  ])('of %s %s in %s are %p', (country, state, month, expected) => {
    expect(within(publicHolidays({ country, state }, Number(month.slice(0, 4))), month)).toEqual(expected);
  });

  it('are resolved once per region and year', () => {
    expect(publicHolidays(england, 2026)).toBe(publicHolidays({ ...england }, 2026));
    expect(publicHolidays(england, 2026)).not.toBe(publicHolidays({ country: 'GB', state: 'SCT' }, 2026));
    expect(publicHolidays(england, 2026)).not.toBe(publicHolidays(england, 2027));
  });

  it.each([
    ['XX', null, 'XX'],
    ['GB', 'QQ', 'GB-QQ'],
    ['gb', 'ENG', 'gb-ENG'],
    ['', null, ''],
    ['constructor', null, 'constructor'],
    ['US', 'constructor', 'US-constructor'],
    ['MC', 'ENG', 'MC-ENG'],
  ])('of an unknown region (%p, %p) are refused with a sentence', (country, state, name) => {
    expect(() => publicHolidays({ country, state }, 2026)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'support.unknown-region',
        message: expect.stringContaining(`There are no public holidays on record for "${name}"`),
      }),
    );
  });
});

describe('The days off of a calendar', () => {
  it('are the holidays of all the years, without the worked ones, with its own', () => {
    const days = holidaysOf({ region: england, closed: ['2026-12-24'], open: ['2026-12-28'] }, 2026, 2027);
    expect(within(days, '2026-12')).toEqual(['2026-12-24', '2026-12-25', '2026-12-26']);
    expect(within(days, '2027-01')).toEqual(['2027-01-01']);
    expect(within(days, '2025')).toEqual([]);
    // What one calendar leaves out is still there for the next one.
    expect(publicHolidays(england, 2026).has('2026-12-28')).toBe(true);
  });

  it('are its closed days alone without a region', () => {
    expect([...holidaysOf({ region: null, closed: ['2026-12-24'], open: [] }, 2026, 2027)]).toEqual(['2026-12-24']);
  });

  it('include a day that is named both closed and open', () => {
    const days = holidaysOf({ region: england, closed: ['2026-12-28'], open: ['2026-12-28'] }, 2026, 2026);
    expect(days.has('2026-12-28')).toBe(true);
  });
});
