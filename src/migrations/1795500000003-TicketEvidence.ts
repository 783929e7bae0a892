import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TicketEvidence1795500000003 implements MigrationInterface {
  name = 'TicketEvidence1795500000003';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE support.ticket ADD "report_revision" integer NOT NULL DEFAULT 1');
    await queryRunner.query(`CREATE TABLE support.ticket_evidence (
       "id" uuid NOT NULL,
       "ticket_id" uuid NOT NULL,
       "report_revision" integer NOT NULL,
       "gathered_at" timestamptz NOT NULL DEFAULT now(),
       "instances" jsonb NOT NULL,
       "records" jsonb NOT NULL,
       "self_checks" jsonb NOT NULL,
       "assessment" jsonb NOT NULL,
       CONSTRAINT "pk_ticket_evidence" PRIMARY KEY ("id"),
       CONSTRAINT "fk_ticket_evidence_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
     )`);
    await queryRunner.query('CREATE INDEX "ix_ticket_evidence_ticket" ON support.ticket_evidence ("ticket_id", "id")');
    await queryRunner.query(`CREATE TABLE support.evidence_wanted (
       "ticket_id" uuid NOT NULL,
       "due_at" timestamptz NOT NULL,
       "attempts" integer NOT NULL DEFAULT 0,
       CONSTRAINT "pk_evidence_wanted" PRIMARY KEY ("ticket_id"),
       CONSTRAINT "fk_evidence_wanted_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
     )`);
    await queryRunner.query('CREATE INDEX "ix_evidence_wanted_due" ON support.evidence_wanted ("due_at", "ticket_id")');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE support.evidence_wanted');
    await queryRunner.query('DROP TABLE support.ticket_evidence');
    await queryRunner.query('ALTER TABLE support.ticket DROP "report_revision"');
  }
}
