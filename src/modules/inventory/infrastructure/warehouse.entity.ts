import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'inventory', name: 'warehouse' })
@Unique('uq_warehouse_code', ['code'])
@Index('uq_warehouse_default', ['isDefault'], { unique: true, where: 'is_default' })
@Check('ck_warehouse_code', `code ~ '^[A-Z0-9]{1,10}$'`)
@Check('ck_warehouse_name', `name <> ''`)
export class WarehouseRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_warehouse' })
  id!: string;

  @Column({ type: 'text', name: 'code' })
  code!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'boolean', name: 'is_default', default: false })
  isDefault!: boolean;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
