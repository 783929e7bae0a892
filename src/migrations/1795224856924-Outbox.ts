import { MigrationInterface, QueryRunner } from 'typeorm';

export class Outbox1795224856924 implements MigrationInterface {
  name = 'Outbox1795224856924';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS "platform"');
    await queryRunner.query(`
            CREATE TABLE "platform"."outbox_event" (
                "id" uuid NOT NULL,
                "type" text NOT NULL,
                "version" integer NOT NULL,
                "payload" json NOT NULL,
                "occurred_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "correlation_id" text,
                "relayed_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "ck_outbox_event_version" CHECK (version > 0),
                CONSTRAINT "ck_outbox_event_type" CHECK (type ~ '^[a-z0-9-]+\\.[a-z0-9-]+\\.v[0-9]+$'),
                CONSTRAINT "pk_outbox_event" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_outbox_event_relayed" ON "platform"."outbox_event" ("relayed_at")
            WHERE relayed_at IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_outbox_event_waiting" ON "platform"."outbox_event" ("id")
            WHERE relayed_at IS NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "platform"."handled_event" (
                "handler" text NOT NULL,
                "event_id" uuid NOT NULL,
                "state" text NOT NULL DEFAULT 'waiting',
                "attempts" integer NOT NULL DEFAULT '0',
                "next_try_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "error" text,
                "handled_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "ck_handled_event_handled_at" CHECK ((state = 'handled') = (handled_at IS NOT NULL)),
                CONSTRAINT "ck_handled_event_state" CHECK (state IN ('waiting', 'handled', 'parked')),
                CONSTRAINT "pk_handled_event" PRIMARY KEY ("handler", "event_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_handled_event_event" ON "platform"."handled_event" ("event_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_handled_event_parked" ON "platform"."handled_event" ("event_id")
            WHERE state = 'parked'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_handled_event_waiting" ON "platform"."handled_event" ("next_try_at")
            WHERE state = 'waiting'
        `);
    await queryRunner.query(`
            ALTER TABLE "platform"."handled_event"
            ADD CONSTRAINT "fk_handled_event_event" FOREIGN KEY ("event_id") REFERENCES "platform"."outbox_event"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "platform"."handled_event" DROP CONSTRAINT "fk_handled_event_event"
        `);
    await queryRunner.query(`
            DROP INDEX "platform"."ix_handled_event_waiting"
        `);
    await queryRunner.query(`
            DROP INDEX "platform"."ix_handled_event_parked"
        `);
    await queryRunner.query(`
            DROP INDEX "platform"."ix_handled_event_event"
        `);
    await queryRunner.query(`
            DROP TABLE "platform"."handled_event"
        `);
    await queryRunner.query(`
            DROP INDEX "platform"."ix_outbox_event_waiting"
        `);
    await queryRunner.query(`
            DROP INDEX "platform"."ix_outbox_event_relayed"
        `);
    await queryRunner.query(`
            DROP TABLE "platform"."outbox_event"
        `);
  }
}
