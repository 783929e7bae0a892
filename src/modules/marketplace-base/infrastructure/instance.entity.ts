import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One connected store or account (A1.1). Credentials are sealed; settings are typed by `domain/instance-settings.ts`. */
@Entity({ schema: 'marketplace', name: 'instance' })
@Unique('uq_instance_name', ['name'])
@Index('ix_instance_identity', ['connector', 'identity'], { where: 'identity IS NOT NULL' })
@Check('ck_instance_state', `state IN ('draft', 'confirmed')`)
@Check('ck_instance_connection_status', `connection_status IN ('unknown', 'ok', 'failed')`)
export class InstanceRow {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_instance' })
  id!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'connector', type: 'text' })
  connector!: string;

  @Column({ name: 'state', type: 'text', default: 'draft' })
  state!: 'draft' | 'confirmed';

  @Column({ name: 'company_id', type: 'uuid' })
  companyId!: string;

  @Column({ name: 'warehouse_id', type: 'uuid' })
  warehouseId!: string;

  /** Null: the store's own, as the last test of the connection told it. */
  @Column({ name: 'time_zone', type: 'text', nullable: true })
  timeZone!: string | null;

  @Column({ name: 'settings', type: 'jsonb', default: {} })
  settings!: Record<string, unknown>;

  @Column({ name: 'sealed_credentials', type: 'text' })
  sealedCredentials!: string;

  /** How people name the store or account in public (its hash, its name), for look-ups: credentials are sealed. Several may share it. */
  @Column({ name: 'identity', type: 'text', nullable: true, collation: 'C' })
  identity!: string | null;

  @Column({ name: 'connection_status', type: 'text', default: 'unknown' })
  connectionStatus!: 'unknown' | 'ok' | 'failed';

  @Column({ name: 'connection_checked_at', type: 'timestamptz', nullable: true })
  connectionCheckedAt!: Date | null;

  @Column({ name: 'connection_problems', type: 'jsonb', default: [] })
  connectionProblems!: { code: string; message: string; endpoint: string }[];

  /** What the store calls itself, from the last good test. */
  @Column({ name: 'store', type: 'jsonb', nullable: true })
  store!: Record<string, unknown> | null;

  /** Of the last Confirm; null before the first, which is when defaults are filled in (A2.5). */
  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt!: Date | null;

  @Column({ name: 'version', type: 'integer', default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
