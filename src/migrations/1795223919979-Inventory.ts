import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Inventory1795223919979 implements MigrationInterface {
  name = 'Inventory1795223919979';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS inventory');
    await queryRunner.query(`
            CREATE TABLE "inventory"."warehouse" (
                "id" uuid NOT NULL,
                "code" text NOT NULL,
                "name" text NOT NULL,
                "is_default" boolean NOT NULL DEFAULT false,
                "is_active" boolean NOT NULL DEFAULT true,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_warehouse_code" UNIQUE ("code"),
                CONSTRAINT "ck_warehouse_name" CHECK (name <> ''),
                CONSTRAINT "ck_warehouse_code" CHECK (code ~ '^[A-Z0-9]{1,10}$'),
                CONSTRAINT "pk_warehouse" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_warehouse_default" ON "inventory"."warehouse" ("is_default")
            WHERE is_default
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."stock_location" (
                "id" uuid NOT NULL,
                "warehouse_id" uuid NOT NULL,
                "name" text NOT NULL,
                "is_main" boolean NOT NULL DEFAULT false,
                "is_active" boolean NOT NULL DEFAULT true,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_stock_location_name" UNIQUE ("warehouse_id", "name"),
                CONSTRAINT "ck_stock_location_name" CHECK (name <> ''),
                CONSTRAINT "pk_stock_location" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_stock_location_main" ON "inventory"."stock_location" ("warehouse_id")
            WHERE is_main
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."adjustment" (
                "id" uuid NOT NULL,
                "number" text NOT NULL,
                "location_id" uuid NOT NULL,
                "state" text NOT NULL,
                "mode" text NOT NULL,
                "note" text NOT NULL,
                "done_at" TIMESTAMP WITH TIME ZONE,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_adjustment_number" UNIQUE ("number"),
                CONSTRAINT "ck_adjustment_mode" CHECK (mode IN ('count', 'change')),
                CONSTRAINT "ck_adjustment_state" CHECK (state IN ('draft', 'done', 'cancelled')),
                CONSTRAINT "pk_adjustment" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_adjustment_location" ON "inventory"."adjustment" ("location_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."adjustment_line" (
                "id" uuid NOT NULL,
                "adjustment_id" uuid NOT NULL,
                "variant_id" uuid NOT NULL,
                "quantity" integer NOT NULL,
                "difference" integer,
                CONSTRAINT "uq_adjustment_line_variant" UNIQUE ("adjustment_id", "variant_id"),
                CONSTRAINT "pk_adjustment_line" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."delivery" (
                "id" uuid NOT NULL,
                "number" text COLLATE "C" NOT NULL,
                "order_id" uuid NOT NULL,
                "contact_id" uuid NOT NULL,
                "warehouse_id" uuid NOT NULL,
                "location_id" uuid NOT NULL,
                "state" text NOT NULL,
                "source_instance_id" uuid,
                "source_remote_id" text,
                "part" integer NOT NULL,
                "method" text NOT NULL,
                "done_at" TIMESTAMP WITH TIME ZONE,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_delivery_number" UNIQUE ("number"),
                CONSTRAINT "ck_delivery_part" CHECK (part >= 1),
                CONSTRAINT "ck_delivery_source" CHECK (
                    (source_instance_id IS NULL) = (source_remote_id IS NULL)
                ),
                CONSTRAINT "ck_delivery_done_at" CHECK ((state = 'done') = (done_at IS NOT NULL)),
                CONSTRAINT "ck_delivery_state" CHECK (state IN ('waiting', 'ready', 'done', 'cancelled')),
                CONSTRAINT "pk_delivery" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_delivery_state" ON "inventory"."delivery" ("state", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_delivery_order" ON "inventory"."delivery" ("order_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_delivery_source" ON "inventory"."delivery" (
                "order_id",
                "source_instance_id",
                "source_remote_id",
                "part"
            )
            WHERE source_instance_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."delivery_line" (
                "id" uuid NOT NULL,
                "delivery_id" uuid NOT NULL,
                "order_line_id" uuid NOT NULL,
                "variant_id" uuid NOT NULL,
                "name" text NOT NULL,
                "quantity" integer NOT NULL,
                CONSTRAINT "ck_delivery_line_quantity" CHECK (quantity > 0),
                CONSTRAINT "pk_delivery_line" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_delivery_line_delivery" ON "inventory"."delivery_line" ("delivery_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."package" (
                "id" uuid NOT NULL,
                "delivery_id" uuid NOT NULL,
                "carrier" text NOT NULL,
                "tracking_number" text NOT NULL,
                "tracking_url" text NOT NULL,
                "weight_grams" integer,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "pk_package" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_package_delivery" ON "inventory"."package" ("delivery_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_package_tracking" ON "inventory"."package" ("delivery_id", "carrier", "tracking_number")
            WHERE tracking_number <> ''
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."stock_level" (
                "location_id" uuid NOT NULL,
                "variant_id" uuid NOT NULL,
                "on_hand" integer NOT NULL,
                "reserved" integer NOT NULL,
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_stock_level_reserved" CHECK (reserved >= 0),
                CONSTRAINT "pk_stock_level" PRIMARY KEY ("location_id", "variant_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_stock_level_variant" ON "inventory"."stock_level" ("variant_id", "location_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "inventory"."stock_move" (
                "id" uuid NOT NULL,
                "location_id" uuid NOT NULL,
                "variant_id" uuid NOT NULL,
                "quantity" integer NOT NULL,
                "reason" text NOT NULL,
                "document_id" uuid NOT NULL,
                "moved_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_stock_move_reason" CHECK (reason IN ('delivery', 'adjustment')),
                CONSTRAINT "ck_stock_move_quantity" CHECK (quantity <> 0),
                CONSTRAINT "pk_stock_move" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_stock_move_document" ON "inventory"."stock_move" ("document_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_stock_move_variant" ON "inventory"."stock_move" ("variant_id", "id")
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."stock_location"
            ADD CONSTRAINT "fk_stock_location_warehouse" FOREIGN KEY ("warehouse_id") REFERENCES "inventory"."warehouse"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."adjustment"
            ADD CONSTRAINT "fk_adjustment_location" FOREIGN KEY ("location_id") REFERENCES "inventory"."stock_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."adjustment_line"
            ADD CONSTRAINT "fk_adjustment_line_adjustment" FOREIGN KEY ("adjustment_id") REFERENCES "inventory"."adjustment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."delivery_line"
            ADD CONSTRAINT "fk_delivery_line_delivery" FOREIGN KEY ("delivery_id") REFERENCES "inventory"."delivery"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."package"
            ADD CONSTRAINT "fk_package_delivery" FOREIGN KEY ("delivery_id") REFERENCES "inventory"."delivery"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."stock_level"
            ADD CONSTRAINT "fk_stock_level_location" FOREIGN KEY ("location_id") REFERENCES "inventory"."stock_location"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "inventory"."stock_level" DROP CONSTRAINT "fk_stock_level_location"
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."package" DROP CONSTRAINT "fk_package_delivery"
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."delivery_line" DROP CONSTRAINT "fk_delivery_line_delivery"
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."adjustment_line" DROP CONSTRAINT "fk_adjustment_line_adjustment"
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."adjustment" DROP CONSTRAINT "fk_adjustment_location"
        `);
    await queryRunner.query(`
            ALTER TABLE "inventory"."stock_location" DROP CONSTRAINT "fk_stock_location_warehouse"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_stock_move_variant"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_stock_move_document"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."stock_move"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_stock_level_variant"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."stock_level"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."uq_package_tracking"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_package_delivery"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."package"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_delivery_line_delivery"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."delivery_line"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."uq_delivery_source"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_delivery_order"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_delivery_state"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."delivery"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."adjustment_line"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."ix_adjustment_location"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."adjustment"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."uq_stock_location_main"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."stock_location"
        `);
    await queryRunner.query(`
            DROP INDEX "inventory"."uq_warehouse_default"
        `);
    await queryRunner.query(`
            DROP TABLE "inventory"."warehouse"
        `);
  }
}
