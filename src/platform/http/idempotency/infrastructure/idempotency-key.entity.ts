import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a POST with an Idempotency-Key answered, so that the same request sent again gets the same answer. */
@Entity({ schema: 'platform', name: 'idempotency_key' })
@Check('ck_idempotency_key_finished', `(finished_at IS NULL) = (status IS NULL)`)
@Index('ix_idempotency_key_expires_at', ['expiresAt'])
export class IdempotencyKeyRow {
  /** 'key:<id>' or 'user:<id>': two callers may pick the same key. */
  @PrimaryColumn({ name: 'actor', type: 'text', primaryKeyConstraintName: 'pk_idempotency_key' })
  actor!: string;

  @PrimaryColumn({ name: 'key', type: 'text', primaryKeyConstraintName: 'pk_idempotency_key' })
  key!: string;

  /** SHA-256 of method, path, query and body. */
  @Column({ name: 'request_hash', type: 'bytea' })
  requestHash!: Buffer;

  @Column({ name: 'route', type: 'text' })
  route!: string;

  /** null while the first request runs, or for ever when it died. */
  @Column({ name: 'status', type: 'integer', nullable: true })
  status!: number | null;

  /** Headers and body as sent; null when the answer holds a secret and is not kept. */
  @Column({ name: 'response', type: 'jsonb', nullable: true })
  response!: StoredResponse | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}

export interface StoredResponse {
  readonly contentType: string;
  readonly location?: string;
  /** Text, because jsonb would reorder fields and change numbers. */
  readonly body: string | null;
}
