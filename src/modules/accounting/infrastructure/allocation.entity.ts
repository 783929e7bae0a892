import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AMOUNT, CREATED_AT } from './columns.js';

/** So much of a payment, or of a credit note, settles so much of a document, in the currency all of them share. */
@Entity({ schema: 'accounting', name: 'allocation' })
@Index('ix_allocation_invoice', ['invoiceId'])
@Index('ix_allocation_payment', ['paymentId'], { where: 'payment_id IS NOT NULL' })
@Index('ix_allocation_credit_note', ['creditNoteId'], { where: 'credit_note_id IS NOT NULL' })
@Check('ck_allocation_amount', 'amount > 0')
@Check('ck_allocation_source', 'num_nonnulls(payment_id, credit_note_id) = 1')
export class AllocationRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_allocation' })
  id!: string;

  /** The document that is settled: an invoice, or the credit note a refund pays. */
  @Column({ type: 'uuid', name: 'invoice_id' })
  invoiceId!: string;

  @Column({ type: 'uuid', name: 'payment_id', nullable: true })
  paymentId!: string | null;

  @Column({ type: 'uuid', name: 'credit_note_id', nullable: true })
  creditNoteId!: string | null;

  @Column({ ...AMOUNT, name: 'amount' })
  amount!: string;

  @Column({ type: 'date', name: 'allocated_on' })
  allocatedOn!: string;

  @Column(CREATED_AT)
  createdAt!: Date;
}
