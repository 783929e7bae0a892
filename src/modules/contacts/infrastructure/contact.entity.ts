import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'contacts', name: 'contact' })
@Index('uq_contact_match_key', ['matchKey'], { unique: true })
@Index('ix_contact_parent_id', ['parentId'], { where: 'parent_id IS NOT NULL' })
// One for each order a list can have, and for each filter that may leave few of very many contacts.
@Index('ix_contact_created_at', ['createdAt', 'id'])
@Index('ix_contact_name_key', ['nameKey', 'id'])
@Index('ix_contact_email_key', ['emailKey', 'id'])
@Index('ix_contact_country_code', ['countryCode', 'createdAt', 'id'])
@Index('ix_contact_kind', ['kind', 'createdAt', 'id'])
@Index('ix_contact_archived', ['createdAt', 'id'], { where: 'archived_at IS NOT NULL' })
@Check('ck_contact_kind', `kind IN ('person', 'company', 'billing', 'delivery')`)
@Check('ck_contact_country_code', `country_code = '' OR country_code ~ '^[A-Z]{2}$'`)
@Check('ck_contact_parent', `parent_id <> id`)
export class ContactRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_contact' })
  id!: string;

  @Column({ type: 'text', name: 'kind' })
  kind!: 'person' | 'company' | 'billing' | 'delivery';

  @ForeignKey(() => ContactRow, { name: 'fk_contact_parent' })
  @Column({ type: 'uuid', name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column({ type: 'text', name: 'match_key' })
  matchKey!: string;

  @Column({ type: 'text', name: 'name' })
  name!: string;

  /** The name and e-mail as they are searched and sorted: lower case by our own rule, bytewise, so that a prefix is a range of the index. */
  @Column({ type: 'text', name: 'name_key', collation: 'C' })
  nameKey!: string;

  @Column({ type: 'text', name: 'company' })
  company!: string;

  @Column({ type: 'text', name: 'email' })
  email!: string;

  @Column({ type: 'text', name: 'email_key', collation: 'C' })
  emailKey!: string;

  @Column({ type: 'text', name: 'phone' })
  phone!: string;

  @Column({ type: 'text', name: 'street1' })
  street1!: string;

  @Column({ type: 'text', name: 'street2' })
  street2!: string;

  @Column({ type: 'text', name: 'city' })
  city!: string;

  @Column({ type: 'text', name: 'state' })
  state!: string;

  @Column({ type: 'text', name: 'postal_code' })
  postalCode!: string;

  @Column({ type: 'text', name: 'country_code' })
  countryCode!: string;

  /** Hidden from lists that do not ask for it; still matched, so that a returning customer is not doubled. */
  @Column({ type: 'timestamptz', name: 'archived_at', nullable: true })
  archivedAt!: Date | null;

  @Column({ type: 'integer', name: 'version', default: 1 })
  version!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
