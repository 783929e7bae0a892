import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { UPDATED_AT } from './columns.js';
import { StockLocationRow } from './stock-location.entity.js';

/**
 * What is there of a variant at a location. Always locked in the order of its key. On hand may be below zero, or below what is
 * reserved: goods that have left already are booked whatever the count says (A16.1).
 */
@Entity({ schema: 'inventory', name: 'stock_level' })
@Index('ix_stock_level_variant', ['variantId', 'locationId'])
@Check('ck_stock_level_reserved', 'reserved >= 0')
export class StockLevelRow {
  @PrimaryColumn({ type: 'uuid', name: 'location_id', primaryKeyConstraintName: 'pk_stock_level' })
  locationId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'variant_id', primaryKeyConstraintName: 'pk_stock_level' })
  variantId!: string;

  @ManyToOne(() => StockLocationRow)
  @JoinColumn({ name: 'location_id', foreignKeyConstraintName: 'fk_stock_level_location' })
  location?: StockLocationRow;

  @Column({ type: 'integer', name: 'on_hand' })
  onHand!: number;

  @Column({ type: 'integer', name: 'reserved' })
  reserved!: number;

  @Column(UPDATED_AT)
  updatedAt!: Date;
}
