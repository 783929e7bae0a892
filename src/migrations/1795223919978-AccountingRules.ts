import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rules of the books that the database itself holds (accounting.md §4). Checks of what is inserted run once for a whole
 * statement over its transition table, never row by row: docs/adr/0021-ledger-balance.md says why and what it costs.
 */
export class AccountingRules1795223919978 implements MigrationInterface {
  name = 'AccountingRules1795223919978';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...FUNCTIONS, ...TRIGGERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [trigger, table] of TRIGGERS.map(nameAndTable)) {
      await runner.query(`DROP TRIGGER IF EXISTS ${trigger} ON ${table}`);
    }
    for (const signature of FUNCTIONS.map(functionSignature))
      await runner.query(`DROP FUNCTION IF EXISTS ${signature}`);
  }
}

function nameAndTable(statement: string): [string, string] {
  const match = /CREATE TRIGGER (\w+)[\s\S]*? ON (accounting\.\w+)/.exec(statement);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

function functionSignature(statement: string): string {
  return /CREATE FUNCTION (accounting\.\w+\([^)]*\))/.exec(statement)?.[1] ?? '';
}

/**
 * PL/pgSQL plans a query once for each connection and keeps the plan until the table is next analyzed. Planned while the tables
 * were still small, a first import would read them from end to end with every batch (measured: three times slower after
 * 80,000 orders). So these look up row by row through the index (LATERAL … OFFSET 0) and never scan.
 */
const BY_INDEX = 'SET enable_seqscan = off SET enable_bitmapscan = off';

const FUNCTIONS: readonly string[] = [
  // An error that maps by its constraint name like any CHECK.
  `CREATE FUNCTION accounting.break_rule(rule text, message text) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, SCHEMA = 'accounting', MESSAGE = message;
   END $$`,

  `CREATE FUNCTION accounting.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM accounting.break_rule('ck_posted_is_final',
       format('%s on %s: what is posted is never changed; write a reversing document.', TG_OP, TG_TABLE_NAME));
     RETURN NULL;
   END $$`,

  // Posters share this lock, whoever closes or opens a period takes it alone: see guard_period and fiscal_period's trigger.
  `CREATE FUNCTION accounting.hold_periods(companies uuid[]) RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock_shared(4190, hashtext(company::text))
        FROM (SELECT DISTINCT unnest(companies) AS company ORDER BY 1) AS c;
   END $$`,

  `CREATE FUNCTION accounting.take_periods() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock(4190, hashtext(NEW.company_id::text));
     RETURN NEW;
   END $$`,

  `CREATE FUNCTION accounting.check_new_entries() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE culprit record;
   BEGIN
     PERFORM accounting.hold_periods(ARRAY(SELECT DISTINCT company_id FROM fresh));
     SELECT e.number, e.entered_on INTO culprit
       FROM fresh e JOIN accounting.fiscal_period p
         ON p.company_id = e.company_id AND p.state = 'closed' AND e.entered_on BETWEEN p.starts_on AND p.ends_on
      LIMIT 1;
     IF FOUND THEN
       PERFORM accounting.break_rule('ck_ledger_entry_period_open',
         format('%s: the books are closed on %s.', culprit.number, culprit.entered_on));
     END IF;
     SELECT e.number INTO culprit
       FROM fresh e LEFT JOIN accounting.journal j ON j.id = e.journal_id AND j.company_id = e.company_id
      WHERE j.id IS NULL LIMIT 1;
     IF FOUND THEN
       PERFORM accounting.break_rule('ck_ledger_entry_journal', format('%s: no such journal in its company.', culprit.number));
     END IF;
     RETURN NULL;
   END $$`,

  // The lines of an entry come in one statement, add up to its totals on both sides and start at position 1. As position 1 can
  // exist once only, no line can be added later, balanced or not; so the statement's own rows are all that has to be read.
  // Grouping by the accounts' company makes an entry over two companies, or with an unknown account, fail the same test.
  `CREATE FUNCTION accounting.check_new_ledger_lines() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
   DECLARE culprit record;
   BEGIN
     SELECT s.* INTO culprit
       FROM (SELECT l.entry_id, a.company_id, min(l.position) AS first_position,
                    sum(l.debit) AS debit, sum(l.credit) AS credit,
                    sum(l.document_debit) AS document_debit, sum(l.document_credit) AS document_credit
               FROM fresh l LEFT JOIN accounting.account a ON a.id = l.account_id
              GROUP BY l.entry_id, a.company_id) s
       LEFT JOIN LATERAL (SELECT e.id, e.total, e.document_total FROM accounting.ledger_entry e
                           WHERE e.id = s.entry_id AND e.company_id = s.company_id OFFSET 0) e ON true
      WHERE e.id IS NULL OR s.first_position <> 1
         OR s.debit <> e.total OR s.credit <> e.total
         OR s.document_debit <> e.document_total OR s.document_credit <> e.document_total
      LIMIT 1;
     IF FOUND THEN
       PERFORM accounting.break_rule('ck_ledger_entry_balanced',
         format('Ledger entry %s: debit %s, credit %s; in the document''s currency debit %s, credit %s. It must balance, agree '
             || 'with its totals, stay in one company and be written at once.', culprit.entry_id, culprit.debit, culprit.credit,
           culprit.document_debit, culprit.document_credit));
     END IF;
     RETURN NULL;
   END $$`,

  // The same for the lines of a posted invoice; those of a draft come and go.
  `CREATE FUNCTION accounting.check_new_invoice_lines() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
   DECLARE culprit record;
   BEGIN
     SELECT s.* INTO culprit
       FROM (SELECT invoice_id, min(position) AS first_position, sum(net) AS net, sum(tax) AS tax FROM fresh GROUP BY invoice_id) s
       LEFT JOIN LATERAL (SELECT i.id, i.state, i.net, i.tax FROM accounting.invoice i WHERE i.id = s.invoice_id OFFSET 0) i ON true
      WHERE i.id IS NULL OR (i.state <> 'draft' AND (s.first_position <> 1 OR s.net <> i.net OR s.tax <> i.tax))
      LIMIT 1;
     IF FOUND THEN
       PERFORM accounting.break_rule('ck_invoice_lines_total',
         format('Invoice %s: its lines come to %s net and %s tax, which is not what it says, or it is posted already.',
           culprit.invoice_id, culprit.net, culprit.tax));
     END IF;
     RETURN NULL;
   END $$`,

  `CREATE FUNCTION accounting.check_posting_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE lines record;
   BEGIN
     SELECT coalesce(sum(net), 0) AS net, coalesce(sum(tax), 0) AS tax INTO lines
       FROM accounting.invoice_line WHERE invoice_id = NEW.id;
     IF lines.net <> NEW.net OR lines.tax <> NEW.tax OR NEW.state <> 'posted' THEN
       PERFORM accounting.break_rule('ck_invoice_lines_total',
         format('Invoice %s: its lines come to %s net and %s tax, which is not what it says.', NEW.id, lines.net, lines.tax));
     END IF;
     RETURN NEW;
   END $$`,

  `CREATE FUNCTION accounting.guard_invoice_line() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT 1 FROM accounting.invoice i WHERE i.id = OLD.invoice_id AND i.state <> 'draft') THEN
       PERFORM accounting.break_rule('ck_posted_is_final', 'The lines of a posted invoice are never changed.');
     END IF;
     RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
   END $$`,

  // What is open changes through allocations alone, that is from inside the trigger below.
  `CREATE FUNCTION accounting.guard_amount_open() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF pg_trigger_depth() < 2 THEN
       PERFORM accounting.break_rule('ck_amount_open_by_allocation', 'What is open of a document follows from its allocations.');
     END IF;
     RETURN NEW;
   END $$`,

  // Brings the open amounts in line with the allocations. Documents written together with their allocations carry the right
  // amount already and are only read; others are locked in id order first and added up again, because a sum read before the
  // lock may miss what another transaction has just committed. The CHECK on amount_open then refuses too much.
  `CREATE FUNCTION accounting.settle_allocations() RETURNS trigger LANGUAGE plpgsql ${BY_INDEX} AS $$
   DECLARE documents uuid[]; payments uuid[];
   BEGIN
     SELECT array_agg(d.id ORDER BY d.id) INTO documents
       FROM (SELECT invoice_id AS id FROM fresh UNION SELECT credit_note_id FROM fresh WHERE credit_note_id IS NOT NULL) d
       LEFT JOIN LATERAL (SELECT i.id, i.state, i.amount_open, i.gross FROM accounting.invoice i WHERE i.id = d.id OFFSET 0) i ON true
       CROSS JOIN LATERAL (SELECT coalesce(sum(a.amount), 0) AS amount FROM accounting.allocation a WHERE a.invoice_id = d.id) paid
       CROSS JOIN LATERAL (SELECT coalesce(sum(a.amount), 0) AS amount FROM accounting.allocation a
                            WHERE a.credit_note_id = d.id) credited
      WHERE i.id IS NULL OR i.state <> 'posted' OR i.amount_open <> i.gross - paid.amount - credited.amount;
     IF documents IS NOT NULL THEN
       IF (SELECT count(*) FROM (SELECT 1 FROM accounting.invoice WHERE id = ANY(documents) AND state = 'posted' ORDER BY id
                                    FOR NO KEY UPDATE) l) <> cardinality(documents) THEN
         PERFORM accounting.break_rule('ck_allocation_document', 'An allocation names a document that is not posted.');
       END IF;
       UPDATE accounting.invoice i SET amount_open = i.gross - settled.amount, updated_at = now()
         FROM (SELECT id, sum(amount) AS amount
                 FROM (SELECT invoice_id AS id, amount FROM accounting.allocation WHERE invoice_id = ANY(documents)
                       UNION ALL
                       SELECT credit_note_id, amount FROM accounting.allocation WHERE credit_note_id = ANY(documents)) each
                GROUP BY id) settled
        WHERE i.id = settled.id;
     END IF;
     SELECT array_agg(d.id ORDER BY d.id) INTO payments
       FROM (SELECT DISTINCT payment_id AS id FROM fresh WHERE payment_id IS NOT NULL) d
       LEFT JOIN LATERAL (SELECT p.id, p.amount_open, p.amount FROM accounting.payment p WHERE p.id = d.id OFFSET 0) p ON true
       CROSS JOIN LATERAL (SELECT sum(a.amount) AS amount FROM accounting.allocation a WHERE a.payment_id = d.id) paid
      WHERE p.id IS NULL OR p.amount_open <> p.amount - paid.amount;
     IF payments IS NOT NULL THEN
       IF (SELECT count(*) FROM (SELECT 1 FROM accounting.payment WHERE id = ANY(payments) ORDER BY id FOR NO KEY UPDATE) l)
           <> cardinality(payments) THEN
         PERFORM accounting.break_rule('ck_allocation_document', 'An allocation names a payment that does not exist.');
       END IF;
       UPDATE accounting.payment p SET amount_open = p.amount - settled.amount
         FROM (SELECT payment_id AS id, sum(amount) AS amount FROM accounting.allocation
                WHERE payment_id = ANY(payments) GROUP BY payment_id) settled
        WHERE p.id = settled.id;
     END IF;
     RETURN NULL;
   END $$`,

  `CREATE FUNCTION accounting.check_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE original record; credited numeric;
   BEGIN
     SELECT kind, state, currency, company_id, gross INTO original
       FROM accounting.invoice WHERE id = NEW.reverses_id FOR NO KEY UPDATE;
     IF NOT FOUND OR original.kind <> 'invoice' OR original.state = 'draft'
        OR original.currency <> NEW.currency OR original.company_id <> NEW.company_id THEN
       PERFORM accounting.break_rule('ck_credit_note_original', 'A credit note takes back a posted invoice of its company and currency.');
     END IF;
     SELECT sum(gross) INTO credited FROM accounting.invoice WHERE reverses_id = NEW.reverses_id AND state <> 'draft';
     IF credited > original.gross THEN
       PERFORM accounting.break_rule('ck_credit_notes_total',
         format('Credit notes of %s exceed the invoice of %s.', credited, original.gross));
     END IF;
     RETURN NULL;
   END $$`,

  `CREATE FUNCTION accounting.guard_used_account() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT 1 FROM accounting.ledger_line WHERE account_id = OLD.id) THEN
       PERFORM accounting.break_rule('ck_account_unused', 'An account with entries stays; switch it off instead.');
     END IF;
     RETURN OLD;
   END $$`,

  `CREATE FUNCTION accounting.guard_company_currency() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     -- Waits for documents that are being posted in the old currency.
     PERFORM pg_advisory_xact_lock(4190, hashtext(OLD.id::text));
     IF EXISTS (SELECT 1 FROM accounting.ledger_entry WHERE company_id = OLD.id) THEN
       PERFORM accounting.break_rule('ck_company_currency_fixed', 'The currency of books with entries does not change.');
     END IF;
     RETURN NEW;
   END $$`,
];

const FIXED_OF_INVOICE = [
  'id',
  'company_id',
  'kind',
  'number',
  'contact_id',
  'order_id',
  'reference',
  'currency',
  'rate',
  'invoiced_on',
  'due_on',
  'moved_from',
  'net',
  'tax',
  'gross',
  'prices_include_tax',
  'reverses_id',
  'source_key',
  'created_at',
];
const FIXED_OF_PAYMENT = [
  'id',
  'company_id',
  'journal_id',
  'number',
  'kind',
  'direction',
  'contact_id',
  'currency',
  'rate',
  'amount',
  'paid_on',
  'moved_from',
  'reference',
  'source_key',
  'created_at',
];

/** True when one of the columns would change; evaluated without calling a function. */
function changed(columns: readonly string[]): string {
  const side = (row: string) => `(${columns.map((column) => `${row}.${column}`).join(', ')})`;
  return `${side('NEW')} IS DISTINCT FROM ${side('OLD')}`;
}

const TRIGGERS: readonly string[] = [
  `CREATE TRIGGER tr_fiscal_period_alone BEFORE INSERT OR UPDATE ON accounting.fiscal_period
     FOR EACH ROW EXECUTE FUNCTION accounting.take_periods()`,
  `CREATE TRIGGER tr_ledger_entry_new AFTER INSERT ON accounting.ledger_entry
     REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_new_entries()`,
  `CREATE TRIGGER tr_ledger_line_new AFTER INSERT ON accounting.ledger_line
     REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_new_ledger_lines()`,
  `CREATE TRIGGER tr_invoice_line_new AFTER INSERT ON accounting.invoice_line
     REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION accounting.check_new_invoice_lines()`,
  `CREATE TRIGGER tr_allocation_new AFTER INSERT ON accounting.allocation
     REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION accounting.settle_allocations()`,
  ...['ledger_entry', 'ledger_line', 'allocation'].map(
    (table) => `CREATE TRIGGER tr_${table}_final BEFORE UPDATE OR DELETE OR TRUNCATE ON accounting.${table}
     FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change()`,
  ),
  ...['invoice', 'invoice_line', 'payment', 'number_sequence'].map(
    (table) => `CREATE TRIGGER tr_${table}_kept BEFORE TRUNCATE ON accounting.${table}
     FOR EACH STATEMENT EXECUTE FUNCTION accounting.refuse_change()`,
  ),
  `CREATE TRIGGER tr_invoice_final BEFORE UPDATE ON accounting.invoice FOR EACH ROW
     WHEN (OLD.state <> 'draft' AND (${changed(FIXED_OF_INVOICE)}
       OR NOT (NEW.state = OLD.state OR (OLD.state = 'posted' AND NEW.state = 'reversed'))))
     EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_invoice_posting BEFORE UPDATE ON accounting.invoice FOR EACH ROW
     WHEN (OLD.state = 'draft' AND NEW.state <> 'draft') EXECUTE FUNCTION accounting.check_posting_of_draft()`,
  `CREATE TRIGGER tr_invoice_amount_open BEFORE UPDATE ON accounting.invoice FOR EACH ROW
     WHEN (OLD.state <> 'draft' AND NEW.amount_open <> OLD.amount_open) EXECUTE FUNCTION accounting.guard_amount_open()`,
  `CREATE TRIGGER tr_invoice_kept_row BEFORE DELETE ON accounting.invoice FOR EACH ROW
     WHEN (OLD.state <> 'draft') EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_invoice_credit_note AFTER INSERT OR UPDATE OF state ON accounting.invoice FOR EACH ROW
     WHEN (NEW.reverses_id IS NOT NULL AND NEW.state = 'posted') EXECUTE FUNCTION accounting.check_credit_note()`,
  `CREATE TRIGGER tr_invoice_line_guard BEFORE UPDATE OR DELETE ON accounting.invoice_line
     FOR EACH ROW EXECUTE FUNCTION accounting.guard_invoice_line()`,
  `CREATE TRIGGER tr_payment_final BEFORE UPDATE ON accounting.payment FOR EACH ROW
     WHEN (${changed(FIXED_OF_PAYMENT)}) EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_payment_amount_open BEFORE UPDATE ON accounting.payment FOR EACH ROW
     WHEN (NEW.amount_open <> OLD.amount_open) EXECUTE FUNCTION accounting.guard_amount_open()`,
  `CREATE TRIGGER tr_payment_kept_row BEFORE DELETE ON accounting.payment
     FOR EACH ROW EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_number_sequence_forward BEFORE UPDATE ON accounting.number_sequence FOR EACH ROW
     WHEN (NEW.last_number < OLD.last_number OR ${changed(['journal_id', 'year'])})
     EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_number_sequence_kept_row BEFORE DELETE ON accounting.number_sequence
     FOR EACH ROW EXECUTE FUNCTION accounting.refuse_change()`,
  `CREATE TRIGGER tr_account_used BEFORE DELETE ON accounting.account
     FOR EACH ROW EXECUTE FUNCTION accounting.guard_used_account()`,
  `CREATE TRIGGER tr_company_currency BEFORE UPDATE ON accounting.company FOR EACH ROW
     WHEN (NEW.currency <> OLD.currency) EXECUTE FUNCTION accounting.guard_company_currency()`,
];
