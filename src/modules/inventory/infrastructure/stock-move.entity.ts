import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CREATED_AT } from './columns.js';

/** Why a level is what it is: the moves of a variant at a location add up to what is on hand. Append-only. */
@Entity({ schema: 'inventory', name: 'stock_move' })
@Index('ix_stock_move_variant', ['variantId', 'id'])
@Index('ix_stock_move_document', ['documentId'])
@Check('ck_stock_move_quantity', 'quantity <> 0')
@Check('ck_stock_move_reason', `reason IN ('delivery','adjustment')`)
export class StockMoveRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_stock_move' })
  id!: string;

  @Column({ type: 'uuid', name: 'location_id' })
  locationId!: string;

  @Column({ type: 'uuid', name: 'variant_id' })
  variantId!: string;

  /** Positive came in, negative went out. */
  @Column({ type: 'integer', name: 'quantity' })
  quantity!: number;

  @Column({ type: 'text', name: 'reason' })
  reason!: string;

  /** The delivery or adjustment that moved it. */
  @Column({ type: 'uuid', name: 'document_id' })
  documentId!: string;

  @Column({ type: 'timestamptz', name: 'moved_at' })
  movedAt!: string;

  @Column(CREATED_AT)
  createdAt!: Date;
}
