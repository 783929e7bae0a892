import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProductRow } from './product.entity.js';
import { VariantRow } from './variant.entity.js';

@Entity({ schema: 'catalog', name: 'product_image' })
@Index('uq_product_image_position', ['productId', 'position'], { unique: true })
// A variant shows at most one image of its own (A4.6).
@Index('uq_product_image_variant', ['variantId'], { unique: true, where: 'variant_id IS NOT NULL' })
@Check('ck_product_image_position', 'position >= 0')
export class ProductImageRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_product_image' })
  id!: string;

  @ForeignKey(() => ProductRow, { name: 'fk_product_image_product' })
  @Column({ type: 'uuid', name: 'product_id' })
  productId!: string;

  @ForeignKey(() => VariantRow, { name: 'fk_product_image_variant' })
  @Column({ type: 'uuid', name: 'variant_id', nullable: true })
  variantId!: string | null;

  @Column({ type: 'text', name: 'url' })
  url!: string;

  @Column({ type: 'text', name: 'alt' })
  alt!: string;

  @Column({ type: 'integer', name: 'position' })
  position!: number;
}
