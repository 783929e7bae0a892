import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { InstanceRow } from './instance.entity.js';

/** One run of an operation (A22.1); ended jobs are the operation history (B15). */
@Entity({ schema: 'marketplace', name: 'queue_job' })
@Index('ix_queue_job_instance', ['instanceId', 'createdAt', 'id'])
@Index('ix_queue_job_created', ['createdAt', 'id'])
@Index('ix_queue_job_active', ['progressAt'], { where: `state IN ('draft', 'processing')` })
@Index('uq_queue_job_running', ['instanceId', 'singleKey'], {
  unique: true,
  where: `state IN ('draft', 'processing') AND single_key IS NOT NULL`,
})
@Check('ck_queue_job_state', `state IN ('draft', 'processing', 'partially-done', 'done', 'failed', 'cancelled')`)
@Check('ck_queue_job_phase', `phase IN ('fetch', 'process', 'ended')`)
export class QueueJobRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_queue_job' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_queue_job_instance' })
  instance?: InstanceRow;

  @Column({ name: 'operation', type: 'text' })
  operation!: string;

  @Column({ name: 'parameters', type: 'jsonb', default: {} })
  parameters!: Record<string, unknown>;

  /** Two active jobs of one instance never share it: the same incremental run does not run twice at once. */
  @Column({ name: 'single_key', type: 'text', nullable: true })
  singleKey!: string | null;

  @Column({ name: 'state', type: 'text', default: 'draft' })
  state!: 'draft' | 'processing' | 'partially-done' | 'done' | 'failed' | 'cancelled';

  @Column({ name: 'phase', type: 'text', default: 'fetch' })
  phase!: 'fetch' | 'process' | 'ended';

  /** Where the fetch goes on after a restart; the connector's own. */
  @Column({ name: 'page_cursor', type: 'jsonb', nullable: true })
  pageCursor!: Record<string, unknown> | null;

  @Column({ name: 'fetch_attempts', type: 'integer', default: 0 })
  fetchAttempts!: number;

  @Column({ name: 'next_fetch_at', type: 'timestamptz', nullable: true })
  nextFetchAt!: Date | null;

  @Column({ name: 'created_count', type: 'integer', default: 0 })
  createdCount!: number;

  @Column({ name: 'updated_count', type: 'integer', default: 0 })
  updatedCount!: number;

  @Column({ name: 'skipped_count', type: 'integer', default: 0 })
  skippedCount!: number;

  @Column({ name: 'failed_count', type: 'integer', default: 0 })
  failedCount!: number;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ name: 'message', type: 'text', nullable: true })
  message!: string | null;

  @Column({ name: 'endpoint', type: 'text', nullable: true })
  endpoint!: string | null;

  @Column({ name: 'requested_by', type: 'text' })
  requestedBy!: string;

  @Column({ name: 'correlation_id', type: 'text' })
  correlationId!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'progress_at', type: 'timestamptz', default: () => 'now()' })
  progressAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}

/**
 * Records of a job as they were read, a page at a time: a gzipped JSON array. Lines point into it without a foreign key, because
 * both live exactly as long as their job.
 */
@Entity({ schema: 'marketplace', name: 'queue_page' })
@Index('ix_queue_page_job', ['jobId'])
export class QueuePageRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_queue_page' })
  id!: string;

  @Column({ name: 'job_id', type: 'uuid' })
  jobId!: string;

  @ManyToOne(() => QueueJobRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'fk_queue_page_job' })
  job?: QueueJobRow;

  @Column({ name: 'content', type: 'bytea' })
  content!: Buffer;
}

/**
 * One remote record of a job. A worker holds a line by its row lock for the length of its transaction, so a killed worker's
 * lines are free the moment its connection ends (ADR 0003).
 */
@Entity({ schema: 'marketplace', name: 'queue_line' })
@Unique('uq_queue_line_remote', ['jobId', 'remoteId'])
@Index('ix_queue_line_waiting', ['jobId', 'id'], { where: `state = 'draft'` })
@Index('ix_queue_line_job_failed', ['jobId', 'remoteId'], { where: `state = 'failed'` })
@Index('ix_queue_line_failed', ['instanceId', 'errorCode', 'id'], { where: `state = 'failed'` })
@Check('ck_queue_line_state', `state IN ('draft', 'done', 'failed', 'skipped', 'cancelled')`)
export class QueueLineRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_queue_line' })
  id!: string;

  @Column({ name: 'job_id', type: 'uuid' })
  jobId!: string;

  @ManyToOne(() => QueueJobRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'fk_queue_line_job' })
  job?: QueueJobRow;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'remote_modified_at', type: 'timestamptz', nullable: true })
  remoteModifiedAt!: Date | string | null;

  /** Where the record as it was read stands; null: read it again before processing (A22.3). */
  @Column({ name: 'page_id', type: 'uuid', nullable: true })
  pageId!: string | null;

  @Column({ name: 'page_position', type: 'smallint', nullable: true })
  pagePosition!: number | null;

  @Column({ name: 'state', type: 'text', default: 'draft' })
  state!: 'draft' | 'done' | 'failed' | 'skipped' | 'cancelled';

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'next_attempt_at', type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  /** created | updated | skipped */
  @Column({ name: 'result', type: 'text', nullable: true })
  result!: string | null;

  @Column({ name: 'record_id', type: 'uuid', nullable: true })
  recordId!: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  @Column({ name: 'message', type: 'text', nullable: true })
  message!: string | null;

  @Column({ name: 'vendor_message', type: 'text', nullable: true })
  vendorMessage!: string | null;

  @Column({ name: 'endpoint', type: 'text', nullable: true })
  endpoint!: string | null;

  @Column({ name: 'facts', type: 'jsonb', nullable: true })
  facts!: Record<string, unknown> | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}

/** What happened, readable by a merchant (A22.4); filtered by the instance's log level (A3.5). */
@Entity({ schema: 'marketplace', name: 'log_entry' })
@Index('ix_log_entry_instance', ['instanceId', 'id'])
@Index('ix_log_entry_errors', ['instanceId', 'id'], { where: `level = 'error'` })
@Index('ix_log_entry_code', ['instanceId', 'code', 'id'])
@Index('ix_log_entry_remote', ['instanceId', 'remoteId', 'id'])
@Index('ix_log_entry_job', ['jobId', 'id'])
@Check('ck_log_entry_level', `level IN ('success', 'error')`)
export class LogEntryRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_log_entry' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_log_entry_instance' })
  instance?: InstanceRow;

  @Column({ name: 'job_id', type: 'uuid', nullable: true })
  jobId!: string | null;

  @Column({ name: 'operation', type: 'text' })
  operation!: string;

  @Column({ name: 'level', type: 'text' })
  level!: 'success' | 'error';

  @Column({ name: 'code', type: 'text' })
  code!: string;

  @Column({ name: 'message', type: 'text' })
  message!: string;

  @Column({ name: 'remote_id', type: 'text', nullable: true })
  remoteId!: string | null;

  @Column({ name: 'record_id', type: 'uuid', nullable: true })
  recordId!: string | null;

  @Column({ name: 'endpoint', type: 'text', nullable: true })
  endpoint!: string | null;

  @Column({ name: 'vendor_message', type: 'text', nullable: true })
  vendorMessage!: string | null;

  /** Facts and shortcuts, e.g. `{ configureWorkflow: { gatewayId, paymentStatus } }` (A11.13). */
  @Column({ name: 'facts', type: 'jsonb', default: {} })
  facts!: Record<string, unknown>;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

/** Last Processed On (A3.2): where the next incremental run of an operation starts. */
@Entity({ schema: 'marketplace', name: 'sync_cursor' })
export class SyncCursorRow {
  @PrimaryColumn({ name: 'instance_id', type: 'uuid', primaryKeyConstraintName: 'pk_sync_cursor' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_sync_cursor_instance' })
  instance?: InstanceRow;

  @PrimaryColumn({ name: 'operation', type: 'text', primaryKeyConstraintName: 'pk_sync_cursor' })
  operation!: string;

  @Column({ name: 'processed_until', type: 'timestamptz' })
  processedUntil!: Date | string;
}

/** A24: what runs by itself, per instance. */
@Entity({ schema: 'marketplace', name: 'scheduled_action' })
@Unique('uq_scheduled_action', ['instanceId', 'action'])
@Index('ix_scheduled_action_due', ['nextRunAt'], { where: 'active' })
@Check('ck_scheduled_action_interval', 'interval_minutes BETWEEN 1 AND 10080')
export class ScheduledActionRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_scheduled_action' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_scheduled_action_instance' })
  instance?: InstanceRow;

  @Column({ name: 'action', type: 'text' })
  action!: string;

  @Column({ name: 'interval_minutes', type: 'integer' })
  intervalMinutes!: number;

  @Column({ name: 'active', type: 'boolean' })
  active!: boolean;

  @Column({ name: 'next_run_at', type: 'timestamptz', nullable: true })
  nextRunAt!: Date | null;

  @Column({ name: 'last_run_at', type: 'timestamptz', nullable: true })
  lastRunAt!: Date | null;

  @Column({ name: 'last_job_id', type: 'uuid', nullable: true })
  lastJobId!: string | null;

  @Column({ name: 'last_message', type: 'text', nullable: true })
  lastMessage!: string | null;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}
