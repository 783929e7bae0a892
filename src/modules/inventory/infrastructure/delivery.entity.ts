import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { CREATED_AT, UPDATED_AT, VERSION } from './columns.js';

@Entity({ schema: 'inventory', name: 'delivery' })
@Unique('uq_delivery_number', ['number'])
@Index('uq_delivery_source', ['orderId', 'sourceInstanceId', 'sourceRemoteId', 'part'], {
  unique: true,
  where: 'source_instance_id IS NOT NULL',
})
@Index('ix_delivery_order', ['orderId'])
@Index('ix_delivery_state', ['state', 'id'])
@Check('ck_delivery_state', `state IN ('waiting','ready','done','cancelled')`)
@Check('ck_delivery_done_at', `(state = 'done') = (done_at IS NOT NULL)`)
@Check('ck_delivery_source', '(source_instance_id IS NULL) = (source_remote_id IS NULL)')
@Check('ck_delivery_part', 'part >= 1')
export class DeliveryRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_delivery' })
  id!: string;

  @Column({ type: 'text', name: 'number', collation: 'C' })
  number!: string;

  @Column({ type: 'uuid', name: 'order_id' })
  orderId!: string;

  @Column({ type: 'uuid', name: 'contact_id' })
  contactId!: string;

  @Column({ type: 'uuid', name: 'warehouse_id' })
  warehouseId!: string;

  /** Where the goods leave from. */
  @Column({ type: 'uuid', name: 'location_id' })
  locationId!: string;

  @Column({ type: 'text', name: 'state' })
  state!: string;

  @Column({ type: 'uuid', name: 'source_instance_id', nullable: true })
  sourceInstanceId!: string | null;

  @Column({ type: 'text', name: 'source_remote_id', nullable: true })
  sourceRemoteId!: string | null;

  /** 1, 2, 3 … for what left a consignment at different times. */
  @Column({ type: 'integer', name: 'part' })
  part!: number;

  @Column({ type: 'text', name: 'method' })
  method!: string;

  @Column({ type: 'timestamptz', name: 'done_at', nullable: true })
  doneAt!: string | null;

  @Column(CREATED_AT)
  createdAt!: Date;

  @Column(UPDATED_AT)
  updatedAt!: Date;

  @Column(VERSION)
  version!: number;
}
