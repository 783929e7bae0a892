import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SaleOrderRow } from './sale-order.entity.js';

/** An order's timeline; append-only (a trigger refuses UPDATE and DELETE). */
@Entity({ schema: 'sales', name: 'sale_order_note' })
@Index('ix_sale_order_note_order_id', ['orderId', 'at', 'id'])
export class SaleOrderNoteRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_sale_order_note' })
  id!: string;

  @ForeignKey(() => SaleOrderRow, { name: 'fk_sale_order_note_order' })
  @Column({ type: 'uuid', name: 'order_id' })
  orderId!: string;

  @Column({ type: 'timestamptz', name: 'at' })
  at!: Date | string;

  @Column({ type: 'text', name: 'code' })
  code!: string;

  @Column({ type: 'text', name: 'message' })
  message!: string;

  @Column({ type: 'jsonb', name: 'facts' })
  facts!: Readonly<Record<string, unknown>>;

  @Column({ type: 'text', name: 'correlation_id', nullable: true })
  correlationId!: string | null;
}
