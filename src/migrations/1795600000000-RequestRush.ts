import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RequestRush1795600000000 implements MigrationInterface {
  name = 'RequestRush1795600000000';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE platform.request_rush (
         "id" smallint NOT NULL,
         "until" timestamptz NOT NULL,
         CONSTRAINT "pk_request_rush" PRIMARY KEY ("id"),
         CONSTRAINT "ck_request_rush_one" CHECK (id = 1)
       )`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE platform.request_rush');
  }
}
