import { MigrationInterface, QueryRunner } from 'typeorm';

export class Marketplace1795223255855 implements MigrationInterface {
  name = 'Marketplace1795223255855';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS "marketplace"');
    await queryRunner.query(`
            CREATE TABLE "marketplace"."instance" (
                "id" uuid NOT NULL,
                "name" text NOT NULL,
                "connector" text NOT NULL,
                "state" text NOT NULL DEFAULT 'draft',
                "company_id" uuid NOT NULL,
                "warehouse_id" uuid NOT NULL,
                "time_zone" text,
                "settings" jsonb NOT NULL DEFAULT '{}',
                "sealed_credentials" text NOT NULL,
                "connection_status" text NOT NULL DEFAULT 'unknown',
                "connection_checked_at" TIMESTAMP WITH TIME ZONE,
                "connection_problems" jsonb NOT NULL DEFAULT '[]',
                "store" jsonb,
                "confirmed_at" TIMESTAMP WITH TIME ZONE,
                "version" integer NOT NULL DEFAULT '1',
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "uq_instance_name" UNIQUE ("name"),
                CONSTRAINT "ck_instance_connection_status" CHECK (connection_status IN ('unknown', 'ok', 'failed')),
                CONSTRAINT "ck_instance_state" CHECK (state IN ('draft', 'confirmed')),
                CONSTRAINT "pk_instance" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."listing" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "product_id" uuid NOT NULL,
                "name" text NOT NULL,
                "sku" text NOT NULL,
                "brand_remote_id" text,
                "category_remote_ids" text array NOT NULL DEFAULT '{}',
                "visible" boolean NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "uq_listing_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_listing" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_listing_created" ON "marketplace"."listing" ("instance_id", "created_at", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_listing_product" ON "marketplace"."listing" ("product_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."listing_item" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "listing_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "variant_id" uuid NOT NULL,
                "sku" text NOT NULL,
                "sku_key" text NOT NULL,
                CONSTRAINT "uq_listing_item_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "ck_listing_item_sku_key" CHECK (sku_key = lower(sku)),
                CONSTRAINT "pk_listing_item" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_listing_item_variant" ON "marketplace"."listing_item" ("variant_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_listing_item_listing" ON "marketplace"."listing_item" ("listing_id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_listing_item_sku" ON "marketplace"."listing_item" ("instance_id", "sku_key", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."order_status" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "name" text NOT NULL,
                "custom_label" text NOT NULL,
                "position" integer NOT NULL,
                "active" boolean NOT NULL DEFAULT true,
                CONSTRAINT "uq_order_status_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_order_status" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."channel" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "name" text NOT NULL,
                "type" text NOT NULL,
                "platform" text NOT NULL,
                "status" text NOT NULL,
                "active" boolean NOT NULL DEFAULT true,
                CONSTRAINT "uq_channel_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_channel" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."location" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "code" text NOT NULL,
                "name" text NOT NULL,
                "is_default" boolean NOT NULL,
                "warehouse_id" uuid,
                "stock_location_id" uuid,
                "syncs_stock" boolean NOT NULL DEFAULT true,
                "active" boolean NOT NULL DEFAULT true,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_location_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_location" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."tax_class" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "name" text NOT NULL,
                "active" boolean NOT NULL DEFAULT true,
                CONSTRAINT "uq_tax_class_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_tax_class" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."remote_category" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "parent_remote_id" text,
                "name" text NOT NULL,
                "visible" boolean NOT NULL,
                "active" boolean NOT NULL DEFAULT true,
                CONSTRAINT "uq_remote_category_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_remote_category" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_remote_category_parent" ON "marketplace"."remote_category" ("instance_id", "parent_remote_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."remote_brand" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "name" text NOT NULL,
                "active" boolean NOT NULL DEFAULT true,
                CONSTRAINT "uq_remote_brand_remote" UNIQUE ("instance_id", "remote_id"),
                CONSTRAINT "pk_remote_brand" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."queue_job" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "operation" text NOT NULL,
                "parameters" jsonb NOT NULL DEFAULT '{}',
                "single_key" text,
                "state" text NOT NULL DEFAULT 'draft',
                "phase" text NOT NULL DEFAULT 'fetch',
                "page_cursor" jsonb,
                "fetch_attempts" integer NOT NULL DEFAULT '0',
                "next_fetch_at" TIMESTAMP WITH TIME ZONE,
                "created_count" integer NOT NULL DEFAULT '0',
                "updated_count" integer NOT NULL DEFAULT '0',
                "skipped_count" integer NOT NULL DEFAULT '0',
                "failed_count" integer NOT NULL DEFAULT '0',
                "error_code" text,
                "message" text,
                "endpoint" text,
                "requested_by" text NOT NULL,
                "correlation_id" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "started_at" TIMESTAMP WITH TIME ZONE,
                "progress_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "ended_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "ck_queue_job_phase" CHECK (phase IN ('fetch', 'process', 'ended')),
                CONSTRAINT "ck_queue_job_state" CHECK (
                    state IN (
                        'draft',
                        'processing',
                        'partially-done',
                        'done',
                        'failed',
                        'cancelled'
                    )
                ),
                CONSTRAINT "pk_queue_job" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_queue_job_running" ON "marketplace"."queue_job" ("instance_id", "single_key")
            WHERE state IN ('draft', 'processing')
                AND single_key IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_job_active" ON "marketplace"."queue_job" ("progress_at")
            WHERE state IN ('draft', 'processing')
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_job_created" ON "marketplace"."queue_job" ("created_at", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_job_instance" ON "marketplace"."queue_job" ("instance_id", "created_at", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."queue_page" (
                "id" uuid NOT NULL,
                "job_id" uuid NOT NULL,
                "content" bytea NOT NULL,
                CONSTRAINT "pk_queue_page" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_page_job" ON "marketplace"."queue_page" ("job_id")
        `);
    // Pages come packed: trying to pack them again only costs time.
    await queryRunner.query('ALTER TABLE marketplace.queue_page ALTER COLUMN content SET STORAGE EXTERNAL');
    await queryRunner.query(`
            CREATE TABLE "marketplace"."queue_line" (
                "id" uuid NOT NULL,
                "job_id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "remote_id" text NOT NULL,
                "remote_modified_at" TIMESTAMP WITH TIME ZONE,
                "page_id" uuid,
                "page_position" smallint,
                "state" text NOT NULL DEFAULT 'draft',
                "attempts" integer NOT NULL DEFAULT '0',
                "next_attempt_at" TIMESTAMP WITH TIME ZONE,
                "result" text,
                "record_id" uuid,
                "error_code" text,
                "message" text,
                "vendor_message" text,
                "endpoint" text,
                "facts" jsonb,
                "ended_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "uq_queue_line_remote" UNIQUE ("job_id", "remote_id"),
                CONSTRAINT "ck_queue_line_state" CHECK (
                    state IN (
                        'draft',
                        'done',
                        'failed',
                        'skipped',
                        'cancelled'
                    )
                ),
                CONSTRAINT "pk_queue_line" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_line_failed" ON "marketplace"."queue_line" ("instance_id", "error_code", "id")
            WHERE state = 'failed'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_line_job_failed" ON "marketplace"."queue_line" ("job_id", "remote_id")
            WHERE state = 'failed'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_queue_line_waiting" ON "marketplace"."queue_line" ("job_id", "id")
            WHERE state = 'draft'
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."log_entry" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "job_id" uuid,
                "operation" text NOT NULL,
                "level" text NOT NULL,
                "code" text NOT NULL,
                "message" text NOT NULL,
                "remote_id" text,
                "record_id" uuid,
                "endpoint" text,
                "vendor_message" text,
                "facts" jsonb NOT NULL DEFAULT '{}',
                "correlation_id" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_log_entry_level" CHECK (level IN ('success', 'error')),
                CONSTRAINT "pk_log_entry" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_log_entry_job" ON "marketplace"."log_entry" ("job_id", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_log_entry_remote" ON "marketplace"."log_entry" ("instance_id", "remote_id", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_log_entry_code" ON "marketplace"."log_entry" ("instance_id", "code", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_log_entry_errors" ON "marketplace"."log_entry" ("instance_id", "id")
            WHERE level = 'error'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_log_entry_instance" ON "marketplace"."log_entry" ("instance_id", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."sync_cursor" (
                "instance_id" uuid NOT NULL,
                "operation" text NOT NULL,
                "processed_until" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "pk_sync_cursor" PRIMARY KEY ("instance_id", "operation")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."scheduled_action" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "action" text NOT NULL,
                "interval_minutes" integer NOT NULL,
                "active" boolean NOT NULL,
                "next_run_at" TIMESTAMP WITH TIME ZONE,
                "last_run_at" TIMESTAMP WITH TIME ZONE,
                "last_job_id" uuid,
                "last_message" text,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_scheduled_action" UNIQUE ("instance_id", "action"),
                CONSTRAINT "ck_scheduled_action_interval" CHECK (
                    interval_minutes BETWEEN 1 AND 10080
                ),
                CONSTRAINT "pk_scheduled_action" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_scheduled_action_due" ON "marketplace"."scheduled_action" ("next_run_at")
            WHERE active
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."gateway" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "code" text NOT NULL,
                "name" text NOT NULL,
                "journal_id" uuid NOT NULL,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_gateway_code" UNIQUE ("instance_id", "code"),
                CONSTRAINT "pk_gateway" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."financial_workflow" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "gateway_id" uuid,
                "payment_status" text NOT NULL,
                "confirms_order" boolean NOT NULL,
                "validates_delivery" boolean NOT NULL,
                "creates_invoice" boolean NOT NULL,
                "registers_payment" boolean NOT NULL,
                "journal_id" uuid,
                "payment_term_days" integer NOT NULL DEFAULT '0',
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "ck_financial_workflow_steps" CHECK (
                    (
                        NOT registers_payment
                        OR creates_invoice
                    )
                    AND (
                        NOT (
                            creates_invoice
                            OR validates_delivery
                        )
                        OR confirms_order
                    )
                ),
                CONSTRAINT "pk_financial_workflow" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_financial_workflow_gateway" ON "marketplace"."financial_workflow" ("gateway_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_financial_workflow_any_gateway" ON "marketplace"."financial_workflow" ("instance_id", "payment_status")
            WHERE gateway_id IS NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_financial_workflow_gateway_status" ON "marketplace"."financial_workflow" ("instance_id", "gateway_id", "payment_status")
            WHERE gateway_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."payment_mapping" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "gateway_id" uuid,
                "journal_id" uuid,
                "price_list_id" uuid,
                "currency" text,
                "is_default" boolean NOT NULL DEFAULT false,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "ck_payment_mapping_target" CHECK (
                    is_default
                    OR gateway_id IS NOT NULL
                ),
                CONSTRAINT "pk_payment_mapping" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_payment_mapping_gateway" ON "marketplace"."payment_mapping" ("gateway_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_payment_mapping_default" ON "marketplace"."payment_mapping" ("instance_id")
            WHERE is_default
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_payment_mapping_gateway" ON "marketplace"."payment_mapping" ("instance_id", "gateway_id")
            WHERE gateway_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "marketplace"."order_status_mapping" (
                "id" uuid NOT NULL,
                "instance_id" uuid NOT NULL,
                "status_remote_id" text NOT NULL,
                "stage" text NOT NULL,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_order_status_mapping_status" UNIQUE ("instance_id", "status_remote_id"),
                CONSTRAINT "ck_order_status_mapping_stage" CHECK (stage IN ('quotation', 'confirmed', 'cancelled')),
                CONSTRAINT "pk_order_status_mapping" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."listing"
            ADD CONSTRAINT "fk_listing_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."listing_item"
            ADD CONSTRAINT "fk_listing_item_listing" FOREIGN KEY ("listing_id") REFERENCES "marketplace"."listing"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."order_status"
            ADD CONSTRAINT "fk_order_status_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."channel"
            ADD CONSTRAINT "fk_channel_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."location"
            ADD CONSTRAINT "fk_location_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."tax_class"
            ADD CONSTRAINT "fk_tax_class_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."remote_category"
            ADD CONSTRAINT "fk_remote_category_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."remote_brand"
            ADD CONSTRAINT "fk_remote_brand_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."queue_job"
            ADD CONSTRAINT "fk_queue_job_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."queue_page"
            ADD CONSTRAINT "fk_queue_page_job" FOREIGN KEY ("job_id") REFERENCES "marketplace"."queue_job"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."queue_line"
            ADD CONSTRAINT "fk_queue_line_job" FOREIGN KEY ("job_id") REFERENCES "marketplace"."queue_job"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."log_entry"
            ADD CONSTRAINT "fk_log_entry_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."sync_cursor"
            ADD CONSTRAINT "fk_sync_cursor_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."scheduled_action"
            ADD CONSTRAINT "fk_scheduled_action_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."gateway"
            ADD CONSTRAINT "fk_gateway_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."financial_workflow"
            ADD CONSTRAINT "fk_financial_workflow_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."financial_workflow"
            ADD CONSTRAINT "fk_financial_workflow_gateway" FOREIGN KEY ("gateway_id") REFERENCES "marketplace"."gateway"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."payment_mapping"
            ADD CONSTRAINT "fk_payment_mapping_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."payment_mapping"
            ADD CONSTRAINT "fk_payment_mapping_gateway" FOREIGN KEY ("gateway_id") REFERENCES "marketplace"."gateway"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."order_status_mapping"
            ADD CONSTRAINT "fk_order_status_mapping_instance" FOREIGN KEY ("instance_id") REFERENCES "marketplace"."instance"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "marketplace"."order_status_mapping" DROP CONSTRAINT "fk_order_status_mapping_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."payment_mapping" DROP CONSTRAINT "fk_payment_mapping_gateway"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."payment_mapping" DROP CONSTRAINT "fk_payment_mapping_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."financial_workflow" DROP CONSTRAINT "fk_financial_workflow_gateway"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."financial_workflow" DROP CONSTRAINT "fk_financial_workflow_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."gateway" DROP CONSTRAINT "fk_gateway_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."scheduled_action" DROP CONSTRAINT "fk_scheduled_action_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."sync_cursor" DROP CONSTRAINT "fk_sync_cursor_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."log_entry" DROP CONSTRAINT "fk_log_entry_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."queue_line" DROP CONSTRAINT "fk_queue_line_job"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."queue_job" DROP CONSTRAINT "fk_queue_job_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."remote_brand" DROP CONSTRAINT "fk_remote_brand_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."remote_category" DROP CONSTRAINT "fk_remote_category_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."tax_class" DROP CONSTRAINT "fk_tax_class_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."location" DROP CONSTRAINT "fk_location_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."channel" DROP CONSTRAINT "fk_channel_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."order_status" DROP CONSTRAINT "fk_order_status_instance"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."listing_item" DROP CONSTRAINT "fk_listing_item_listing"
        `);
    await queryRunner.query(`
            ALTER TABLE "marketplace"."listing" DROP CONSTRAINT "fk_listing_instance"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."order_status_mapping"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."uq_payment_mapping_gateway"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."uq_payment_mapping_default"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_payment_mapping_gateway"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."payment_mapping"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."uq_financial_workflow_gateway_status"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."uq_financial_workflow_any_gateway"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_financial_workflow_gateway"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."financial_workflow"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."gateway"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_scheduled_action_due"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."scheduled_action"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."sync_cursor"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_log_entry_instance"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_log_entry_errors"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_log_entry_code"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_log_entry_remote"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_log_entry_job"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."log_entry"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_line_waiting"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_line_job_failed"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_line_failed"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."queue_page"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."queue_line"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_job_instance"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_job_created"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_queue_job_active"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."uq_queue_job_running"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."queue_job"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."remote_brand"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_remote_category_parent"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."remote_category"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."tax_class"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."location"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."channel"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."order_status"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_listing_item_sku"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_listing_item_listing"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_listing_item_variant"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."listing_item"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_listing_product"
        `);
    await queryRunner.query(`
            DROP INDEX "marketplace"."ix_listing_created"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."listing"
        `);
    await queryRunner.query(`
            DROP TABLE "marketplace"."instance"
        `);
  }
}
