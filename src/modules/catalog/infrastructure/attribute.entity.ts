import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { VariantRow } from './variant.entity.js';

/** Something variants differ in: colour, size (A4.5). */
@Entity({ schema: 'catalog', name: 'attribute' })
@Index('uq_attribute_name', ['nameKey'], { unique: true })
export class AttributeRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_attribute' })
  id!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  @Column({ type: 'text', name: 'name_key', collation: 'C' })
  nameKey!: string;
}

@Entity({ schema: 'catalog', name: 'attribute_value' })
@Index('uq_attribute_value', ['attributeId', 'valueKey'], { unique: true })
export class AttributeValueRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_attribute_value' })
  id!: string;

  @ForeignKey(() => AttributeRow, { name: 'fk_attribute_value_attribute' })
  @Column({ type: 'uuid', name: 'attribute_id' })
  attributeId!: string;

  @Column({ type: 'text', name: 'value' })
  value!: string;

  @Column({ type: 'text', name: 'value_key', collation: 'C' })
  valueKey!: string;
}

/** Which values a variant has; one of each attribute is the rule of whoever writes them. */
@Entity({ schema: 'catalog', name: 'variant_value' })
@Index('ix_variant_value_attribute_value_id', ['attributeValueId'])
export class VariantValueRow {
  @ForeignKey(() => VariantRow, { name: 'fk_variant_value_variant' })
  @PrimaryColumn({ type: 'uuid', name: 'variant_id', primaryKeyConstraintName: 'pk_variant_value' })
  variantId!: string;

  @ForeignKey(() => AttributeValueRow, { name: 'fk_variant_value_attribute_value' })
  @PrimaryColumn({ type: 'uuid', name: 'attribute_value_id', primaryKeyConstraintName: 'pk_variant_value' })
  attributeValueId!: string;
}
