import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdempotencyKeys1795224100002 implements MigrationInterface {
  name = 'IdempotencyKeys1795224100002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS platform');
    await runner.query(`
      CREATE TABLE platform.idempotency_key (
        "actor" text NOT NULL,
        "key" text NOT NULL,
        "request_hash" bytea NOT NULL,
        "route" text NOT NULL,
        "status" integer,
        "response" jsonb,
        "created_at" timestamptz NOT NULL,
        "finished_at" timestamptz,
        "expires_at" timestamptz NOT NULL,
        CONSTRAINT "pk_idempotency_key" PRIMARY KEY ("actor", "key"),
        CONSTRAINT "ck_idempotency_key_finished" CHECK ((finished_at IS NULL) = (status IS NULL))
      )`);
    await runner.query('CREATE INDEX "ix_idempotency_key_expires_at" ON platform.idempotency_key ("expires_at")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.idempotency_key');
  }
}
