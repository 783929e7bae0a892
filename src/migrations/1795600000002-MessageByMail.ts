import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MessageByMail1795600000002 implements MigrationInterface {
  name = 'MessageByMail1795600000002';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE support.ticket_message ADD "is_by_mail" boolean NOT NULL DEFAULT false');
    // A mail and its word were written in one transaction, so they have the same instant.
    await queryRunner.query(
      `UPDATE support.ticket_message m SET is_by_mail = true FROM support.incoming_mail i
        WHERE i.disposition = 'reply' AND i.ticket_id = m.ticket_id AND i.received_at = m.created_at AND m.author = 'reporter'`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE support.ticket_message DROP COLUMN "is_by_mail"');
  }
}
