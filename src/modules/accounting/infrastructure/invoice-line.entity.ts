import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { AMOUNT } from './columns.js';

@Entity({ schema: 'accounting', name: 'invoice_line' })
@Unique('uq_invoice_line_position', ['invoiceId', 'position'])
@Check(
  'ck_invoice_line_kind',
  `kind IN ('goods','shipping','handling','wrapping','fee','discount','gift-certificate','rounding')`,
)
@Check('ck_invoice_line_gross', 'gross = net + tax')
@Check('ck_invoice_line_negative', `net >= 0 OR kind IN ('discount','rounding')`)
@Check('ck_invoice_line_position', 'position >= 1')
export class InvoiceLineRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_invoice_line' })
  id!: string;

  @Column({ type: 'uuid', name: 'invoice_id' })
  invoiceId!: string;

  /** 1, 2, 3 … in the order they are printed; the trigger on this table relies on the first being 1. */
  @Column({ type: 'integer', name: 'position' })
  position!: number;

  @Column({ type: 'text', name: 'kind' })
  kind!: string;

  @Column({ type: 'uuid', name: 'order_line_id', nullable: true })
  orderLineId!: string | null;

  @Column({ type: 'uuid', name: 'variant_id', nullable: true })
  variantId!: string | null;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'sku' })
  sku!: string;

  @Column({ type: 'integer', name: 'quantity' })
  quantity!: number;

  @Column({ ...AMOUNT, name: 'unit_price' })
  unitPrice!: string;

  @Column({ ...AMOUNT, name: 'discount' })
  discount!: string;

  @Column({ ...AMOUNT, name: 'net' })
  net!: string;

  @Column({ ...AMOUNT, name: 'tax' })
  tax!: string;

  @Column({ ...AMOUNT, name: 'gross' })
  gross!: string;

  @Column({ type: 'uuid', name: 'tax_id', nullable: true })
  taxId!: string | null;
}
