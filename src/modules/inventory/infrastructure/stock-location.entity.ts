import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';
import { WarehouseRow } from './warehouse.entity.js';

@Entity({ schema: 'inventory', name: 'stock_location' })
@Unique('uq_stock_location_name', ['warehouseId', 'name'])
@Index('uq_stock_location_main', ['warehouseId'], { unique: true, where: 'is_main' })
@Check('ck_stock_location_name', `name <> ''`)
export class StockLocationRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_stock_location' })
  id!: string;

  @Column({ type: 'uuid', name: 'warehouse_id' })
  warehouseId!: string;

  @ManyToOne(() => WarehouseRow)
  @JoinColumn({ name: 'warehouse_id', foreignKeyConstraintName: 'fk_stock_location_warehouse' })
  warehouse?: WarehouseRow;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** The warehouse's own location: where goods leave from when nothing else is said. */
  @Column({ type: 'boolean', name: 'is_main', default: false })
  isMain!: boolean;

  @Column({ type: 'boolean', name: 'is_active', default: true })
  isActive!: boolean;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
