import fc from 'fast-check';
import { DateTime } from 'luxon';

import { coverAt, coveredUntil, isCovered } from './coverage-days.js';

describe('Free cover', () => {
  it.each([
    ['2026-01-01', 60, '2026-03-02'],
    ['2024-01-01', 60, '2024-03-01'],
    ['2023-12-31', 60, '2024-02-29'],
    ['2024-12-31', 60, '2025-03-01'],
    ['2026-11-01', 60, '2026-12-31'],
    ['2026-11-02', 60, '2027-01-01'],
    ['2026-12-31', 0, '2026-12-31'],
    ['2024-02-29', 365, '2025-02-28'],
  ])('Z29: bought on %s for %i days, lasts until %s', (purchasedOn, coverageDays, until) => {
    expect(coveredUntil(purchasedOn, coverageDays)).toBe(until);
  });

  it.each([
    ['2026-01-01', '2026-01-01T00:00:00.000Z', 'covered'],
    ['2026-01-01', '2026-03-01T12:00:00.000Z', 'covered'],
    // Day 60, to its last millisecond.
    ['2026-01-01', '2026-03-02T00:00:00.000Z', 'covered'],
    ['2026-01-01', '2026-03-02T23:59:59.999Z', 'covered'],
    ['2026-01-01', '2026-03-03T00:00:00.000Z', 'expired'],
    // Day 60 in a leap year, over the end of a year, over a clock change of the customer.
    ['2024-01-01', '2024-03-01T23:59:59.999Z', 'covered'],
    ['2024-01-01', '2024-03-02T00:00:00.000Z', 'expired'],
    ['2026-11-01', '2026-12-31T23:59:59.999Z', 'covered'],
    ['2026-11-01', '2027-01-01T00:00:00.000Z', 'expired'],
    ['2026-03-01', '2026-04-30T23:59:59.999Z', 'covered'],
    ['2026-03-01', '2026-05-01T00:00:00.000Z', 'expired'],
    // An instant with an offset is read as the instant it is.
    ['2026-01-01', '2026-03-03T01:00:00+02:00', 'covered'],
    ['2026-01-01', '2026-03-02T20:00:00-05:00', 'expired'],
  ] as const)('Z29: bought on %s, reported at %s: %s', (purchasedOn, reportedAt, cover) => {
    expect(coverAt(purchasedOn, 60, reportedAt)).toBe(cover);
    expect(coverAt(purchasedOn, 60, new Date(reportedAt))).toBe(cover);
    expect(isCovered(purchasedOn, 60, reportedAt)).toBe(cover === 'covered');
  });

  it('is covered on a purchase dated to a day that has begun in the east alone', () => {
    expect(coverAt('2026-01-02', 60, '2026-01-01T10:00:00.000Z')).toBe('covered');
  });

  it('tells a purchase of the future apart, and covers it', () => {
    expect(coverAt('2026-01-02', 60, '2026-01-01T09:59:59.999Z')).toBe('not-purchased-yet');
    expect(coverAt('2027-01-01', 60, '2026-01-01T10:00:00.000Z')).toBe('not-purchased-yet');
    expect(isCovered('2027-01-01', 60, '2026-01-01T10:00:00.000Z')).toBe(true);
  });

  it.each(['2026-02-29', '2026-1-1', ''])('refuses "%s" as the day of purchase', (purchasedOn) => {
    expect(() => coveredUntil(purchasedOn, 60)).toThrow(expect.objectContaining({ code: 'time.not-a-day' }));
    expect(() => coverAt(purchasedOn, 60, '2026-01-01T10:00:00.000Z')).toThrow(
      expect.objectContaining({ code: 'time.not-a-day' }),
    );
  });

  it('is as long as the days between, counted by luxon', () => {
    const anyDay = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 800 }), (date, coverageDays) => {
        const bought = DateTime.fromJSDate(date, { zone: 'utc' }).startOf('day');
        const until = DateTime.fromISO(coveredUntil(bought.toISODate()!, coverageDays), { zone: 'utc' });
        expect(until.diff(bought, 'days').days).toBe(coverageDays);
      }),
    );
  });
});
