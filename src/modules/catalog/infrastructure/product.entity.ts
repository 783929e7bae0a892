import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'catalog', name: 'product' })
@Index('ix_product_name_key', ['nameKey', 'id'])
@Index('ix_product_created_at', ['createdAt', 'id'])
@Index('ix_product_kind', ['kind', 'createdAt', 'id'])
@Index('ix_product_archived', ['createdAt', 'id'], { where: 'archived_at IS NOT NULL' })
@Check('ck_product_kind', `kind IN ('goods', 'service', 'digital')`)
@Check('ck_product_tracking', `tracking IN ('none', 'lot', 'serial')`)
export class ProductRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_product' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** The name as it is searched and sorted: lower case by our own rule, bytewise. */
  @Column({ type: 'text', name: 'name_key', collation: 'C' })
  nameKey!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: 'goods' | 'service' | 'digital';

  @Column({ type: 'text', name: 'description' })
  description!: string;

  @Column({ type: 'text', name: 'tracking', default: 'none' })
  tracking!: 'none' | 'lot' | 'serial';

  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
