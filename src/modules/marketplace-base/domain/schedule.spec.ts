import { defaultSchedules, nextRunAfter, nextRunAfterChange } from './schedule.js';

const at = (time: string): Date => new Date(`2026-11-20T${time}:00.000Z`);

describe('schedules (A24)', () => {
  it('offers only what the hub can do', () => {
    expect(defaultSchedules(['import-orders', 'other'])).toEqual([
      { action: 'import-orders', intervalMinutes: 15, active: false },
    ]);
  });

  it.each([
    ['on time', at('10:00'), at('10:00'), at('10:15')],
    ['a little late', at('10:02'), at('10:00'), at('10:17')],
    ['a day late, once', at('10:00'), new Date('2026-11-19T10:00:00.000Z'), at('10:15')],
    ['early', at('10:00'), at('10:10'), at('10:25')],
  ])('runs again after an interval when it ran %s', (_, now, due, next) => {
    expect(nextRunAfter(now, due, 15)).toEqual(next);
  });

  it.each([
    ['switched on', false, true, 15, null, at('10:00')],
    ['switched off', true, false, 15, at('10:05'), null],
    ['left alone', true, true, 15, at('10:05'), at('10:05')],
    ['given another interval', true, true, 5, at('10:14'), at('10:05')],
    ['given another interval while off', false, false, 5, null, null],
  ])('is due right when it is %s', (_, was, is, intervalMinutes, due, next) => {
    const before = { active: was, intervalMinutes: 15, nextRunAt: due };
    expect(nextRunAfterChange(at('10:00'), before, { active: is, intervalMinutes })).toEqual(next);
  });
});
