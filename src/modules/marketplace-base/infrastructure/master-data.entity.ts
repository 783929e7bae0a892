import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { InstanceRow } from './instance.entity.js';

/**
 * What Confirm imports (A2), matched by instance + remote id; rows that vanish on the remote side are deactivated (A2.3).
 */
@Entity({ schema: 'marketplace', name: 'order_status' })
@Unique('uq_order_status_remote', ['instanceId', 'remoteId'])
export class OrderStatusRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_order_status' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_order_status_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'custom_label', type: 'text' })
  customLabel!: string;

  @Column({ name: 'position', type: 'integer' })
  position!: number;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
}

@Entity({ schema: 'marketplace', name: 'channel' })
@Unique('uq_channel_remote', ['instanceId', 'remoteId'])
export class ChannelRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_channel' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_channel_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  @Column({ name: 'platform', type: 'text' })
  platform!: string;

  @Column({ name: 'status', type: 'text' })
  status!: string;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
}

@Entity({ schema: 'marketplace', name: 'location' })
@Unique('uq_location_remote', ['instanceId', 'remoteId'])
export class LocationRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_location' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_location_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'code', type: 'text' })
  code!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'is_default', type: 'boolean' })
  isDefault!: boolean;

  /** A9.2: empty means the instance's warehouse. Filled for the default location on the first import (A2.5). */
  @Column({ name: 'warehouse_id', type: 'uuid', nullable: true })
  warehouseId!: string | null;

  @Column({ name: 'stock_location_id', type: 'uuid', nullable: true })
  stockLocationId!: string | null;

  /** Enable Import/Export Stock? (A9.5) */
  @Column({ name: 'syncs_stock', type: 'boolean', default: true })
  syncsStock!: boolean;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;
}

@Entity({ schema: 'marketplace', name: 'tax_class' })
@Unique('uq_tax_class_remote', ['instanceId', 'remoteId'])
export class TaxClassRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_tax_class' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_tax_class_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
}

@Entity({ schema: 'marketplace', name: 'remote_category' })
@Unique('uq_remote_category_remote', ['instanceId', 'remoteId'])
@Index('ix_remote_category_parent', ['instanceId', 'parentRemoteId'])
export class RemoteCategoryRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_remote_category' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_remote_category_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'parent_remote_id', type: 'text', nullable: true })
  parentRemoteId!: string | null;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'visible', type: 'boolean' })
  visible!: boolean;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
}

@Entity({ schema: 'marketplace', name: 'remote_brand' })
@Unique('uq_remote_brand_remote', ['instanceId', 'remoteId'])
export class RemoteBrandRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_remote_brand' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_remote_brand_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'active', type: 'boolean', default: true })
  active!: boolean;
}
