import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TicketMail1795500000004 implements MigrationInterface {
  name = 'TicketMail1795500000004';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP: readonly string[] = [
  `CREATE TABLE support.outgoing_mail (
     "id" uuid NOT NULL,
     "ticket_id" uuid NOT NULL,
     "cause_id" uuid NOT NULL,
     "message_id" text COLLATE "C" NOT NULL,
     "recipient" text NOT NULL,
     "recipient_key" text COLLATE "C" NOT NULL,
     "is_automatic" boolean NOT NULL,
     "subject" text NOT NULL,
     "body" text,
     "headers" jsonb NOT NULL,
     "in_reply_to" text,
     "reference_ids" text NOT NULL,
     "state" text NOT NULL,
     "attempts" integer NOT NULL DEFAULT 0,
     "next_attempt_at" timestamptz,
     "sent_at" timestamptz,
     "bounced_at" timestamptz,
     "error" text,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_outgoing_mail_state" CHECK (state IN ('waiting', 'sent', 'failed', 'held', 'bounced')),
     CONSTRAINT "ck_outgoing_mail_due" CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
     CONSTRAINT "pk_outgoing_mail" PRIMARY KEY ("id"),
     CONSTRAINT "fk_outgoing_mail_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE UNIQUE INDEX "uq_outgoing_mail_message" ON support.outgoing_mail ("message_id")',
  'CREATE UNIQUE INDEX "uq_outgoing_mail_cause" ON support.outgoing_mail ("cause_id")',
  'CREATE INDEX "ix_outgoing_mail_ticket" ON support.outgoing_mail ("ticket_id", "id")',
  'CREATE INDEX "ix_outgoing_mail_recipient" ON support.outgoing_mail ("recipient_key", "created_at")',
  `CREATE INDEX "ix_outgoing_mail_due" ON support.outgoing_mail ("next_attempt_at", "id") WHERE state = 'waiting'`,
  `CREATE TABLE support.incoming_mail (
     "id" uuid NOT NULL,
     "ref" text COLLATE "C" NOT NULL,
     "disposition" text NOT NULL,
     "ticket_id" uuid,
     "sender_key" text COLLATE "C",
     "received_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_incoming_mail_disposition"
       CHECK (disposition IN ('report', 'reply', 'note', 'auto-reply', 'bounce', 'own-mail', 'no-sender')),
     CONSTRAINT "pk_incoming_mail" PRIMARY KEY ("id"),
     CONSTRAINT "fk_incoming_mail_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE UNIQUE INDEX "uq_incoming_mail_ref" ON support.incoming_mail ("ref")',
  `CREATE INDEX "ix_incoming_mail_ticket" ON support.incoming_mail ("ticket_id", "id") WHERE ticket_id IS NOT NULL`,
  `CREATE INDEX "ix_incoming_mail_sender" ON support.incoming_mail ("sender_key", "received_at")
     WHERE sender_key IS NOT NULL`,
];

const DOWN: readonly string[] = ['DROP TABLE support.incoming_mail', 'DROP TABLE support.outgoing_mail'];
