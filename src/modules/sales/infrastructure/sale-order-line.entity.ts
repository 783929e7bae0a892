import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SaleOrderRow } from './sale-order.entity.js';

@Entity({ schema: 'sales', name: 'sale_order_line' })
@Index('uq_sale_order_line_position', ['orderId', 'position'], { unique: true })
@Check(
  'ck_sale_order_line_kind',
  `kind IN ('goods', 'shipping', 'handling', 'wrapping', 'fee', 'discount', 'gift-certificate', 'rounding')`,
)
@Check('ck_sale_order_line_quantity', 'quantity > 0')
@Check('ck_sale_order_line_discount', 'discount >= 0')
@Check('ck_sale_order_line_gross', 'gross = net + tax')
export class SaleOrderLineRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_sale_order_line' })
  id!: string;

  @ForeignKey(() => SaleOrderRow, { name: 'fk_sale_order_line_order' })
  @Column({ type: 'uuid', name: 'order_id' })
  orderId!: string;

  @Column({ type: 'integer', name: 'position' })
  position!: number;

  @Column({ type: 'text', name: 'kind' })
  kind!: 'goods' | 'shipping' | 'handling' | 'wrapping' | 'fee' | 'discount' | 'gift-certificate' | 'rounding';

  @Column({ type: 'uuid', name: 'variant_id', nullable: true })
  variantId!: string | null;

  @Column({ type: 'text', name: 'source_line_id', nullable: true })
  sourceLineId!: string | null;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'sku' })
  sku!: string;

  @Column({ type: 'integer', name: 'quantity' })
  quantity!: number;

  /** Amounts are in the order's currency. List price of one, on the order's own side of tax. */
  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'unit_price' })
  unitPrice!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'discount' })
  discount!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'net' })
  net!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'tax' })
  tax!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'gross' })
  gross!: string;

  @Column({ type: 'uuid', name: 'tax_id', nullable: true })
  taxId!: string | null;

  /** Percent. */
  @Column({ type: 'numeric', precision: 9, scale: 4, name: 'tax_rate', nullable: true })
  taxRate!: string | null;
}
