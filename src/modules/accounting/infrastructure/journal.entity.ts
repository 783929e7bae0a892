import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { AccountRow } from './account.entity.js';
import { CompanyRow } from './company.entity.js';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'accounting', name: 'journal' })
@Unique('uq_journal_code', ['companyId', 'code'])
@Index('uq_journal_gateway', ['companyId', 'gateway'], { unique: true, where: 'gateway IS NOT NULL' })
@Index('ix_journal_account', ['accountId'])
@Check('ck_journal_kind', `kind IN ('sales','credit-notes','bank','miscellaneous','exchange')`)
@Check('ck_journal_bank_account', `(kind = 'bank') = (account_id IS NOT NULL)`)
@Check('ck_journal_code', `code ~ '^[A-Z0-9]{1,10}$'`)
export class JournalRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_journal' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @ManyToOne(() => CompanyRow)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_journal_company' })
  company?: CompanyRow;

  /** First part of its documents' numbers. */
  @Column({ type: 'text', name: 'code' })
  code!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: string;

  /** Where money of a bank journal lands: the bank, or the clearing account of a gateway. */
  @Column({ type: 'uuid', name: 'account_id', nullable: true })
  accountId!: string | null;

  @ManyToOne(() => AccountRow)
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'fk_journal_account' })
  account?: AccountRow;

  /** The gateway this journal was made for, as the caller names it. */
  @Column({ type: 'text', name: 'gateway', nullable: true })
  gateway!: string | null;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
