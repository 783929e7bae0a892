import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Access1795224100001 implements MigrationInterface {
  name = 'Access1795224100001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...APPEND_ONLY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE access.audit_entry');
    await runner.query('DROP FUNCTION access.refuse_audit_change()');
    await runner.query('DROP TABLE access.api_key');
    await runner.query('DROP TABLE access."user"');
    await runner.query('DROP SCHEMA IF EXISTS access');
  }
}

const ROLES = `('viewer', 'operator', 'accountant', 'manager', 'admin')`;

const TABLES: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS access',
  `CREATE TABLE access."user" (
     "id" uuid NOT NULL,
     "name" text NOT NULL,
     "email" text NOT NULL,
     "role" text NOT NULL,
     "instance_ids" uuid array,
     "is_active" boolean NOT NULL,
     "created_at" timestamptz NOT NULL,
     "updated_at" timestamptz NOT NULL,
     CONSTRAINT "pk_user" PRIMARY KEY ("id"),
     CONSTRAINT "ck_user_role" CHECK (role IN ${ROLES})
   )`,
  'CREATE UNIQUE INDEX "uq_user_email" ON access."user" ("email")',
  'CREATE INDEX "ix_user_created_at" ON access."user" ("created_at", "id")',
  `CREATE TABLE access.api_key (
     "id" uuid NOT NULL,
     "prefix" text NOT NULL,
     "secret_hash" bytea NOT NULL,
     "name" text NOT NULL,
     "role" text NOT NULL,
     "instance_ids" uuid array,
     "user_id" uuid,
     "expires_at" timestamptz,
     "revoked_at" timestamptz,
     "last_used_at" timestamptz,
     "created_by" text NOT NULL,
     "created_at" timestamptz NOT NULL,
     CONSTRAINT "pk_api_key" PRIMARY KEY ("id"),
     CONSTRAINT "ck_api_key_role" CHECK (role IN ${ROLES}),
     CONSTRAINT "ck_api_key_secret_hash" CHECK (octet_length(secret_hash) = 32),
     CONSTRAINT "fk_api_key_user" FOREIGN KEY ("user_id") REFERENCES access."user" ("id")
   )`,
  'CREATE UNIQUE INDEX "uq_api_key_prefix" ON access.api_key ("prefix")',
  'CREATE INDEX "ix_api_key_created_at" ON access.api_key ("created_at", "id")',
  'CREATE INDEX "ix_api_key_user_id" ON access.api_key ("user_id")',
  `CREATE TABLE access.audit_entry (
     "id" uuid NOT NULL,
     "actor_kind" text NOT NULL,
     "actor_id" uuid,
     "actor_name" text NOT NULL,
     "action" text NOT NULL,
     "record_type" text NOT NULL,
     "record_id" text NOT NULL,
     "before" jsonb,
     "after" jsonb,
     "correlation_id" text,
     "at" timestamptz NOT NULL,
     CONSTRAINT "pk_audit_entry" PRIMARY KEY ("id")
   )`,
  'CREATE INDEX "ix_audit_entry_at" ON access.audit_entry ("at", "id")',
  'CREATE INDEX "ix_audit_entry_record" ON access.audit_entry ("record_type", "record_id", "at", "id")',
  'CREATE INDEX "ix_audit_entry_actor" ON access.audit_entry ("actor_id", "at", "id")',
  'CREATE INDEX "ix_audit_entry_action" ON access.audit_entry ("action", "at", "id")',
  'CREATE INDEX "ix_audit_entry_correlation" ON access.audit_entry ("correlation_id")',
];

/** Whoever got in must not be able to take back the traces; a row-level trigger alone would let TRUNCATE through. */
const APPEND_ONLY: readonly string[] = [
  `CREATE FUNCTION access.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = 'tr_audit_entry_append_only', SCHEMA = 'access',
       TABLE = 'audit_entry', MESSAGE = 'The audit trail is append-only.';
   END $$`,
  `CREATE TRIGGER tr_audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access.audit_entry
   FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_audit_change()`,
];
