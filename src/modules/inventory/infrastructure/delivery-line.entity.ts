import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DeliveryRow } from './delivery.entity.js';

@Entity({ schema: 'inventory', name: 'delivery_line' })
@Index('ix_delivery_line_delivery', ['deliveryId'])
@Check('ck_delivery_line_quantity', 'quantity > 0')
export class DeliveryLineRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_delivery_line' })
  id!: string;

  @Column({ type: 'uuid', name: 'delivery_id' })
  deliveryId!: string;

  @ManyToOne(() => DeliveryRow)
  @JoinColumn({ name: 'delivery_id', foreignKeyConstraintName: 'fk_delivery_line_delivery' })
  delivery?: DeliveryRow;

  @Column({ type: 'uuid', name: 'order_line_id' })
  orderLineId!: string;

  @Column({ type: 'uuid', name: 'variant_id' })
  variantId!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'integer', name: 'quantity' })
  quantity!: number;
}
