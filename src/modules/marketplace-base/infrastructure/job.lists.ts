import { defineList } from '../../../platform/http/index.js';

export const JOB_STATES = ['draft', 'processing', 'partially-done', 'done', 'failed', 'cancelled'] as const;
export const LINE_STATES = ['draft', 'done', 'failed', 'skipped', 'cancelled'] as const;

export interface JobView {
  id: string;
  instanceId: string;
  operation: string;
  parameters: Record<string, unknown>;
  state: (typeof JOB_STATES)[number];
  /** fetch: reading from the store (and already working on what was read); process: reading is done. */
  phase: 'fetch' | 'process' | 'ended';
  createdCount: number;
  updatedCount: number;
  skippedCount: number;
  failedCount: number;
  errorCode: string | null;
  message: string | null;
  endpoint: string | null;
  requestedBy: string;
  correlationId: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

const jobs = {
  from: 'marketplace.queue_job j',
  columns: {
    id: 'j.id',
    instanceId: 'j.instance_id',
    operation: 'j.operation',
    parameters: 'j.parameters',
    state: 'j.state',
    phase: 'j.phase',
    createdCount: 'j.created_count',
    updatedCount: 'j.updated_count',
    skippedCount: 'j.skipped_count',
    failedCount: 'j.failed_count',
    errorCode: 'j.error_code',
    message: 'j.message',
    endpoint: 'j.endpoint',
    requestedBy: 'j.requested_by',
    correlationId: 'j.correlation_id',
    createdAt: { instant: 'j.created_at' },
    startedAt: { instant: 'j.started_at' },
    endedAt: { instant: 'j.ended_at' },
  },
  filters: {
    id: { column: 'j.id', type: 'uuid' },
    instanceId: { column: 'j.instance_id', type: 'uuid' },
    operation: { column: 'j.operation', type: 'text' },
    state: { column: 'j.state', type: 'text', enum: JOB_STATES },
    createdAt: { column: 'j.created_at', type: 'instant', range: true },
  },
  sorts: { createdAt: { column: 'j.created_at', type: 'instant' } },
  defaultSort: '-createdAt',
  tieBreak: 'j.id',
  instanceColumn: 'j.instance_id',
} as const;

export const jobList = defineList<JobView>({ name: 'jobs', ...jobs });

/** B15: what was done, by whom, when, with which result. Nothing changes it but trying failures again. */
export const operationHistory = defineList<JobView>({
  name: 'operation-history',
  ...jobs,
  where: `j.phase = 'ended'`,
});

export interface LineView {
  id: string;
  jobId: string;
  instanceId: string;
  remoteId: string;
  remoteModifiedAt: string | null;
  state: (typeof LINE_STATES)[number];
  attempts: number;
  nextAttemptAt: string | null;
  result: string | null;
  recordId: string | null;
  errorCode: string | null;
  message: string | null;
  vendorMessage: string | null;
  endpoint: string | null;
  facts: Record<string, unknown> | null;
  endedAt: string | null;
}

/** In the order of remote ids, which is the index that keeps a remote record once per job. */
export const lineList = defineList<LineView>({
  name: 'job-lines',
  from: 'marketplace.queue_line l',
  columns: {
    id: 'l.id',
    jobId: 'l.job_id',
    instanceId: 'l.instance_id',
    remoteId: 'l.remote_id',
    remoteModifiedAt: { instant: 'l.remote_modified_at' },
    state: 'l.state',
    attempts: 'l.attempts',
    nextAttemptAt: { instant: 'l.next_attempt_at' },
    result: 'l.result',
    recordId: 'l.record_id',
    errorCode: 'l.error_code',
    message: 'l.message',
    vendorMessage: 'l.vendor_message',
    endpoint: 'l.endpoint',
    facts: 'l.facts',
    endedAt: { instant: 'l.ended_at' },
  },
  filters: {
    id: { column: 'l.id', type: 'uuid' },
    state: { column: 'l.state', type: 'text', enum: LINE_STATES },
    errorCode: { column: 'l.error_code', type: 'text' },
    remoteId: { column: 'l.remote_id', type: 'text' },
  },
  sorts: { remoteId: { column: 'l.remote_id', type: 'text' } },
  defaultSort: 'remoteId',
  tieBreak: 'l.id',
  instanceColumn: 'l.instance_id',
  scopes: { jobId: { column: 'l.job_id', type: 'uuid' } },
});

export interface LogEntryView {
  id: string;
  instanceId: string;
  jobId: string | null;
  operation: string;
  level: 'success' | 'error';
  code: string;
  message: string;
  remoteId: string | null;
  recordId: string | null;
  endpoint: string | null;
  vendorMessage: string | null;
  facts: Record<string, unknown>;
  correlationId: string | null;
  createdAt: string;
}

/** Ids are made in the order of time, so the id is the order. */
export const logEntryList = defineList<LogEntryView>({
  name: 'log-entries',
  from: 'marketplace.log_entry e',
  columns: {
    id: 'e.id',
    instanceId: 'e.instance_id',
    jobId: 'e.job_id',
    operation: 'e.operation',
    level: 'e.level',
    code: 'e.code',
    message: 'e.message',
    remoteId: 'e.remote_id',
    recordId: 'e.record_id',
    endpoint: 'e.endpoint',
    vendorMessage: 'e.vendor_message',
    facts: 'e.facts',
    correlationId: 'e.correlation_id',
    createdAt: { instant: 'e.created_at' },
  },
  filters: {
    instanceId: { column: 'e.instance_id', type: 'uuid' },
    jobId: { column: 'e.job_id', type: 'uuid' },
    operation: { column: 'e.operation', type: 'text' },
    level: { column: 'e.level', type: 'text', enum: ['success', 'error'] },
    code: { column: 'e.code', type: 'text' },
    remoteId: { column: 'e.remote_id', type: 'text' },
    createdAt: { column: 'e.created_at', type: 'instant', range: true },
  },
  sorts: { createdAt: { column: 'e.id', type: 'uuid' } },
  defaultSort: '-createdAt',
  tieBreak: 'e.id',
  instanceColumn: 'e.instance_id',
});
