import type { HubClient, JobAnswer } from './hub-client.js';

const ENDED = new Set(['done', 'partially-done', 'failed', 'cancelled']);

export interface ImportResult {
  readonly jobId: string;
  readonly created: number;
  readonly failed: number;
  /** From the request to the instant at which the hub says it ended: not to the poll that noticed. */
  readonly seconds: number;
  /** From `began`, an instant in ms, to the first order that was seen in the hub; null when none came. */
  readonly secondsToFirstOrder: number | null;
}

/** Starts an import and waits for its end. */
export async function importOrders(
  hub: HubClient,
  instanceId: string,
  began: number,
  pollMs = 50,
): Promise<ImportResult> {
  const started = Date.now();
  const { jobId } = await hub.post<{ jobId: string }>(`/api/v1/instances/${instanceId}/operations`, {
    operation: 'import-orders',
    parameters: {},
  });
  let secondsToFirstOrder: number | null = null;
  for (;;) {
    const job = await hub.get<JobAnswer>(`/api/v1/jobs/${jobId}`);
    if (secondsToFirstOrder === null && job.createdCount > 0) secondsToFirstOrder = (Date.now() - began) / 1000;
    if (ENDED.has(job.state) && job.endedAt) {
      return {
        jobId,
        created: job.createdCount,
        failed: job.failedCount,
        seconds: (Date.parse(job.endedAt) - started) / 1000,
        secondsToFirstOrder,
      };
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
