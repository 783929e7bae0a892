import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AMOUNT, CREATED_AT, RATE } from './columns.js';

/** Money received or paid back. Its ledger entry has the same id. Never edited. */
@Entity({ schema: 'accounting', name: 'payment' })
@Index('uq_payment_number', ['number', 'companyId'], { unique: true })
@Index('uq_payment_source_key', ['sourceKey'], { unique: true, where: 'source_key IS NOT NULL' })
@Index('ix_payment_contact', ['contactId', 'id'])
@Index('ix_payment_paid_on', ['paidOn', 'id'])
@Index('ix_payment_journal', ['journalId', 'id'])
@Index('ix_payment_open', ['id'], { where: 'amount_open > 0' })
@Check('ck_payment_kind', `kind IN ('gateway','store-credit','gift-certificate')`)
@Check('ck_payment_direction', `direction IN ('inbound','outbound')`)
@Check('ck_payment_amount', 'amount > 0')
@Check('ck_payment_rate', 'rate > 0')
@Check('ck_payment_amount_open', 'amount_open >= 0 AND amount_open <= amount')
export class PaymentRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_payment' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @Column({ type: 'uuid', name: 'journal_id' })
  journalId!: string;

  @Column({ type: 'text', name: 'number', collation: 'C' })
  number!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: string;

  /** inbound: the customer paid; outbound: we paid back. */
  @Column({ type: 'text', name: 'direction' })
  direction!: string;

  @Column({ type: 'uuid', name: 'contact_id' })
  contactId!: string;

  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ ...RATE, name: 'rate' })
  rate!: string;

  @Column({ ...AMOUNT, name: 'amount' })
  amount!: string;

  /** What is not set off against a document yet; kept by the trigger on allocation. */
  @Column({ ...AMOUNT, name: 'amount_open' })
  amountOpen!: string;

  @Column({ type: 'date', name: 'paid_on' })
  paidOn!: string;

  @Column({ type: 'date', name: 'moved_from', nullable: true })
  movedFrom!: string | null;

  @Column({ type: 'text', name: 'reference' })
  reference!: string;

  @Column({ type: 'text', name: 'source_key', nullable: true })
  sourceKey!: string | null;

  @Column(CREATED_AT)
  createdAt!: Date;
}
