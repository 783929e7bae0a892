import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { OutboxEventRow } from './outbox-event.entity.js';

/**
 * What one handler did with one event: the to-do list of the relay and, once handled, its memory. The row is locked while the
 * handler runs, so a killed process gives it back by itself.
 */
@Entity({ schema: 'platform', name: 'handled_event' })
@Index('ix_handled_event_waiting', ['nextTryAt'], { where: `state = 'waiting'` })
@Index('ix_handled_event_parked', ['eventId'], { where: `state = 'parked'` })
@Index('ix_handled_event_event', ['eventId'])
@Check('ck_handled_event_state', `state IN ('waiting', 'handled', 'parked')`)
@Check('ck_handled_event_handled_at', `(state = 'handled') = (handled_at IS NOT NULL)`)
export class HandledEventRow {
  @PrimaryColumn({ name: 'handler', type: 'text', primaryKeyConstraintName: 'pk_handled_event' })
  handler!: string;

  @PrimaryColumn({ name: 'event_id', type: 'uuid', primaryKeyConstraintName: 'pk_handled_event' })
  eventId!: string;

  @ManyToOne(() => OutboxEventRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'event_id', foreignKeyConstraintName: 'fk_handled_event_event' })
  event?: OutboxEventRow;

  @Column({ name: 'state', type: 'text', default: 'waiting' })
  state!: 'waiting' | 'handled' | 'parked';

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'next_try_at', type: 'timestamptz', default: () => 'now()' })
  nextTryAt!: Date;

  /** What the last failed try said, cut short. */
  @Column({ name: 'error', type: 'text', nullable: true })
  error!: string | null;

  @Column({ name: 'handled_at', type: 'timestamptz', nullable: true })
  handledAt!: Date | null;
}
