import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CREATED_AT } from './columns.js';
import { DeliveryRow } from './delivery.entity.js';

/** A parcel of a delivery, with what a customer needs to follow it. */
@Entity({ schema: 'inventory', name: 'package' })
@Index('uq_package_tracking', ['deliveryId', 'carrier', 'trackingNumber'], {
  unique: true,
  where: `tracking_number <> ''`,
})
@Index('ix_package_delivery', ['deliveryId'])
export class PackageRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_package' })
  id!: string;

  @Column({ type: 'uuid', name: 'delivery_id' })
  deliveryId!: string;

  @ManyToOne(() => DeliveryRow)
  @JoinColumn({ name: 'delivery_id', foreignKeyConstraintName: 'fk_package_delivery' })
  delivery?: DeliveryRow;

  @Column({ type: 'text', name: 'carrier' })
  carrier!: string;

  @Column({ type: 'text', name: 'tracking_number' })
  trackingNumber!: string;

  @Column({ type: 'text', name: 'tracking_url' })
  trackingUrl!: string;

  @Column({ type: 'integer', name: 'weight_grams', nullable: true })
  weightGrams!: number | null;

  @Column(CREATED_AT)
  createdAt!: Date;
}
