import { DomainError } from '../errors/index.js';
import {
  addDays,
  addMilliseconds,
  calendarDay,
  isCalendarDay,
  isInstant,
  isTimeZone,
  normalizeInstant,
} from './index.js';

describe('calendarDay', () => {
  it.each([
    ['2026-11-20T23:30:00Z', 'Europe/Berlin', '2026-11-21'],
    ['2026-11-20T23:30:00Z', 'America/New_York', '2026-11-20'],
    ['2026-11-20T23:30:00Z', 'UTC', '2026-11-20'],
    ['2026-01-01T04:59:59.999Z', 'America/New_York', '2025-12-31'],
    ['2026-01-01T05:00:00.000Z', 'America/New_York', '2026-01-01'],
    ['2026-03-29T22:30:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-06-30T12:00:00Z', 'Pacific/Kiritimati', '2026-07-01'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(calendarDay(instant, zone)).toBe(day);
    expect(calendarDay(new Date(instant), zone)).toBe(day);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => calendarDay('2026-11-20T00:00:00Z', 'Mars/Olympus')).toThrow(DomainError);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(isTimeZone('Asia/Kolkata')).toBe(true);
  });
});

describe('instants', () => {
  it('are brought to one form that sorts as text', () => {
    expect(normalizeInstant('2026-11-20T10:00:00+02:00')).toBe('2026-11-20T08:00:00.000Z');
    expect(addMilliseconds('2026-11-20T23:59:59.500Z', 500)).toBe('2026-11-21T00:00:00.000Z');
  });

  it.each(['', '2026-11-20', '2026-13-01T00:00:00Z', 'Tue, 20 Nov 2012 00:00:00 +0000', '2026-11-20T00:00:00'])(
    'are not %p',
    (text) => {
      expect(isInstant(text)).toBe(false);
      expect(() => normalizeInstant(text)).toThrow(DomainError);
    },
  );
});

describe('days', () => {
  it('step over the end of a month and of February', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it.each(['2026-02-30', '2026-2-3', '20261120', '2026-11-20T00:00:00Z'])('are not %p', (text) => {
    expect(isCalendarDay(text)).toBe(false);
    expect(() => addDays(text, 1)).toThrow(DomainError);
  });
});
