import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { InstanceRow } from './instance.entity.js';

/** A product as one marketplace shows it (A4.1). */
@Entity({ schema: 'marketplace', name: 'listing' })
@Unique('uq_listing_remote', ['instanceId', 'remoteId'])
@Index('ix_listing_product', ['productId'])
@Index('ix_listing_created', ['instanceId', 'createdAt', 'id'])
export class ListingRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_listing' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @ManyToOne(() => InstanceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'fk_listing_instance' })
  instance?: InstanceRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'sku', type: 'text' })
  sku!: string;

  @Column({ name: 'brand_remote_id', type: 'text', nullable: true })
  brandRemoteId!: string | null;

  @Column({ name: 'category_remote_ids', type: 'text', array: true, default: [] })
  categoryRemoteIds!: string[];

  @Column({ name: 'visible', type: 'boolean' })
  visible!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}

/** A variant of a listing, tied to a variant here. Orders, stock and prices run through it, never on products directly. */
@Entity({ schema: 'marketplace', name: 'listing_item' })
@Unique('uq_listing_item_remote', ['instanceId', 'remoteId'])
@Index('ix_listing_item_sku', ['instanceId', 'skuKey', 'id'])
@Index('ix_listing_item_listing', ['listingId'])
@Index('ix_listing_item_variant', ['variantId'])
@Check('ck_listing_item_sku_key', 'sku_key = lower(sku)')
export class ListingItemRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_listing_item' })
  id!: string;

  @Column({ name: 'instance_id', type: 'uuid' })
  instanceId!: string;

  @Column({ name: 'listing_id', type: 'uuid' })
  listingId!: string;

  @ManyToOne(() => ListingRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'listing_id', foreignKeyConstraintName: 'fk_listing_item_listing' })
  listing?: ListingRow;

  @Column({ name: 'remote_id', type: 'text' })
  remoteId!: string;

  @Column({ name: 'variant_id', type: 'uuid' })
  variantId!: string;

  @Column({ name: 'sku', type: 'text' })
  sku!: string;

  /** Lower-cased: the store compares SKUs without regard to case. */
  @Column({ name: 'sku_key', type: 'text' })
  skuKey!: string;
}
