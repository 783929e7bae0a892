import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { QueueJobRow } from './queue.entity.js';

export interface HistoryEntry {
  readonly jobId: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly correlationId: string;
  readonly requestedBy: string;
  readonly startedAt: Date;
  readonly created: number;
  readonly updated: number;
  readonly message: string;
  readonly problem: { readonly code: string; readonly endpoint: string } | null;
}

/** Work that was done at once, without a queue, stands in the operation history (B15) like a job that has ended. */
@Injectable()
export class HistoryRepository {
  async add(tx: Tx, entry: HistoryEntry): Promise<void> {
    const now = new Date();
    await tx.insert(QueueJobRow, [
      {
        id: entry.jobId,
        instanceId: entry.instanceId,
        operation: entry.operation,
        state: entry.problem ? 'failed' : 'done',
        phase: 'ended',
        createdCount: entry.created,
        updatedCount: entry.updated,
        errorCode: entry.problem?.code ?? null,
        message: entry.message,
        endpoint: entry.problem?.endpoint ?? null,
        requestedBy: entry.requestedBy,
        correlationId: entry.correlationId,
        startedAt: entry.startedAt,
        endedAt: now,
      },
    ]);
  }
}
