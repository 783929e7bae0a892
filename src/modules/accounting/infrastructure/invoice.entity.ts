import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AMOUNT, CREATED_AT, RATE, UPDATED_AT, VERSION } from './columns.js';

/**
 * An invoice or a credit note. Its ledger entry has the same id (ledger_entry.id). References to company and journal are checked
 * where documents are posted, not by a foreign key: it would lock the company's row for every document (docs/adr, ledger balance).
 */
@Entity({ schema: 'accounting', name: 'invoice' })
@Index('uq_invoice_number', ['number', 'companyId'], { unique: true })
@Index('uq_invoice_source_key', ['sourceKey'], { unique: true, where: 'source_key IS NOT NULL' })
@Index('ix_invoice_order', ['orderId'], { where: 'order_id IS NOT NULL' })
@Index('ix_invoice_contact', ['contactId', 'id'])
@Index('ix_invoice_invoiced_on', ['invoicedOn', 'id'])
@Index('ix_invoice_reverses', ['reversesId'], { where: 'reverses_id IS NOT NULL' })
@Index('ix_invoice_open', ['id'], { where: `amount_open > 0 AND state = 'posted'` })
@Index('ix_invoice_state', ['state', 'id'], { where: `state <> 'posted'` })
@Index('ix_invoice_credit_note', ['id'], { where: `kind = 'credit-note'` })
@Check('ck_invoice_kind', `kind IN ('invoice','credit-note')`)
@Check('ck_invoice_state', `state IN ('draft','posted','reversed')`)
@Check('ck_invoice_numbered', `(state = 'draft') = (number IS NULL)`)
@Check('ck_invoice_gross', 'gross = net + tax')
@Check('ck_invoice_not_negative', 'gross >= 0')
@Check('ck_invoice_rate', 'rate > 0')
@Check('ck_invoice_amount_open', 'amount_open >= 0 AND amount_open <= gross')
@Check('ck_invoice_reverses', `reverses_id IS NULL OR kind = 'credit-note'`)
export class InvoiceRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_invoice' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: string;

  @Column({ type: 'text', name: 'state' })
  state!: string;

  /** Given at posting, in order of posting, without gaps. */
  @Column({ type: 'text', name: 'number', nullable: true, collation: 'C' })
  number!: string | null;

  @Column({ type: 'uuid', name: 'contact_id' })
  contactId!: string;

  @Column({ type: 'uuid', name: 'order_id', nullable: true })
  orderId!: string | null;

  @Column({ type: 'text', name: 'reference' })
  reference!: string;

  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ ...RATE, name: 'rate' })
  rate!: string;

  @Column({ type: 'date', name: 'invoiced_on' })
  invoicedOn!: string;

  @Column({ type: 'date', name: 'due_on' })
  dueOn!: string;

  /** The day asked for, when it lay in a closed period. */
  @Column({ type: 'date', name: 'moved_from', nullable: true })
  movedFrom!: string | null;

  @Column({ ...AMOUNT, name: 'net' })
  net!: string;

  @Column({ ...AMOUNT, name: 'tax' })
  tax!: string;

  @Column({ ...AMOUNT, name: 'gross' })
  gross!: string;

  /** Gross less its allocations; kept by the trigger on allocation, which is the authority. */
  @Column({ ...AMOUNT, name: 'amount_open' })
  amountOpen!: string;

  @Column({ type: 'boolean', name: 'prices_include_tax' })
  pricesIncludeTax!: boolean;

  /** The invoice a credit note takes back, wholly or in part. */
  @Column({ type: 'uuid', name: 'reverses_id', nullable: true })
  reversesId!: string | null;

  /** Same key, same document: e.g. a remote refund's id. */
  @Column({ type: 'text', name: 'source_key', nullable: true })
  sourceKey!: string | null;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
