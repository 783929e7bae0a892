import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Contacts1795223343582 implements MigrationInterface {
  name = 'Contacts1795223343582';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS contacts');
    await queryRunner.query(`
      CREATE TABLE "contacts"."contact" (
          "id" uuid NOT NULL,
          "kind" text NOT NULL,
          "parent_id" uuid,
          "match_key" text NOT NULL,
          "name" text NOT NULL,
          "name_key" text COLLATE "C" NOT NULL,
          "company" text NOT NULL,
          "email" text NOT NULL,
          "email_key" text COLLATE "C" NOT NULL,
          "phone" text NOT NULL,
          "street1" text NOT NULL,
          "street2" text NOT NULL,
          "city" text NOT NULL,
          "state" text NOT NULL,
          "postal_code" text NOT NULL,
          "country_code" text NOT NULL,
          "archived_at" TIMESTAMP WITH TIME ZONE,
          "version" integer NOT NULL DEFAULT '1',
          "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          CONSTRAINT "ck_contact_parent" CHECK (parent_id <> id),
          CONSTRAINT "ck_contact_country_code" CHECK (
              country_code = ''
              OR country_code ~ '^[A-Z]{2}$'
          ),
          CONSTRAINT "ck_contact_kind" CHECK (
              kind IN ('person', 'company', 'billing', 'delivery')
          ),
          CONSTRAINT "pk_contact" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_archived" ON "contacts"."contact" ("created_at", "id")
      WHERE archived_at IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_kind" ON "contacts"."contact" ("kind", "created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_country_code" ON "contacts"."contact" ("country_code", "created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_email_key" ON "contacts"."contact" ("email_key", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_name_key" ON "contacts"."contact" ("name_key", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_created_at" ON "contacts"."contact" ("created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_contact_parent_id" ON "contacts"."contact" ("parent_id")
      WHERE parent_id IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_contact_match_key" ON "contacts"."contact" ("match_key")
    `);
    await queryRunner.query(`
      ALTER TABLE "contacts"."contact"
      ADD CONSTRAINT "fk_contact_parent" FOREIGN KEY ("parent_id") REFERENCES "contacts"."contact"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "contacts"."contact" DROP CONSTRAINT "fk_contact_parent"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."uq_contact_match_key"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_parent_id"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_created_at"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_name_key"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_email_key"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_country_code"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_kind"
    `);
    await queryRunner.query(`
      DROP INDEX "contacts"."ix_contact_archived"
    `);
    await queryRunner.query(`
      DROP TABLE "contacts"."contact"
    `);
  }
}
