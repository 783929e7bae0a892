import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'sales', name: 'sale_order' })
// The remote id first, so that the index also finds an order by nothing but the number a customer reads out.
@Index('uq_sale_order_source', ['sourceRemoteId', 'sourceInstanceId'], {
  unique: true,
  where: 'source_remote_id IS NOT NULL',
})
@Index('uq_sale_order_number', ['companyId', 'number'], { unique: true })
// One for each order a list can have, and for each filter that may leave few of very many orders.
@Index('ix_sale_order_number', ['number', 'id'])
@Index('ix_sale_order_ordered_at', ['orderedAt', 'id'])
@Index('ix_sale_order_gross', ['gross', 'id'])
@Index('ix_sale_order_state', ['state', 'orderedAt', 'id'])
@Index('ix_sale_order_contact_id', ['contactId', 'orderedAt', 'id'])
@Index('ix_sale_order_instance', ['sourceInstanceId', 'orderedAt', 'id'])
@Index('ix_sale_order_source_status', ['sourceStatus', 'orderedAt', 'id'])
@Index('ix_sale_order_source_payment_status', ['sourcePaymentStatus', 'orderedAt', 'id'])
@Index('ix_sale_order_attention', ['orderedAt', 'id'], { where: 'attention_code IS NOT NULL' })
@Check('ck_sale_order_state', `state IN ('quotation', 'confirmed', 'done', 'cancelled')`)
@Check('ck_sale_order_source', `(source_instance_id IS NULL) = (source_remote_id IS NULL)`)
@Check('ck_sale_order_gross', `gross = net + tax`)
@Check('ck_sale_order_currency', `currency ~ '^[A-Z]{3}$'`)
@Check('ck_sale_order_attention', `(attention IS NULL) = (attention_code IS NULL)`)
export class SaleOrderRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_sale_order' })
  id!: string;

  @Column({ type: 'text', name: 'number', collation: 'C' })
  number!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @Column({ type: 'uuid', name: 'contact_id' })
  contactId!: string;

  @Column({ type: 'uuid', name: 'delivery_contact_id', nullable: true })
  deliveryContactId!: string | null;

  @Column({ type: 'uuid', name: 'price_list_id', nullable: true })
  priceListId!: string | null;

  @Column({ type: 'uuid', name: 'warehouse_id' })
  warehouseId!: string;

  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ type: 'text', name: 'state' })
  state!: 'quotation' | 'confirmed' | 'done' | 'cancelled';

  @Column({ type: 'timestamptz', name: 'ordered_at' })
  orderedAt!: Date | string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'net' })
  net!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'tax' })
  tax!: string;

  @Column({ type: 'numeric', precision: 19, scale: 4, name: 'gross' })
  gross!: string;

  @Column({ type: 'boolean', name: 'prices_include_tax' })
  pricesIncludeTax!: boolean;

  /** Where it came from, in words this module does not understand (design.md §2). */
  @Column({ type: 'uuid', name: 'source_instance_id', nullable: true })
  sourceInstanceId!: string | null;

  @Column({ type: 'text', name: 'source_remote_id', nullable: true })
  sourceRemoteId!: string | null;

  @Column({ type: 'text', name: 'source_status', nullable: true })
  sourceStatus!: string | null;

  @Column({ type: 'text', name: 'source_payment_status', nullable: true })
  sourcePaymentStatus!: string | null;

  @Column({ type: 'text', name: 'source_gateway', nullable: true })
  sourceGateway!: string | null;

  @Column({ type: 'text', name: 'source_fingerprint', nullable: true })
  sourceFingerprint!: string | null;

  @Column({ type: 'timestamptz', name: 'source_modified_at', nullable: true })
  sourceModifiedAt!: Date | string | null;

  @Column({ type: 'text', name: 'note' })
  note!: string;

  /** A change that contradicts posted documents waits here for a person. */
  @Column({ type: 'text', name: 'attention_code', nullable: true })
  attentionCode!: string | null;

  @Column({ type: 'text', name: 'attention', nullable: true })
  attention!: string | null;

  @Column({ type: 'text', name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
