import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CompanyRow } from './company.entity.js';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

/**
 * A calendar month of a company's books. A month without a row is open. Always whole months, so that a plain unique constraint
 * is enough to keep periods from overlapping.
 */
@Entity({ schema: 'accounting', name: 'fiscal_period' })
@Unique('uq_fiscal_period', ['companyId', 'startsOn'])
@Check(
  'ck_fiscal_period_month',
  `EXTRACT(day FROM starts_on) = 1 AND ends_on = (starts_on + interval '1 month' - interval '1 day')::date`,
)
@Check('ck_fiscal_period_state', `state IN ('open','closed')`)
export class FiscalPeriodRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_fiscal_period' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @ManyToOne(() => CompanyRow)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_fiscal_period_company' })
  company?: CompanyRow;

  @Column({ type: 'date', name: 'starts_on' })
  startsOn!: string;

  @Column({ type: 'date', name: 'ends_on' })
  endsOn!: string;

  @Column({ type: 'text', name: 'state' })
  state!: string;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
