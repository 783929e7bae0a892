import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AMOUNT, CREATED_AT } from './columns.js';

/** One balanced entry. It has the id of the document it books: an invoice, a payment, an allocation made later. */
@Entity({ schema: 'accounting', name: 'ledger_entry' })
@Index('uq_ledger_entry_number', ['number', 'journalId'], { unique: true })
@Index('ix_ledger_entry_entered_on', ['enteredOn', 'id'])
@Check('ck_ledger_entry_document_kind', `document_kind IN ('invoice','credit-note','payment','allocation','manual')`)
@Check('ck_ledger_entry_total', 'total >= 0 AND document_total >= 0')
export class LedgerEntryRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ledger_entry' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @Column({ type: 'uuid', name: 'journal_id' })
  journalId!: string;

  @Column({ type: 'text', name: 'number', collation: 'C' })
  number!: string;

  @Column({ type: 'text', name: 'document_kind' })
  documentKind!: string;

  @Column({ type: 'date', name: 'entered_on' })
  enteredOn!: string;

  @Column({ type: 'text', name: 'reference' })
  reference!: string;

  /** Currency of the document amounts of its lines. */
  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  /** Sum of the debits, and of the credits, in the company's currency. */
  @Column({ ...AMOUNT, name: 'total' })
  total!: string;

  /** The same in the document's currency. */
  @Column({ ...AMOUNT, name: 'document_total' })
  documentTotal!: string;

  @Column(CREATED_AT)
  createdAt!: Date;
}
