export { Leases } from './leases.js';
export { LeaseLost, type Lease, type LeaseOutcome } from './lease.js';
export { Scheduler, type ScheduledWork, type SchedulerOptions } from './scheduler.js';
export type { DueRowsOptions } from './due-rows.js';
export { SchedulingModule } from './scheduling.module.js';
