import type pg from 'pg';
import { PAID } from './connected-store.js';
import type { StoreControl } from './store-control.js';

/** Questions whose answer must be no row, with what a row would mean. */
const FINDINGS: Readonly<Record<string, string>> = {
  'an order without lines': `
    SELECT o.source_remote_id FROM sales.sale_order o
    WHERE NOT EXISTS (SELECT 1 FROM sales.sale_order_line l WHERE l.order_id = o.id)`,
  'an order whose lines do not add up to it': `
    SELECT o.source_remote_id FROM sales.sale_order o JOIN sales.sale_order_line l ON l.order_id = o.id
    GROUP BY o.id HAVING sum(l.gross) <> o.gross OR sum(l.tax) <> o.tax OR sum(l.net) <> o.net`,
  'an order whose lines are not numbered from 1': `
    SELECT order_id FROM sales.sale_order_line GROUP BY order_id HAVING count(*) <> max(position) OR min(position) <> 1`,
  'an order imported twice': `
    SELECT source_remote_id FROM sales.sale_order GROUP BY source_instance_id, source_remote_id HAVING count(*) > 1`,
  'an order line without its order': `
    SELECT l.id FROM sales.sale_order_line l LEFT JOIN sales.sale_order o ON o.id = l.order_id WHERE o.id IS NULL`,
  'a delivery without its order or without lines': `
    SELECT d.id FROM inventory.delivery d LEFT JOIN sales.sale_order o ON o.id = d.order_id
    WHERE o.id IS NULL OR o.state <> 'confirmed'
       OR NOT EXISTS (SELECT 1 FROM inventory.delivery_line l WHERE l.delivery_id = d.id)`,
  'a delivery line without its delivery or its order line': `
    SELECT l.id FROM inventory.delivery_line l
    LEFT JOIN inventory.delivery d ON d.id = l.delivery_id
    LEFT JOIN sales.sale_order_line o ON o.id = l.order_line_id AND o.order_id = d.order_id
    WHERE d.id IS NULL OR o.id IS NULL`,
  'more delivered than ordered': `
    SELECT o.id FROM inventory.delivery_line l JOIN sales.sale_order_line o ON o.id = l.order_line_id
    GROUP BY o.id HAVING sum(l.quantity) > o.quantity`,
  'an invoice without its order': `
    SELECT i.number FROM accounting.invoice i LEFT JOIN sales.sale_order o ON o.id = i.order_id
    WHERE o.id IS NULL OR o.gross <> i.gross OR o.tax <> i.tax OR i.state <> 'posted'`,
  'an order with two invoices': `
    SELECT order_id FROM accounting.invoice GROUP BY order_id HAVING count(*) > 1`,
  'an invoice whose lines do not add up to it': `
    SELECT i.number FROM accounting.invoice i LEFT JOIN accounting.invoice_line l ON l.invoice_id = i.id
    GROUP BY i.id HAVING coalesce(sum(l.gross), -1) <> i.gross OR sum(l.tax) <> i.tax`,
  'an invoice line without its invoice': `
    SELECT l.id FROM accounting.invoice_line l LEFT JOIN accounting.invoice i ON i.id = l.invoice_id WHERE i.id IS NULL`,
  'an invoice whose open amount is not what its allocations leave': `
    SELECT i.number FROM accounting.invoice i LEFT JOIN accounting.allocation a ON a.invoice_id = i.id
    GROUP BY i.id HAVING i.gross - coalesce(sum(a.amount), 0) <> i.amount_open`,
  'a payment that is not allocated as a whole to one invoice': `
    SELECT p.number FROM accounting.payment p LEFT JOIN accounting.allocation a ON a.payment_id = p.id
    GROUP BY p.id HAVING count(a.id) <> 1 OR sum(a.amount) <> p.amount OR p.amount_open <> 0`,
  'an allocation without its documents': `
    SELECT a.id FROM accounting.allocation a LEFT JOIN accounting.invoice i ON i.id = a.invoice_id
    LEFT JOIN accounting.payment p ON p.id = a.payment_id WHERE i.id IS NULL OR p.id IS NULL`,
  'a ledger entry that does not balance': `
    SELECT e.number FROM accounting.ledger_entry e LEFT JOIN accounting.ledger_line l ON l.entry_id = e.id
    GROUP BY e.id HAVING count(l.entry_id) < 2 AND e.total <> 0 OR coalesce(sum(l.debit - l.credit), 0) <> 0`,
  'a ledger line without its entry': `
    SELECT l.entry_id FROM accounting.ledger_line l LEFT JOIN accounting.ledger_entry e ON e.id = l.entry_id WHERE e.id IS NULL`,
  'an invoice without its one ledger entry': `
    SELECT i.number FROM accounting.invoice i
    LEFT JOIN accounting.ledger_entry e ON e.number = i.number AND e.document_kind = 'invoice'
    GROUP BY i.id HAVING count(e.id) <> 1`,
  'a payment without its one ledger entry': `
    SELECT p.number FROM accounting.payment p
    LEFT JOIN accounting.ledger_entry e ON e.number = p.number AND e.document_kind = 'payment'
    GROUP BY p.id HAVING count(e.id) <> 1`,
  'a gap in the numbers of a journal': `
    SELECT j.code, s.year, s.last_number, count(e.id)
    FROM accounting.number_sequence s JOIN accounting.journal j ON j.id = s.journal_id
    LEFT JOIN accounting.ledger_entry e
      ON e.journal_id = s.journal_id AND split_part(e.number, '/', 2) = s.year::text AND e.document_kind <> 'allocation'
    GROUP BY j.id, s.year, s.last_number
    HAVING count(e.id) <> s.last_number
       OR count(DISTINCT split_part(e.number, '/', 3)::int) <> s.last_number
       OR max(split_part(e.number, '/', 3)::int) <> s.last_number`,
  'a line of the job that is not at its end': `
    SELECT remote_id, state FROM marketplace.queue_line WHERE state NOT IN ('done', 'skipped')`,
  'a done line without its record': `
    SELECT l.remote_id FROM marketplace.queue_line l LEFT JOIN sales.sale_order o ON o.id = l.record_id
    WHERE l.result IN ('created', 'updated') AND (o.id IS NULL OR o.source_remote_id <> l.remote_id)`,
  'a job whose counters are not those of its lines': `
    SELECT j.id, j.created_count, count(l.id) FROM marketplace.queue_job j
    LEFT JOIN marketplace.queue_line l ON l.job_id = j.id AND l.result = 'created'
    WHERE j.operation = 'import-orders' GROUP BY j.id HAVING j.created_count <> count(l.id)`,
  'an event that was not handled': `
    SELECT h.handler, h.state, h.error FROM platform.handled_event h WHERE h.state <> 'handled'`,
  'an event that was not passed on': `SELECT type FROM platform.outbox_event WHERE relayed_at IS NULL`,
};

export async function findings(sql: pg.Client, except: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const [meaning, question] of Object.entries(FINDINGS)) {
    if (except.includes(meaning)) continue;
    const { rows } = await sql.query<Record<string, unknown>>(`${question} LIMIT 3`);
    if (rows.length > 0) found.push(`${meaning}: ${JSON.stringify(rows)}`);
  }
  return found;
}

/** What the store itself says should stand in the books: one text for each order, by its id. */
export async function expectedOrders(store: StoreControl): Promise<Map<string, string>> {
  const expected = new Map<string, string>();
  for (const order of await store.orders()) {
    const total = `${order.default_currency_code} ${order.total_inc_tax} tax ${order.total_tax}`;
    const isCancelled = order.status_id === 5 || order.status_id === 6;
    const isPaid = !isCancelled && PAID.includes(order.payment_status ?? '');
    const paid = isPaid ? order.total_inc_tax : '0.0000';
    expected.set(
      String(order.id),
      `${total}, ${isCancelled ? 'cancelled' : `confirmed, invoice ${total}, paid ${paid}`}`,
    );
  }
  return expected;
}

/** The same of what stands in the books. */
export async function importedOrders(sql: pg.Client): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; text: string }>(`
    SELECT o.source_remote_id AS id,
      concat(o.currency, ' ', o.gross, ' tax ', o.tax, ', ', o.state,
        CASE WHEN i.id IS NOT NULL
          THEN concat(', invoice ', i.currency, ' ', i.gross, ' tax ', i.tax, ', paid ', i.gross - i.amount_open) END) AS text
    FROM sales.sale_order o LEFT JOIN accounting.invoice i ON i.order_id = o.id`);
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Differences between two books in words, at most so many. */
export function differences(
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  atMost = 10,
): string[] {
  const ids = new Set([...expected.keys(), ...found.keys()]);
  return [...ids]
    .filter((id) => expected.get(id) !== found.get(id))
    .slice(0, atMost)
    .map((id) => `${id}: wanted ${expected.get(id) ?? 'nothing'}; found ${found.get(id) ?? 'nothing'}`);
}

/** Each order with all that hangs on it, without ids, numbers and times: the same for every undisturbed import of a store. */
export async function wholeOrders(sql: pg.Client): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; text: string }>(`
    SELECT o.source_remote_id AS id, json_build_array(
      o.state, o.currency, o.net, o.tax, o.gross, o.note,
      (SELECT json_agg(json_build_array(l.kind, l.sku, l.name, l.quantity, l.unit_price, l.discount, l.net, l.tax, l.gross)
                       ORDER BY l.position) FROM sales.sale_order_line l WHERE l.order_id = o.id),
      (SELECT json_agg(json_build_array(d.source_remote_id, d.part, d.method,
                (SELECT json_agg(json_build_array(x.name, x.quantity) ORDER BY x.name, x.quantity)
                 FROM inventory.delivery_line x WHERE x.delivery_id = d.id)) ORDER BY d.source_remote_id, d.part)
       FROM inventory.delivery d WHERE d.order_id = o.id),
      (SELECT json_agg(json_build_array(i.state, i.invoiced_on, i.due_on, i.rate, i.gross, i.tax, i.amount_open,
                (SELECT json_agg(json_build_array(y.kind, y.sku, y.quantity, y.net, y.tax, y.gross) ORDER BY y.position)
                 FROM accounting.invoice_line y WHERE y.invoice_id = i.id),
                (SELECT json_agg(json_build_array(p.kind, p.amount, p.paid_on, j.name) ORDER BY p.kind, p.amount)
                 FROM accounting.allocation a JOIN accounting.payment p ON p.id = a.payment_id
                 JOIN accounting.journal j ON j.id = p.journal_id WHERE a.invoice_id = i.id)))
       FROM accounting.invoice i WHERE i.order_id = o.id),
      (SELECT json_build_array(c.name, c.email) FROM contacts.contact c WHERE c.id = o.contact_id))::text AS text
    FROM sales.sale_order o`);
  return new Map(rows.map(({ id, text }) => [id, text]));
}
