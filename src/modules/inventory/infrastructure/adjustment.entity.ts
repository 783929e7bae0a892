import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';
import { StockLocationRow } from './stock-location.entity.js';

/** Stock counted or corrected by a person; it takes effect when it is validated. */
@Entity({ schema: 'inventory', name: 'adjustment' })
@Unique('uq_adjustment_number', ['number'])
@Index('ix_adjustment_location', ['locationId'])
@Check('ck_adjustment_state', `state IN ('draft','done','cancelled')`)
@Check('ck_adjustment_mode', `mode IN ('count','change')`)
export class AdjustmentRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_adjustment' })
  id!: string;

  @Column({ type: 'text', name: 'number' })
  number!: string;

  @Column({ type: 'uuid', name: 'location_id' })
  locationId!: string;

  @ManyToOne(() => StockLocationRow)
  @JoinColumn({ name: 'location_id', foreignKeyConstraintName: 'fk_adjustment_location' })
  location?: StockLocationRow;

  @Column({ type: 'text', name: 'state' })
  state!: string;

  /** count: its quantities are what is there; change: they are what is added or taken. */
  @Column({ type: 'text', name: 'mode' })
  mode!: string;

  @Column({ type: 'text', name: 'note' })
  note!: string;

  @Column({ type: 'timestamptz', name: 'done_at', nullable: true })
  doneAt!: string | null;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}

@Entity({ schema: 'inventory', name: 'adjustment_line' })
@Unique('uq_adjustment_line_variant', ['adjustmentId', 'variantId'])
export class AdjustmentLineRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_adjustment_line' })
  id!: string;

  @Column({ type: 'uuid', name: 'adjustment_id' })
  adjustmentId!: string;

  @ManyToOne(() => AdjustmentRow)
  @JoinColumn({ name: 'adjustment_id', foreignKeyConstraintName: 'fk_adjustment_line_adjustment' })
  adjustment?: AdjustmentRow;

  @Column({ type: 'uuid', name: 'variant_id' })
  variantId!: string;

  @Column({ type: 'integer', name: 'quantity' })
  quantity!: number;

  /** What it changed; null until validated. */
  @Column({ type: 'integer', name: 'difference', nullable: true })
  difference!: number | null;
}
