import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserRow } from './user.entity.js';

@Entity({ schema: 'access', name: 'api_key' })
@Check('ck_api_key_role', `role IN ('viewer', 'operator', 'accountant', 'manager', 'admin')`)
@Check('ck_api_key_secret_hash', 'octet_length(secret_hash) = 32')
@Index('uq_api_key_prefix', ['prefix'], { unique: true })
@Index('ix_api_key_created_at', ['createdAt', 'id'])
@Index('ix_api_key_user_id', ['userId'])
export class ApiKeyRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_api_key' })
  id!: string;

  @Column({ name: 'prefix', type: 'text' })
  prefix!: string;

  /** SHA-256; a slow hash would protect weak passwords, and 256 random bits are none. */
  @Column({ name: 'secret_hash', type: 'bytea' })
  secretHash!: Buffer;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'role', type: 'text' })
  role!: string;

  /** null: all instances. */
  @Column({ name: 'instance_ids', type: 'uuid', array: true, nullable: true })
  instanceIds!: string[] | null;

  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  @ForeignKey(() => UserRow, { name: 'fk_api_key_user' })
  userId!: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** Written at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  /** Who made it, as text: the first key was made by the system. */
  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
