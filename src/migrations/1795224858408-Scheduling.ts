import { MigrationInterface, QueryRunner } from 'typeorm';

export class Scheduling1795224858408 implements MigrationInterface {
  name = 'Scheduling1795224858408';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS "platform"');
    await queryRunner.query(`
            CREATE TABLE "platform"."scheduler_lease" (
                "name" text NOT NULL,
                "holder" uuid,
                "expires_at" TIMESTAMP WITH TIME ZONE,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "started_at" TIMESTAMP WITH TIME ZONE,
                "finished_at" TIMESTAMP WITH TIME ZONE,
                "last_error" text,
                CONSTRAINT "ck_scheduler_lease_holder" CHECK ((holder IS NULL) = (expires_at IS NULL)),
                CONSTRAINT "pk_scheduler_lease" PRIMARY KEY ("name")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_scheduler_lease_expires" ON "platform"."scheduler_lease" ("expires_at")
            WHERE due_at IS NULL
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            DROP INDEX "platform"."ix_scheduler_lease_expires"
        `);
    await queryRunner.query(`
            DROP TABLE "platform"."scheduler_lease"
        `);
  }
}
