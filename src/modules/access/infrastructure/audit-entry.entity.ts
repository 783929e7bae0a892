import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE. */
@Entity({ schema: 'access', name: 'audit_entry' })
@Index('ix_audit_entry_at', ['at', 'id'])
@Index('ix_audit_entry_record', ['recordType', 'recordId', 'at', 'id'])
@Index('ix_audit_entry_action', ['action', 'at', 'id'])
@Index('ix_audit_entry_correlation', ['correlationId'])
@Index('ix_audit_entry_actor', ['actorId', 'at', 'id'])
export class AuditEntryRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_audit_entry' })
  id!: string;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: string;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId!: string | null;

  @Column({ name: 'actor_name', type: 'text' })
  actorName!: string;

  @Column({ name: 'action', type: 'text' })
  action!: string;

  @Column({ name: 'record_type', type: 'text' })
  recordType!: string;

  @Column({ name: 'record_id', type: 'text' })
  recordId!: string;

  @Column({ name: 'before', type: 'jsonb', nullable: true })
  before!: unknown;

  @Column({ name: 'after', type: 'jsonb', nullable: true })
  after!: unknown;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId!: string | null;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
