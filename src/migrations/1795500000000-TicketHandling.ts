import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TicketHandling1795500000000 implements MigrationInterface {
  name = 'TicketHandling1795500000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await queryRunner.query(statement);
  }
}

const UP: readonly string[] = [
  `ALTER TABLE support.ticket
     ADD "channel" text NOT NULL DEFAULT 'form',
     ADD "proof" jsonb,
     ADD "merged_into_id" uuid,
     ADD "near_noted_for" timestamptz,
     ADD "missed_noted_for" timestamptz,
     ADD CONSTRAINT "ck_ticket_channel" CHECK (channel IN ('form', 'e-mail')),
     ADD CONSTRAINT "ck_ticket_merged_into" CHECK (merged_into_id <> id),
     ADD CONSTRAINT "fk_ticket_merged_into" FOREIGN KEY ("merged_into_id") REFERENCES support.ticket ("id")`,
  `CREATE INDEX "ix_ticket_assigned_to" ON support.ticket ("assigned_to", "opened_at", "id") WHERE assigned_to IS NOT NULL`,
  `CREATE INDEX "ix_ticket_merged_into" ON support.ticket ("merged_into_id") WHERE merged_into_id IS NOT NULL`,
  'ALTER TABLE support.ticket_message ADD "is_automatic" boolean NOT NULL DEFAULT false',
  `CREATE TABLE support.ticket_decision (
     "id" uuid NOT NULL,
     "ticket_id" uuid NOT NULL,
     "coverage" text NOT NULL,
     "exclusion" text,
     "suggested_track" text,
     "sentence_number" text NOT NULL,
     "sentence" text NOT NULL,
     "confirms_rules" boolean NOT NULL,
     "reason" text NOT NULL,
     "decided_by" text NOT NULL,
     "decided_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_ticket_decision_coverage" CHECK (coverage IN ('free', 'expired', 'excluded', 'needs-info')),
     CONSTRAINT "pk_ticket_decision" PRIMARY KEY ("id"),
     CONSTRAINT "fk_ticket_decision_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE INDEX "ix_ticket_decision_ticket" ON support.ticket_decision ("ticket_id", "id")',
  `CREATE TABLE support.ticket_link (
     "id" uuid NOT NULL,
     "ticket_id" uuid NOT NULL,
     "kind" text NOT NULL,
     "record_id" uuid NOT NULL,
     "label" text NOT NULL,
     "added_by" text NOT NULL,
     "created_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_ticket_link_kind"
       CHECK (kind IN ('instance', 'log-entry', 'queue-line', 'sale-order', 'delivery', 'ticket')),
     CONSTRAINT "pk_ticket_link" PRIMARY KEY ("id"),
     CONSTRAINT "fk_ticket_link_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  'CREATE UNIQUE INDEX "uq_ticket_link" ON support.ticket_link ("ticket_id", "kind", "record_id")',
  'CREATE INDEX "ix_ticket_link_record" ON support.ticket_link ("record_id")',
];

const DOWN: readonly string[] = [
  'DROP TABLE support.ticket_link',
  'DROP TABLE support.ticket_decision',
  'ALTER TABLE support.ticket_message DROP "is_automatic"',
  `ALTER TABLE support.ticket DROP "channel", DROP "proof", 
     DROP "merged_into_id", DROP "near_noted_for", DROP "missed_noted_for"`,
  'DROP INDEX support."ix_ticket_assigned_to"',
];
