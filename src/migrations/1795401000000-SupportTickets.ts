import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SupportTickets1795401000000 implements MigrationInterface {
  name = 'SupportTickets1795401000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA support CASCADE');
  }
}

const UP: readonly string[] = [
  'CREATE SCHEMA support',
  `CREATE TABLE support.support_product (
     "key" text NOT NULL,
     "title" text NOT NULL,
     "connector" text,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_support_product_key" CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
     CONSTRAINT "pk_support_product" PRIMARY KEY ("key")
   )`,
  `CREATE TABLE support.support_policy (
     "product" text NOT NULL,
     "version" integer NOT NULL,
     "content" jsonb NOT NULL,
     "published_by" text NOT NULL,
     "published_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_support_policy_version" CHECK (version > 0),
     CONSTRAINT "pk_support_policy" PRIMARY KEY ("product", "version"),
     CONSTRAINT "fk_support_policy_product" FOREIGN KEY ("product") REFERENCES support.support_product ("key")
   )`,
  `CREATE TABLE support.purchase (
     "id" uuid NOT NULL,
     "product" text NOT NULL,
     "reference" text NOT NULL,
     "reference_key" text COLLATE "C" NOT NULL,
     "purchased_on" date NOT NULL,
     "version" text,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "pk_purchase" PRIMARY KEY ("id"),
     CONSTRAINT "fk_purchase_product" FOREIGN KEY ("product") REFERENCES support.support_product ("key")
   )`,
  'CREATE UNIQUE INDEX "uq_purchase_reference" ON support.purchase ("product", "reference_key")',
  'CREATE INDEX "ix_purchase_created_at" ON support.purchase ("created_at", "id")',
  'CREATE SEQUENCE support.ticket_number',
  `CREATE TABLE support.ticket (
     "id" uuid NOT NULL,
     "number" text NOT NULL,
     "secret_hash" bytea NOT NULL,
     "product" text NOT NULL,
     "policy_version" integer NOT NULL,
     "state" text NOT NULL,
     "priority" text NOT NULL DEFAULT 'normal',
     "subject" text NOT NULL,
     "reporter_name" text NOT NULL,
     "reporter_email" text NOT NULL,
     "email_key" text COLLATE "C" NOT NULL,
     "report" jsonb NOT NULL,
     "assessment" jsonb NOT NULL,
     "purchase_id" uuid,
     "assigned_to" text,
     "due_at" timestamptz,
     "paused_at" timestamptz,
     "opened_at" timestamptz NOT NULL,
     "first_answer_at" timestamptz,
     "resolved_at" timestamptz,
     "version" integer NOT NULL DEFAULT '1',
     "updated_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_ticket_state"
       CHECK (state IN ('new', 'needs-info', 'open', 'waiting-on-customer', 'resolved', 'closed')),
     CONSTRAINT "ck_ticket_priority" CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
     CONSTRAINT "pk_ticket" PRIMARY KEY ("id"),
     CONSTRAINT "fk_ticket_policy" FOREIGN KEY ("product", "policy_version")
       REFERENCES support.support_policy ("product", "version"),
     CONSTRAINT "fk_ticket_purchase" FOREIGN KEY ("purchase_id") REFERENCES support.purchase ("id")
   )`,
  'CREATE UNIQUE INDEX "uq_ticket_number" ON support.ticket ("number")',
  'CREATE INDEX "ix_ticket_state" ON support.ticket ("state", "opened_at", "id")',
  'CREATE INDEX "ix_ticket_opened_at" ON support.ticket ("opened_at", "id")',
  `CREATE INDEX "ix_ticket_due" ON support.ticket ("due_at", "id") WHERE due_at IS NOT NULL AND paused_at IS NULL`,
  'CREATE INDEX "ix_ticket_product" ON support.ticket ("product", "opened_at", "id")',
  'CREATE INDEX "ix_ticket_email" ON support.ticket ("email_key", "opened_at", "id")',
  'CREATE INDEX "ix_ticket_purchase" ON support.ticket ("purchase_id") WHERE purchase_id IS NOT NULL',
  `CREATE TABLE support.ticket_message (
     "id" uuid NOT NULL,
     "ticket_id" uuid NOT NULL,
     "author" text NOT NULL,
     "author_name" text NOT NULL,
     "body" text NOT NULL,
     "is_internal" boolean NOT NULL DEFAULT false,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_ticket_message_author" CHECK (author IN ('reporter', 'staff')),
     CONSTRAINT "ck_ticket_message_note" CHECK (NOT is_internal OR author = 'staff'),
     CONSTRAINT "pk_ticket_message" PRIMARY KEY ("id"),
     CONSTRAINT "fk_ticket_message_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE INDEX "ix_ticket_message_ticket" ON support.ticket_message ("ticket_id", "id")',
  `CREATE TABLE support.ticket_event (
     "id" uuid NOT NULL,
     "ticket_id" uuid NOT NULL,
     "kind" text NOT NULL,
     "actor_name" text NOT NULL,
     "detail" jsonb NOT NULL,
     "at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "pk_ticket_event" PRIMARY KEY ("id"),
     CONSTRAINT "fk_ticket_event_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE INDEX "ix_ticket_event_ticket" ON support.ticket_event ("ticket_id", "id")',
];
