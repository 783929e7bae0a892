import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person. Owns keys; a key never may more than its owner. */
@Entity({ schema: 'access', name: 'user' })
@Check('ck_user_role', `role IN ('viewer', 'operator', 'accountant', 'manager', 'admin')`)
@Index('uq_user_email', ['email'], { unique: true })
@Index('ix_user_created_at', ['createdAt', 'id'])
export class UserRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_user' })
  id!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** Lower case. */
  @Column({ name: 'email', type: 'text' })
  email!: string;

  @Column({ name: 'role', type: 'text' })
  role!: string;

  /** null: all instances. */
  @Column({ name: 'instance_ids', type: 'uuid', array: true, nullable: true })
  instanceIds!: string[] | null;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
