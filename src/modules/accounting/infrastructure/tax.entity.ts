import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CompanyRow } from './company.entity.js';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'accounting', name: 'tax' })
@Unique('uq_tax', ['companyId', 'rate', 'priceInclude', 'name'])
@Check('ck_tax_rate', 'rate >= 0')
export class TaxRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_tax' })
  id!: string;

  @Column({ type: 'uuid', name: 'company_id' })
  companyId!: string;

  @ManyToOne(() => CompanyRow)
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'fk_tax_company' })
  company?: CompanyRow;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** Percent. */
  @Column({ type: 'numeric', precision: 9, scale: 4, name: 'rate' })
  rate!: string;

  @Column({ type: 'boolean', name: 'price_include' })
  priceInclude!: boolean;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
