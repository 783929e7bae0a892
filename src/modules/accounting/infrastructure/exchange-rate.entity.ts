import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CompanyRow } from './company.entity.js';
import { CREATED_AT, RATE } from './columns.js';

/** Rates a person has entered, for documents made by hand; an imported order brings its own. */
@Entity({ schema: 'accounting', name: 'exchange_rate' })
@Unique('uq_exchange_rate', ['companyId', 'currency', 'validOn'])
@Check('ck_exchange_rate_rate', 'rate > 0')
export class ExchangeRateRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_exchange_rate' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @ManyToOne(() => CompanyRow)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_exchange_rate_company' })
  company?: CompanyRow;

  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ type: 'date', name: 'valid_on' })
  validOn!: string;

  @Column({ ...RATE, name: 'rate' })
  rate!: string;

  @Column(CREATED_AT)
  createdAt!: Date;
}
