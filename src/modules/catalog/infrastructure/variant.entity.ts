import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProductRow } from './product.entity.js';

@Entity({ schema: 'catalog', name: 'variant' })
@Index('uq_variant_sku', ['skuKey'], { unique: true, where: `sku_key <> ''` })
@Index('ix_variant_sku_key', ['skuKey', 'id'])
@Index('ix_variant_created_at', ['createdAt', 'id'])
@Index('ix_variant_archived', ['createdAt', 'id'], { where: 'archived_at IS NOT NULL' })
@Index('ix_variant_barcode', ['barcode'], { where: `barcode <> ''` })
@Index('ix_variant_product_id', ['productId', 'id'])
@Check('ck_variant_price', `price >= 0`)
@Check('ck_variant_weight', `weight_grams >= 0`)
export class VariantRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_variant' })
  id!: string;

  @ForeignKey(() => ProductRow, { name: 'fk_variant_product' })
  @Column({ type: 'uuid', name: 'product_id' })
  productId!: string;

  @Column({ type: 'text', name: 'sku' })
  sku!: string;

  /** See `skuKey`: what makes two SKUs the same, and what the list sorts by. */
  @Column({ type: 'text', name: 'sku_key', collation: 'C' })
  skuKey!: string;

  @Column({ type: 'text', name: 'barcode' })
  barcode!: string;

  /** In the company's currency; null: no price of its own. */
  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'price', nullable: true })
  price!: string | null;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'weight_grams' })
  weightGrams!: string;

  @Column({ type: 'text', name: 'options_text' })
  optionsText!: string;

  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
