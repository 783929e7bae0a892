import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SupportKnowledge1795500000005 implements MigrationInterface {
  name = 'SupportKnowledge1795500000005';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE support.resolution');
    await queryRunner.query('DROP TABLE support.known_cause');
  }
}

const UP: readonly string[] = [
  `CREATE TABLE support.known_cause (
     "code" text COLLATE "C" NOT NULL,
     "product" text,
     "title" text NOT NULL,
     "cause" text NOT NULL,
     "fix" text array NOT NULL,
     "signs" text array NOT NULL,
     "is_withdrawn" boolean NOT NULL DEFAULT false,
     "version" integer NOT NULL DEFAULT 1,
     "updated_by" text NOT NULL,
     "updated_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "ck_known_cause_code" CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$'),
     CONSTRAINT "ck_known_cause_version" CHECK (version > 0),
     CONSTRAINT "pk_known_cause" PRIMARY KEY ("code"),
     CONSTRAINT "fk_known_cause_product" FOREIGN KEY ("product") REFERENCES support.support_product ("key")
   )`,
  `CREATE INDEX "ix_known_cause_product" ON support.known_cause ("product") WHERE product IS NOT NULL`,
  `CREATE TABLE support.resolution (
     "ticket_id" uuid NOT NULL,
     "product" text NOT NULL,
     "title" text NOT NULL,
     "cause" text NOT NULL,
     "fix" text NOT NULL,
     "is_public" boolean NOT NULL DEFAULT false,
     "search" tsvector NOT NULL,
     "written_by" text NOT NULL,
     "written_at" timestamptz NOT NULL DEFAULT now(),
     "updated_at" timestamptz NOT NULL DEFAULT now(),
     CONSTRAINT "pk_resolution" PRIMARY KEY ("ticket_id"),
     CONSTRAINT "fk_resolution_ticket" FOREIGN KEY ("ticket_id") REFERENCES support.ticket ("id")
   )`,
  `CREATE INDEX "ix_resolution_public" ON support.resolution ("product") WHERE is_public`,
  // Without the list of pending entries: a search would have to read it to its end.
  `CREATE INDEX "ix_resolution_search" ON support.resolution USING gin ("search") WITH (fastupdate = off)`,
];
