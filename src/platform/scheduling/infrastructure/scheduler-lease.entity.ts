import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Who runs what, until when. A row with `due_at` is a schedule and stays; one without is a plain lease and goes when released.
 * All times are the database's, so the clocks of the machines need not agree.
 */
@Entity({ schema: 'platform', name: 'scheduler_lease' })
@Index('ix_scheduler_lease_expires', ['expiresAt'], { where: 'due_at IS NULL' })
@Check('ck_scheduler_lease_holder', '(holder IS NULL) = (expires_at IS NULL)')
export class SchedulerLeaseRow {
  @PrimaryColumn({ name: 'name', type: 'text', primaryKeyConstraintName: 'pk_scheduler_lease' })
  name!: string;

  /** Made anew for every acquisition, so it also tells two runs of one process apart. */
  @Column({ name: 'holder', type: 'uuid', nullable: true })
  holder!: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;
}
