import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened, stored in the transaction that made it happen; payload holds ids, primitives and money text (style.md §10). */
@Entity({ schema: 'platform', name: 'outbox_event' })
@Index('ix_outbox_event_waiting', ['id'], { where: 'relayed_at IS NULL' })
@Index('ix_outbox_event_relayed', ['relayedAt'], { where: 'relayed_at IS NOT NULL' })
@Check('ck_outbox_event_type', `type ~ '^[a-z0-9-]+\\.[a-z0-9-]+\\.v[0-9]+$'`)
@Check('ck_outbox_event_version', 'version > 0')
export class OutboxEventRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_outbox_event' })
  id!: string;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'payload', type: 'json' })
  payload!: unknown;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt!: Date;

  @Column({ name: 'correlation_id', type: 'text', nullable: true })
  correlationId!: string | null;

  /** When its deliveries were written down; null = nobody has looked at it yet. */
  @Column({ name: 'relayed_at', type: 'timestamptz', nullable: true })
  relayedAt!: Date | null;
}
