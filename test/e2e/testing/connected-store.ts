import { setTimeout as sleep } from 'node:timers/promises';
import { connectStore } from '../../../src/demo/connect-store.js';
import type { HubClient, JobAnswer } from '../../../src/demo/hub-client.js';
import type { StoreControl } from './store-control.js';

export const PAID = ['captured', 'paid'];
/** Everything but Incomplete. */
const ALL_STATUSES = Array.from({ length: 14 }, (_, index) => String(index + 1));
const ENDED = new Set(['done', 'partially-done', 'failed', 'cancelled']);

/** Connects the store as the demo does, with a workflow row for every payment status it has: all but cancelled orders are invoiced. */
export async function connectWholeStore(hub: HubClient, store: StoreControl): Promise<string> {
  const { instanceId } = await connectStore(hub, store, ALL_STATUSES);
  const path = `/api/v1/instances/${instanceId}/financial-workflows`;
  const known = new Set<string>();
  for await (const row of hub.all<{ paymentStatus: string }>(path)) known.add(row.paymentStatus);
  const { byPaymentStatus } = await store.totals();
  for (const paymentStatus of Object.keys(byPaymentStatus).filter(
    (status) => status !== 'null' && !known.has(status),
  )) {
    await hub.post(path, {
      gatewayId: null,
      paymentStatus,
      confirmsOrder: true,
      validatesDelivery: false,
      createsInvoice: true,
      registersPayment: false,
    });
  }
  return instanceId;
}

export async function startImport(hub: HubClient, instanceId: string, parameters: object = {}): Promise<string> {
  const { jobId } = await hub.post<{ jobId: string }>(`/api/v1/instances/${instanceId}/operations`, {
    operation: 'import-orders',
    parameters,
  });
  return jobId;
}

export const jobOf = (hub: HubClient, jobId: string): Promise<JobAnswer> => hub.get<JobAnswer>(`/api/v1/jobs/${jobId}`);

export const hasEnded = (job: JobAnswer): boolean => ENDED.has(job.state);

export const linesDone = (job: JobAnswer): number =>
  job.createdCount + job.updatedCount + job.skippedCount + job.failedCount;

/** Waits until `met` says so of the job; one that stands still for so long is a failure of its own. */
export async function untilJob(
  hub: HubClient,
  jobId: string,
  met: (job: JobAnswer) => boolean,
  withinMs = 60_000,
): Promise<JobAnswer> {
  let last: unknown = 'nothing was read';
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(20)) {
    // A hub whose database is just coming back may refuse a question.
    const job = await jobOf(hub, jobId).catch((error: unknown) => void (last = error));
    if (!job) continue;
    if (met(job)) return job;
    last = JSON.stringify(job);
  }
  throw new Error(`The job did not get there within ${withinMs / 1000} s: ${String(last)}`);
}

export const untilEnded = (hub: HubClient, jobId: string, withinMs?: number): Promise<JobAnswer> =>
  untilJob(hub, jobId, hasEnded, withinMs);

export async function changeSettings(hub: HubClient, instanceId: string, settings: object): Promise<void> {
  const path = `/api/v1/instances/${instanceId}`;
  const { version } = await hub.get<{ version: number }>(path);
  await hub.patch(`${path}/settings`, { version, ...settings });
}
