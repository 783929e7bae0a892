import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Catalog1795223343583 implements MigrationInterface {
  name = 'Catalog1795223343583';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS catalog');
    await queryRunner.query(`
      CREATE TABLE "catalog"."product" (
          "id" uuid NOT NULL,
          "name" text NOT NULL,
          "name_key" text COLLATE "C" NOT NULL,
          "kind" text NOT NULL,
          "description" text NOT NULL,
          "tracking" text NOT NULL DEFAULT 'none',
          "archived_at" TIMESTAMP WITH TIME ZONE,
          "version" integer NOT NULL DEFAULT '1',
          "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          CONSTRAINT "ck_product_tracking" CHECK (tracking IN ('none', 'lot', 'serial')),
          CONSTRAINT "ck_product_kind" CHECK (kind IN ('goods', 'service', 'digital')),
          CONSTRAINT "pk_product" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_product_archived" ON "catalog"."product" ("created_at", "id")
      WHERE archived_at IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_product_kind" ON "catalog"."product" ("kind", "created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_product_created_at" ON "catalog"."product" ("created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_product_name_key" ON "catalog"."product" ("name_key", "id")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."variant" (
          "id" uuid NOT NULL,
          "product_id" uuid NOT NULL,
          "sku" text NOT NULL,
          "sku_key" text COLLATE "C" NOT NULL,
          "barcode" text NOT NULL,
          "price" numeric(19, 4),
          "weight_grams" numeric(19, 4) NOT NULL,
          "options_text" text NOT NULL,
          "archived_at" TIMESTAMP WITH TIME ZONE,
          "version" integer NOT NULL DEFAULT '1',
          "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          CONSTRAINT "ck_variant_weight" CHECK (weight_grams >= 0),
          CONSTRAINT "ck_variant_price" CHECK (price >= 0),
          CONSTRAINT "pk_variant" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_product_id" ON "catalog"."variant" ("product_id", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_barcode" ON "catalog"."variant" ("barcode")
      WHERE barcode <> ''
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_archived" ON "catalog"."variant" ("created_at", "id")
      WHERE archived_at IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_created_at" ON "catalog"."variant" ("created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_sku_key" ON "catalog"."variant" ("sku_key", "id")
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_variant_sku" ON "catalog"."variant" ("sku_key")
      WHERE sku_key <> ''
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."attribute" (
          "id" uuid NOT NULL,
          "name" text NOT NULL,
          "name_key" text COLLATE "C" NOT NULL,
          CONSTRAINT "pk_attribute" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_attribute_name" ON "catalog"."attribute" ("name_key")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."attribute_value" (
          "id" uuid NOT NULL,
          "attribute_id" uuid NOT NULL,
          "value" text NOT NULL,
          "value_key" text COLLATE "C" NOT NULL,
          CONSTRAINT "pk_attribute_value" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_attribute_value" ON "catalog"."attribute_value" ("attribute_id", "value_key")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."variant_value" (
          "variant_id" uuid NOT NULL,
          "attribute_value_id" uuid NOT NULL,
          CONSTRAINT "pk_variant_value" PRIMARY KEY ("variant_id", "attribute_value_id")
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_variant_value_attribute_value_id" ON "catalog"."variant_value" ("attribute_value_id")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."price_list" (
          "id" uuid NOT NULL,
          "name" text NOT NULL,
          "name_key" text COLLATE "C" NOT NULL,
          "currency" text NOT NULL,
          "is_for_currency" boolean NOT NULL DEFAULT false,
          "is_default" boolean NOT NULL DEFAULT false,
          "archived_at" TIMESTAMP WITH TIME ZONE,
          "version" integer NOT NULL DEFAULT '1',
          "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          CONSTRAINT "ck_price_list_archived" CHECK (
              archived_at IS NULL
              OR NOT (
                  is_default
                  OR is_for_currency
              )
          ),
          CONSTRAINT "ck_price_list_currency" CHECK (currency ~ '^[A-Z]{3}$'),
          CONSTRAINT "pk_price_list" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_price_list_default" ON "catalog"."price_list" ("is_default")
      WHERE is_default
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_price_list_currency" ON "catalog"."price_list" ("currency")
      WHERE is_for_currency
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_price_list_name_key" ON "catalog"."price_list" ("name_key", "id")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."price_list_item" (
          "id" uuid NOT NULL,
          "price_list_id" uuid NOT NULL,
          "variant_id" uuid NOT NULL,
          "min_quantity" integer NOT NULL DEFAULT '1',
          "price" numeric(19, 4) NOT NULL,
          "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
          CONSTRAINT "ck_price_list_item_min_quantity" CHECK (min_quantity >= 1),
          CONSTRAINT "ck_price_list_item_price" CHECK (price >= 0),
          CONSTRAINT "pk_price_list_item" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_price_list_item_created_at" ON "catalog"."price_list_item" ("price_list_id", "created_at", "id")
    `);
    await queryRunner.query(`
      CREATE INDEX "ix_price_list_item_variant_id" ON "catalog"."price_list_item" ("variant_id")
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_price_list_item" ON "catalog"."price_list_item" ("price_list_id", "variant_id", "min_quantity")
    `);
    await queryRunner.query(`
      CREATE TABLE "catalog"."product_image" (
          "id" uuid NOT NULL,
          "product_id" uuid NOT NULL,
          "variant_id" uuid,
          "url" text NOT NULL,
          "alt" text NOT NULL,
          "position" integer NOT NULL,
          CONSTRAINT "ck_product_image_position" CHECK (position >= 0),
          CONSTRAINT "pk_product_image" PRIMARY KEY ("id")
      )
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_product_image_variant" ON "catalog"."product_image" ("variant_id")
      WHERE variant_id IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX "uq_product_image_position" ON "catalog"."product_image" ("product_id", "position")
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant"
      ADD CONSTRAINT "fk_variant_product" FOREIGN KEY ("product_id") REFERENCES "catalog"."product"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."attribute_value"
      ADD CONSTRAINT "fk_attribute_value_attribute" FOREIGN KEY ("attribute_id") REFERENCES "catalog"."attribute"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant_value"
      ADD CONSTRAINT "fk_variant_value_variant" FOREIGN KEY ("variant_id") REFERENCES "catalog"."variant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant_value"
      ADD CONSTRAINT "fk_variant_value_attribute_value" FOREIGN KEY ("attribute_value_id") REFERENCES "catalog"."attribute_value"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."price_list_item"
      ADD CONSTRAINT "fk_price_list_item_price_list" FOREIGN KEY ("price_list_id") REFERENCES "catalog"."price_list"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."price_list_item"
      ADD CONSTRAINT "fk_price_list_item_variant" FOREIGN KEY ("variant_id") REFERENCES "catalog"."variant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."product_image"
      ADD CONSTRAINT "fk_product_image_product" FOREIGN KEY ("product_id") REFERENCES "catalog"."product"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."product_image"
      ADD CONSTRAINT "fk_product_image_variant" FOREIGN KEY ("variant_id") REFERENCES "catalog"."variant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
    `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "catalog"."product_image" DROP CONSTRAINT "fk_product_image_variant"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."product_image" DROP CONSTRAINT "fk_product_image_product"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."price_list_item" DROP CONSTRAINT "fk_price_list_item_variant"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."price_list_item" DROP CONSTRAINT "fk_price_list_item_price_list"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant_value" DROP CONSTRAINT "fk_variant_value_attribute_value"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant_value" DROP CONSTRAINT "fk_variant_value_variant"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."attribute_value" DROP CONSTRAINT "fk_attribute_value_attribute"
    `);
    await queryRunner.query(`
      ALTER TABLE "catalog"."variant" DROP CONSTRAINT "fk_variant_product"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_product_image_position"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_product_image_variant"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."product_image"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_price_list_item"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_price_list_item_variant_id"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_price_list_item_created_at"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."price_list_item"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_price_list_name_key"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_price_list_currency"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_price_list_default"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."price_list"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_value_attribute_value_id"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."variant_value"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_attribute_value"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."attribute_value"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_attribute_name"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."attribute"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."uq_variant_sku"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_sku_key"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_created_at"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_archived"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_barcode"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_variant_product_id"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."variant"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_product_name_key"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_product_created_at"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_product_kind"
    `);
    await queryRunner.query(`
      DROP INDEX "catalog"."ix_product_archived"
    `);
    await queryRunner.query(`
      DROP TABLE "catalog"."product"
    `);
  }
}
