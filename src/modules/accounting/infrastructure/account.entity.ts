import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CompanyRow } from './company.entity.js';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'accounting', name: 'account' })
@Unique('uq_account_code', ['companyId', 'code'])
@Index('uq_account_role', ['companyId', 'role'], { unique: true, where: 'role IS NOT NULL' })
@Check('ck_account_type', `type IN ('asset','liability','equity','income','expense')`)
@Check('ck_account_code', `code <> ''`)
export class AccountRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_account' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @ManyToOne(() => CompanyRow)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_account_company' })
  company?: CompanyRow;

  @Column({ type: 'text', name: 'code', collation: 'C' })
  code!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'type' })
  type!: string;

  /** What the posting rules use it for; they find accounts by role, so that codes and names are the merchant's to change. */
  @Column({ type: 'text', name: 'role', nullable: true })
  role!: string | null;

  @Column({ type: 'boolean', name: 'is_reconciled', default: false })
  isReconciled!: boolean;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
