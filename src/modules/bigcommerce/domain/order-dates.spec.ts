import { nextSecond, toFilterSecond, toInstantOrNull } from './order-dates.js';

describe('order dates', () => {
  it.each([
    ['Tue, 04 Nov 2025 09:15:42 +0000', '2025-11-04T09:15:42.000Z'],
    ['Tue, 4 Nov 2025 09:15:42 GMT', '2025-11-04T09:15:42.000Z'],
    ['Thu, 29 Feb 2024 23:59:59 +0000', '2024-02-29T23:59:59.000Z'],
    ['Tue, 04 Nov 2025 09:15:42 -0530', '2025-11-04T14:45:42.000Z'],
    ['2025-11-04T09:15:42+00:00', '2025-11-04T09:15:42.000Z'],
  ])('reads %s', (text, instant) => {
    expect(toInstantOrNull(text)).toBe(instant);
  });

  it.each([
    '',
    'Sat, 29 Feb 2025 10:00:00 +0000',
    'Tue, 04 Foo 2025 09:15:42 +0000',
    'Tue, 04 Nov 2025 25:15:42 +0000',
    '2025-11-04',
    7,
    null,
  ])('refuses %p', (text) => {
    expect(toInstantOrNull(text)).toBeNull();
  });

  it('agrees with the calendar for every day of ten years', () => {
    for (let at = Date.UTC(2020, 0, 1, 23, 59, 59); at < Date.UTC(2030, 0, 1); at += 86_400_000) {
      const date = new Date(at);
      expect(toInstantOrNull(date.toUTCString().replace('GMT', '+0000'))).toBe(date.toISOString());
    }
  });

  it('filters by whole seconds', () => {
    expect(toFilterSecond('2025-11-04T09:15:42.900Z')).toBe('2025-11-04T09:15:42Z');
    expect(nextSecond('2025-12-31T23:59:59.000Z')).toBe('2026-01-01T00:00:00.000Z');
  });
});
