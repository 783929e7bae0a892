import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Accounting1795223919977 implements MigrationInterface {
  name = 'Accounting1795223919977';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE SCHEMA IF NOT EXISTS accounting');
    await queryRunner.query(`
            CREATE TABLE "accounting"."company" (
                "id" uuid NOT NULL,
                "name" text NOT NULL,
                "currency" text NOT NULL,
                "country" text NOT NULL,
                "is_default" boolean NOT NULL DEFAULT false,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "ck_company_country" CHECK (country ~ '^[A-Z]{2}$'),
                CONSTRAINT "ck_company_currency" CHECK (currency ~ '^[A-Z]{3}$'),
                CONSTRAINT "pk_company" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_company_default" ON "accounting"."company" ("is_default")
            WHERE is_default
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."account" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "code" text COLLATE "C" NOT NULL,
                "name" text NOT NULL,
                "type" text NOT NULL,
                "role" text,
                "is_reconciled" boolean NOT NULL DEFAULT false,
                "is_active" boolean NOT NULL DEFAULT true,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_account_code" UNIQUE ("company_id", "code"),
                CONSTRAINT "ck_account_code" CHECK (code <> ''),
                CONSTRAINT "ck_account_type" CHECK (
                    type IN ('asset', 'liability', 'equity', 'income', 'expense')
                ),
                CONSTRAINT "pk_account" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_account_role" ON "accounting"."account" ("company_id", "role")
            WHERE role IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."allocation" (
                "id" uuid NOT NULL,
                "invoice_id" uuid NOT NULL,
                "payment_id" uuid,
                "credit_note_id" uuid,
                "amount" numeric(19, 4) NOT NULL,
                "allocated_on" date NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_allocation_source" CHECK (num_nonnulls(payment_id, credit_note_id) = 1),
                CONSTRAINT "ck_allocation_amount" CHECK (amount > 0),
                CONSTRAINT "pk_allocation" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_allocation_credit_note" ON "accounting"."allocation" ("credit_note_id")
            WHERE credit_note_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_allocation_payment" ON "accounting"."allocation" ("payment_id")
            WHERE payment_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_allocation_invoice" ON "accounting"."allocation" ("invoice_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."exchange_rate" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "currency" text NOT NULL,
                "valid_on" date NOT NULL,
                "rate" numeric(20, 10) NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "uq_exchange_rate" UNIQUE ("company_id", "currency", "valid_on"),
                CONSTRAINT "ck_exchange_rate_rate" CHECK (rate > 0),
                CONSTRAINT "pk_exchange_rate" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."fiscal_period" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "starts_on" date NOT NULL,
                "ends_on" date NOT NULL,
                "state" text NOT NULL,
                "closed_at" TIMESTAMP WITH TIME ZONE,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_fiscal_period" UNIQUE ("company_id", "starts_on"),
                CONSTRAINT "ck_fiscal_period_state" CHECK (state IN ('open', 'closed')),
                CONSTRAINT "ck_fiscal_period_month" CHECK (
                    EXTRACT(
                        day
                        FROM starts_on
                    ) = 1
                    AND ends_on = (
                        starts_on + interval '1 month' - interval '1 day'
                    )::date
                ),
                CONSTRAINT "pk_fiscal_period" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."invoice_line" (
                "id" uuid NOT NULL,
                "invoice_id" uuid NOT NULL,
                "position" integer NOT NULL,
                "kind" text NOT NULL,
                "order_line_id" uuid,
                "variant_id" uuid,
                "name" text NOT NULL,
                "sku" text NOT NULL,
                "quantity" integer NOT NULL,
                "unit_price" numeric(19, 4) NOT NULL,
                "discount" numeric(19, 4) NOT NULL,
                "net" numeric(19, 4) NOT NULL,
                "tax" numeric(19, 4) NOT NULL,
                "gross" numeric(19, 4) NOT NULL,
                "tax_id" uuid,
                CONSTRAINT "uq_invoice_line_position" UNIQUE ("invoice_id", "position"),
                CONSTRAINT "ck_invoice_line_position" CHECK (position >= 1),
                CONSTRAINT "ck_invoice_line_negative" CHECK (
                    net >= 0
                    OR kind IN ('discount', 'rounding')
                ),
                CONSTRAINT "ck_invoice_line_gross" CHECK (gross = net + tax),
                CONSTRAINT "ck_invoice_line_kind" CHECK (
                    kind IN (
                        'goods',
                        'shipping',
                        'handling',
                        'wrapping',
                        'fee',
                        'discount',
                        'gift-certificate',
                        'rounding'
                    )
                ),
                CONSTRAINT "pk_invoice_line" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."invoice" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "state" text NOT NULL,
                "number" text COLLATE "C",
                "contact_id" uuid NOT NULL,
                "order_id" uuid,
                "reference" text NOT NULL,
                "currency" text NOT NULL,
                "rate" numeric(20, 10) NOT NULL,
                "invoiced_on" date NOT NULL,
                "due_on" date NOT NULL,
                "moved_from" date,
                "net" numeric(19, 4) NOT NULL,
                "tax" numeric(19, 4) NOT NULL,
                "gross" numeric(19, 4) NOT NULL,
                "amount_open" numeric(19, 4) NOT NULL,
                "prices_include_tax" boolean NOT NULL,
                "reverses_id" uuid,
                "source_key" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "ck_invoice_reverses" CHECK (
                    reverses_id IS NULL
                    OR kind = 'credit-note'
                ),
                CONSTRAINT "ck_invoice_amount_open" CHECK (
                    amount_open >= 0
                    AND amount_open <= gross
                ),
                CONSTRAINT "ck_invoice_rate" CHECK (rate > 0),
                CONSTRAINT "ck_invoice_not_negative" CHECK (gross >= 0),
                CONSTRAINT "ck_invoice_gross" CHECK (gross = net + tax),
                CONSTRAINT "ck_invoice_numbered" CHECK ((state = 'draft') = (number IS NULL)),
                CONSTRAINT "ck_invoice_state" CHECK (state IN ('draft', 'posted', 'reversed')),
                CONSTRAINT "ck_invoice_kind" CHECK (kind IN ('invoice', 'credit-note')),
                CONSTRAINT "pk_invoice" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_credit_note" ON "accounting"."invoice" ("id")
            WHERE kind = 'credit-note'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_state" ON "accounting"."invoice" ("state", "id")
            WHERE state <> 'posted'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_open" ON "accounting"."invoice" ("id")
            WHERE amount_open > 0
                AND state = 'posted'
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_reverses" ON "accounting"."invoice" ("reverses_id")
            WHERE reverses_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_invoiced_on" ON "accounting"."invoice" ("invoiced_on", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_contact" ON "accounting"."invoice" ("contact_id", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_invoice_order" ON "accounting"."invoice" ("order_id")
            WHERE order_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_invoice_source_key" ON "accounting"."invoice" ("source_key")
            WHERE source_key IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_invoice_number" ON "accounting"."invoice" ("number", "company_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."journal" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "code" text NOT NULL,
                "name" text NOT NULL,
                "kind" text NOT NULL,
                "account_id" uuid,
                "gateway" text,
                "is_active" boolean NOT NULL DEFAULT true,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_journal_code" UNIQUE ("company_id", "code"),
                CONSTRAINT "ck_journal_code" CHECK (code ~ '^[A-Z0-9]{1,10}$'),
                CONSTRAINT "ck_journal_bank_account" CHECK ((kind = 'bank') = (account_id IS NOT NULL)),
                CONSTRAINT "ck_journal_kind" CHECK (
                    kind IN (
                        'sales',
                        'credit-notes',
                        'bank',
                        'miscellaneous',
                        'exchange'
                    )
                ),
                CONSTRAINT "pk_journal" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_journal_account" ON "accounting"."journal" ("account_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_journal_gateway" ON "accounting"."journal" ("company_id", "gateway")
            WHERE gateway IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."ledger_entry" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "journal_id" uuid NOT NULL,
                "number" text COLLATE "C" NOT NULL,
                "document_kind" text NOT NULL,
                "entered_on" date NOT NULL,
                "reference" text NOT NULL,
                "currency" text NOT NULL,
                "total" numeric(19, 4) NOT NULL,
                "document_total" numeric(19, 4) NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_ledger_entry_total" CHECK (
                    total >= 0
                    AND document_total >= 0
                ),
                CONSTRAINT "ck_ledger_entry_document_kind" CHECK (
                    document_kind IN (
                        'invoice',
                        'credit-note',
                        'payment',
                        'allocation',
                        'manual'
                    )
                ),
                CONSTRAINT "pk_ledger_entry" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_ledger_entry_entered_on" ON "accounting"."ledger_entry" ("entered_on", "id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_ledger_entry_number" ON "accounting"."ledger_entry" ("number", "journal_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."ledger_line" (
                "entry_id" uuid NOT NULL,
                "position" smallint NOT NULL,
                "account_id" uuid NOT NULL,
                "contact_id" uuid,
                "tax_id" uuid,
                "debit" numeric(19, 4) NOT NULL,
                "credit" numeric(19, 4) NOT NULL,
                "document_debit" numeric(19, 4) NOT NULL,
                "document_credit" numeric(19, 4) NOT NULL,
                CONSTRAINT "ck_ledger_line_not_empty" CHECK (
                    debit + credit + document_debit + document_credit > 0
                ),
                CONSTRAINT "ck_ledger_line_document_side" CHECK (
                    document_debit >= 0
                    AND document_credit >= 0
                    AND (
                        document_debit = 0
                        OR document_credit = 0
                    )
                ),
                CONSTRAINT "ck_ledger_line_side" CHECK (
                    debit >= 0
                    AND credit >= 0
                    AND (
                        debit = 0
                        OR credit = 0
                    )
                ),
                CONSTRAINT "ck_ledger_line_position" CHECK (position >= 1),
                CONSTRAINT "pk_ledger_line" PRIMARY KEY ("entry_id", "position")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_ledger_line_account" ON "accounting"."ledger_line" ("account_id", "entry_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."number_sequence" (
                "journal_id" uuid NOT NULL,
                "year" integer NOT NULL,
                "last_number" integer NOT NULL,
                CONSTRAINT "ck_number_sequence_last" CHECK (last_number >= 0),
                CONSTRAINT "pk_number_sequence" PRIMARY KEY ("journal_id", "year")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."payment" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "journal_id" uuid NOT NULL,
                "number" text COLLATE "C" NOT NULL,
                "kind" text NOT NULL,
                "direction" text NOT NULL,
                "contact_id" uuid NOT NULL,
                "currency" text NOT NULL,
                "rate" numeric(20, 10) NOT NULL,
                "amount" numeric(19, 4) NOT NULL,
                "amount_open" numeric(19, 4) NOT NULL,
                "paid_on" date NOT NULL,
                "moved_from" date,
                "reference" text NOT NULL,
                "source_key" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "ck_payment_amount_open" CHECK (
                    amount_open >= 0
                    AND amount_open <= amount
                ),
                CONSTRAINT "ck_payment_rate" CHECK (rate > 0),
                CONSTRAINT "ck_payment_amount" CHECK (amount > 0),
                CONSTRAINT "ck_payment_direction" CHECK (direction IN ('inbound', 'outbound')),
                CONSTRAINT "ck_payment_kind" CHECK (
                    kind IN ('gateway', 'store-credit', 'gift-certificate')
                ),
                CONSTRAINT "pk_payment" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_payment_open" ON "accounting"."payment" ("id")
            WHERE amount_open > 0
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_payment_journal" ON "accounting"."payment" ("journal_id", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_payment_paid_on" ON "accounting"."payment" ("paid_on", "id")
        `);
    await queryRunner.query(`
            CREATE INDEX "ix_payment_contact" ON "accounting"."payment" ("contact_id", "id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_payment_source_key" ON "accounting"."payment" ("source_key")
            WHERE source_key IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "uq_payment_number" ON "accounting"."payment" ("number", "company_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "accounting"."tax" (
                "id" uuid NOT NULL,
                "company_id" uuid NOT NULL,
                "name" text NOT NULL,
                "rate" numeric(9, 4) NOT NULL,
                "price_include" boolean NOT NULL,
                "is_active" boolean NOT NULL DEFAULT true,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "uq_tax" UNIQUE ("company_id", "rate", "price_include", "name"),
                CONSTRAINT "ck_tax_rate" CHECK (rate >= 0),
                CONSTRAINT "pk_tax" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."account"
            ADD CONSTRAINT "fk_account_company" FOREIGN KEY ("company_id") REFERENCES "accounting"."company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."exchange_rate"
            ADD CONSTRAINT "fk_exchange_rate_company" FOREIGN KEY ("company_id") REFERENCES "accounting"."company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."fiscal_period"
            ADD CONSTRAINT "fk_fiscal_period_company" FOREIGN KEY ("company_id") REFERENCES "accounting"."company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."journal"
            ADD CONSTRAINT "fk_journal_company" FOREIGN KEY ("company_id") REFERENCES "accounting"."company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."journal"
            ADD CONSTRAINT "fk_journal_account" FOREIGN KEY ("account_id") REFERENCES "accounting"."account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."number_sequence"
            ADD CONSTRAINT "fk_number_sequence_journal" FOREIGN KEY ("journal_id") REFERENCES "accounting"."journal"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."tax"
            ADD CONSTRAINT "fk_tax_company" FOREIGN KEY ("company_id") REFERENCES "accounting"."company"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "accounting"."tax" DROP CONSTRAINT "fk_tax_company"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."number_sequence" DROP CONSTRAINT "fk_number_sequence_journal"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."journal" DROP CONSTRAINT "fk_journal_account"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."journal" DROP CONSTRAINT "fk_journal_company"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."fiscal_period" DROP CONSTRAINT "fk_fiscal_period_company"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."exchange_rate" DROP CONSTRAINT "fk_exchange_rate_company"
        `);
    await queryRunner.query(`
            ALTER TABLE "accounting"."account" DROP CONSTRAINT "fk_account_company"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."tax"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_payment_number"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_payment_source_key"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_payment_contact"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_payment_paid_on"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_payment_journal"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_payment_open"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."payment"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."number_sequence"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_ledger_line_account"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."ledger_line"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_ledger_entry_number"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_ledger_entry_entered_on"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."ledger_entry"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_journal_gateway"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_journal_account"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."journal"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_invoice_number"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_invoice_source_key"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_order"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_contact"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_invoiced_on"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_reverses"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_open"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_state"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_invoice_credit_note"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."invoice"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."invoice_line"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."fiscal_period"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."exchange_rate"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_allocation_invoice"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_allocation_payment"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."ix_allocation_credit_note"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."allocation"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_account_role"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."account"
        `);
    await queryRunner.query(`
            DROP INDEX "accounting"."uq_company_default"
        `);
    await queryRunner.query(`
            DROP TABLE "accounting"."company"
        `);
  }
}
