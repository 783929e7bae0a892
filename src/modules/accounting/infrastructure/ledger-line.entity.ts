import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AMOUNT } from './columns.js';

/** Append-only. Its entry and account are checked for the whole statement at once by the balance trigger. */
@Entity({ schema: 'accounting', name: 'ledger_line' })
@Index('ix_ledger_line_account', ['accountId', 'entryId'])
@Check('ck_ledger_line_position', 'position >= 1')
@Check('ck_ledger_line_side', 'debit >= 0 AND credit >= 0 AND (debit = 0 OR credit = 0)')
@Check(
  'ck_ledger_line_document_side',
  'document_debit >= 0 AND document_credit >= 0 AND (document_debit = 0 OR document_credit = 0)',
)
@Check('ck_ledger_line_not_empty', 'debit + credit + document_debit + document_credit > 0')
export class LedgerLineRow {
  @PrimaryColumn({ type: 'uuid', name: 'entry_id', primaryKeyConstraintName: 'pk_ledger_line' })
  entryId!: string;

  /** 1, 2, 3 …: the balance trigger relies on the first being 1. */
  @PrimaryColumn({ type: 'smallint', name: 'position', primaryKeyConstraintName: 'pk_ledger_line' })
  position!: number;

  @Column({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  @Column({ type: 'uuid', name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column({ type: 'uuid', name: 'tax_id', nullable: true })
  taxId!: string | null;

  @Column({ ...AMOUNT, name: 'debit' })
  debit!: string;

  @Column({ ...AMOUNT, name: 'credit' })
  credit!: string;

  @Column({ ...AMOUNT, name: 'document_debit' })
  documentDebit!: string;

  @Column({ ...AMOUNT, name: 'document_credit' })
  documentCredit!: string;
}
