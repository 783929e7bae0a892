import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { InstanceRow } from './instance.entity.js';

/** A payment method seen on orders; made on first sight (A11.12). `code` is its normalised name. */
@Entity({ schema: 'marketplace', name: 'gateway' })
@Unique('uq_gateway_code', ['instanceId', 'code'])
export class GatewayRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_gateway' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_gateway_instance' })
  instance?: InstanceRow;

  @Column({ name: 'code', type: 'text' })
  code!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** Clearing journal of this gateway, made with it. */
  @Column({ name: 'journal_id', type: 'uuid' })
  journalId!: string;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}

/** What runs for a gateway and payment status (A11.8, A11.10). No gateway: any gateway without a row of its own. */
@Entity({ schema: 'marketplace', name: 'financial_workflow' })
@Index('uq_financial_workflow_gateway_status', ['instanceId', 'gatewayId', 'paymentStatus'], {
  unique: true,
  where: 'gateway_id IS NOT NULL',
})
@Index('uq_financial_workflow_any_gateway', ['instanceId', 'paymentStatus'], {
  unique: true,
  where: 'gateway_id IS NULL',
})
@Index('ix_financial_workflow_gateway', ['gatewayId'])
@Check(
  'ck_financial_workflow_steps',
  `(NOT registers_payment OR creates_invoice) AND (NOT (creates_invoice OR validates_delivery) OR confirms_order)`,
)
export class FinancialWorkflowRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_financial_workflow' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_financial_workflow_instance' })
  instance?: InstanceRow;

  @Column({ name: 'gateway_id', type: 'uuid', nullable: true })
  gatewayId!: string | null;

  @ManyToOne(() => GatewayRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'gateway_id', foreignKeyConstraintName: 'fk_financial_workflow_gateway' })
  gateway?: GatewayRow;

  /** '' is a status too: the marketplace did not say. */
  @Column({ name: 'payment_status', type: 'text' })
  paymentStatus!: string;

  @Column({ name: 'confirms_order', type: 'boolean' })
  confirmsOrder!: boolean;

  @Column({ name: 'validates_delivery', type: 'boolean' })
  validatesDelivery!: boolean;

  @Column({ name: 'creates_invoice', type: 'boolean' })
  createsInvoice!: boolean;

  @Column({ name: 'registers_payment', type: 'boolean' })
  registersPayment!: boolean;

  /** Overrides the payment mapping's journal (A11.14). */
  @Column({ name: 'journal_id', type: 'uuid', nullable: true })
  journalId!: string | null;

  @Column({ name: 'payment_term_days', type: 'integer', default: 0 })
  paymentTermDays!: number;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}

/** B18: payment method -> journal, price list, currency; exactly one default row per instance catches the rest. */
@Entity({ schema: 'marketplace', name: 'payment_mapping' })
@Index('uq_payment_mapping_gateway', ['instanceId', 'gatewayId'], { unique: true, where: 'gateway_id IS NOT NULL' })
@Index('uq_payment_mapping_default', ['instanceId'], { unique: true, where: 'is_default' })
@Index('ix_payment_mapping_gateway', ['gatewayId'])
@Check('ck_payment_mapping_target', `is_default OR gateway_id IS NOT NULL`)
export class PaymentMappingRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_payment_mapping' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_payment_mapping_instance' })
  instance?: InstanceRow;

  @Column({ name: 'gateway_id', type: 'uuid', nullable: true })
  gatewayId!: string | null;

  @ManyToOne(() => GatewayRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'gateway_id', foreignKeyConstraintName: 'fk_payment_mapping_gateway' })
  gateway?: GatewayRow;

  /** Null: the gateway's own clearing journal. */
  @Column({ name: 'journal_id', type: 'uuid', nullable: true })
  journalId!: string | null;

  @Column({ name: 'price_list_id', type: 'uuid', nullable: true })
  priceListId!: string | null;

  @Column({ name: 'currency', type: 'text', nullable: true })
  currency!: string | null;

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}

/** B13: what a marketplace status means for the order here. */
@Entity({ schema: 'marketplace', name: 'order_status_mapping' })
@Unique('uq_order_status_mapping_status', ['instanceId', 'statusRemoteId'])
@Check('ck_order_status_mapping_stage', `stage IN ('quotation', 'confirmed', 'cancelled')`)
export class OrderStatusMappingRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_order_status_mapping' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_order_status_mapping_instance' })
  instance?: InstanceRow;

  @Column({ name: 'status_remote_id', type: 'text' })
  statusRemoteId!: string;

  @Column({ name: 'stage', type: 'text' })
  stage!: 'quotation' | 'confirmed' | 'cancelled';

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}
