import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { VariantRow } from './variant.entity.js';

@Entity({ schema: 'catalog', name: 'price_list' })
@Index('ix_price_list_name_key', ['nameKey', 'id'])
// The list an order in this currency gets when nothing says otherwise (A21.1, Z10): one per currency, however many workers make it.
@Index('uq_price_list_currency', ['currency'], { unique: true, where: 'is_for_currency' })
@Index('uq_price_list_default', ['isDefault'], { unique: true, where: 'is_default' })
@Check('ck_price_list_currency', `currency ~ '^[A-Z]{3}$'`)
@Check('ck_price_list_archived', `archived_at IS NULL OR NOT (is_default OR is_for_currency)`)
export class PriceListRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_price_list' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'name_key', collation: 'C' })
  nameKey!: string;

  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ type: 'boolean', name: 'is_for_currency', default: false })
  isForCurrency!: boolean;

  @Column({ type: 'boolean', name: 'is_default', default: false })
  isDefault!: boolean;

  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}

@Entity({ schema: 'catalog', name: 'price_list_item' })
@Index('uq_price_list_item', ['priceListId', 'variantId', 'minQuantity'], { unique: true })
@Index('ix_price_list_item_variant_id', ['variantId'])
@Index('ix_price_list_item_created_at', ['priceListId', 'createdAt', 'id'])
@Check('ck_price_list_item_price', 'price >= 0')
@Check('ck_price_list_item_min_quantity', 'min_quantity >= 1')
export class PriceListItemRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_price_list_item' })
  id!: string;

  @ForeignKey(() => PriceListRow, { name: 'fk_price_list_item_price_list' })
  @Column({ type: 'uuid', name: 'price_list_id' })
  priceListId!: string;

  @ForeignKey(() => VariantRow, { name: 'fk_price_list_item_variant' })
  @Column({ type: 'uuid', name: 'variant_id' })
  variantId!: string;

  /** From this quantity on. */
  @Column({ type: 'integer', name: 'min_quantity', default: 1 })
  minQuantity!: number;

  /** Of one, in the list's currency. */
  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'price' })
  price!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
