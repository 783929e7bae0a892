import type { SupportPolicy } from '../domain/policy.js';
import { ResponseClock } from './response-clock.js';

const DAY = 86_400_000;
const openedAt = new Date('2026-11-02T10:00:00.000Z');

function policyClosed(days: number): SupportPolicy {
  const closed = Array.from({ length: days }, (_, n) =>
    new Date(openedAt.getTime() + n * DAY).toISOString().slice(0, 10),
  );
  const calendar = { timeZone: 'UTC', workdays: [1, 2, 3, 4, 5], region: null, closed, open: [] };
  return { response: { hours: 24, calendar } } as unknown as SupportPolicy;
}

describe('when an answer is due', () => {
  it('passes over days off (D12)', () => {
    expect(new ResponseClock().firstDue(policyClosed(3), openedAt)).toEqual(new Date('2026-11-05T10:00:00.000Z'));
  });

  it('is told by the clock on the wall when no day is worked: a report is taken in all the same', () => {
    const clock = new ResponseClock();
    const policy = policyClosed(800);
    expect(clock.firstDue(policy, openedAt)).toEqual(new Date('2026-11-03T10:00:00.000Z'));
    const ticket = { dueAt: new Date('2026-11-03T10:00:00.000Z'), pausedAt: openedAt };
    const now = new Date('2026-11-10T12:00:00.000Z');
    expect(clock.after(policy, ticket, 'open', false, now)).toEqual({
      dueAt: new Date('2026-11-11T12:00:00.000Z'),
      pausedAt: null,
    });
  });
});
