import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TicketAttachments1795500000001 implements MigrationInterface {
  name = 'TicketAttachments1795500000001';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP: readonly string[] = [
  `CREATE TABLE support.attachment (
     "id" uuid NOT NULL,
     "state" text NOT NULL,
     "ticket_id" uuid,
     "message_id" uuid,
     "file_name" text NOT NULL,
     "kind" text NOT NULL,
     "content_type" text NOT NULL,
     "size_bytes" integer NOT NULL,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_attachment_state" CHECK (state IN ('storing', 'stored', 'removing')),
     CONSTRAINT "ck_attachment_kind" CHECK (kind IN ('screenshot', 'recording', 'log', 'other')),
     CONSTRAINT "ck_attachment_stored" CHECK (state <> 'stored' OR ticket_id IS NOT NULL),
     CONSTRAINT "ck_attachment_size" CHECK (size_bytes > 0),
     CONSTRAINT "pk_attachment" PRIMARY KEY ("id"),
     CONSTRAINT "fk_attachment_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id"),
     CONSTRAINT "fk_attachment_message" FOREIGN KEY ("message_id") REFERENCES support.ticket_message ("id")
   )`,
  'CREATE INDEX "ix_attachment_ticket" ON support.attachment ("ticket_id", "id") WHERE ticket_id IS NOT NULL',
  'CREATE INDEX "ix_attachment_message" ON support.attachment ("message_id") WHERE message_id IS NOT NULL',
  `CREATE INDEX "ix_attachment_unsettled" ON support.attachment ("created_at", "id") WHERE state <> 'stored'`,
  `CREATE TABLE support.attachment_space (
     "id" smallint NOT NULL,
     "used_bytes" bigint NOT NULL,
     CONSTRAINT "ck_attachment_space_one" CHECK (id = 1),
     CONSTRAINT "ck_attachment_space_used" CHECK (used_bytes >= 0),
     CONSTRAINT "pk_attachment_space" PRIMARY KEY ("id")
   )`,
  'INSERT INTO support.attachment_space (id, used_bytes) VALUES (1, 0)',
];

const DOWN: readonly string[] = ['DROP TABLE support.attachment_space', 'DROP TABLE support.attachment'];
