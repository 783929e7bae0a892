import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MessageByMail1795600000002 implements MigrationInterface {
  name = 'MessageByMail1795600000002';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE support.ticket_message ADD "is_by_mail" boolean NOT NULL DEFAULT false');
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE support.ticket_message DROP COLUMN "is_by_mail"');
  }
}
