import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'accounting', name: 'company' })
@Index('uq_company_default', ['isDefault'], { unique: true, where: 'is_default' })
@Check('ck_company_currency', `currency ~ '^[A-Z]{3}$'`)
@Check('ck_company_country', `country ~ '^[A-Z]{2}$'`)
export class CompanyRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_company' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** The currency of its books. Fixed once there are entries (the ledger keeps both amounts, never a third). */
  @Column({ type: 'text', name: 'currency' })
  currency!: string;

  @Column({ type: 'text', name: 'country' })
  country!: string;

  @Column({ type: 'boolean', name: 'is_default', default: false })
  isDefault!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
