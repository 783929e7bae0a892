export interface ScheduleDefault {
  readonly action: string;
  readonly intervalMinutes: number;
  readonly active: boolean;
}

/** A24, Z1: what runs by itself once a person switches it on. */
const SCHEDULES: readonly ScheduleDefault[] = [
  { action: 'import-orders', intervalMinutes: 15, active: false },
  { action: 'export-stock', intervalMinutes: 30, active: false },
  { action: 'export-price', intervalMinutes: 1_440, active: false },
  { action: 'update-order-status', intervalMinutes: 30, active: false },
];

/** Only operations this hub has: a switch that does nothing would be believed. */
export function defaultSchedules(operations: readonly string[]): readonly ScheduleDefault[] {
  return SCHEDULES.filter((schedule) => operations.includes(schedule.action));
}

/** From now or from when it was due, whichever is later: a missed run is caught up once, not once for each that was missed. */
export function nextRunAfter(now: Date, due: Date | null, intervalMinutes: number): Date {
  const from = Math.max(now.getTime(), due?.getTime() ?? 0);
  return new Date(from + intervalMinutes * 60_000);
}

interface Plan {
  readonly active: boolean;
  readonly intervalMinutes: number;
}

/** Switched on it is due at once; a changed interval counts from now; switched off it is due no more. */
export function nextRunAfterChange(
  now: Date,
  before: Plan & { readonly nextRunAt: Date | null },
  after: Plan,
): Date | null {
  if (!after.active) return null;
  if (!before.active || before.nextRunAt === null) return now;
  if (after.intervalMinutes === before.intervalMinutes) return before.nextRunAt;
  return nextRunAfter(now, null, after.intervalMinutes);
}
