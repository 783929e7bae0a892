import type { Tx } from '../../../platform/database/index.js';
import { Money } from '../../../shared-kernel/index.js';
import type { OrderState } from '../domain/order-state.js';
import type { KnownOrder, LineKind, OrderNote, SaleOrder, SaleOrderLine } from '../domain/sale-order.js';

/** Anything that answers a query: a transaction, or the database outside one. */
export type Queryable = Pick<Tx, 'query'>;

const COLUMNS = `id, number, version, company_id AS "companyId", contact_id AS "contactId",
  delivery_contact_id AS "deliveryContactId", price_list_id AS "priceListId", warehouse_id AS "warehouseId", currency, state,
  ordered_at AS "orderedAt", net, tax, gross, prices_include_tax AS "pricesIncludeTax",
  source_instance_id AS "instanceId", source_remote_id AS "remoteId", source_status AS "sourceStatus",
  source_payment_status AS "sourcePaymentStatus", source_gateway AS "sourceGateway",
  source_fingerprint AS "sourceFingerprint", source_modified_at AS "sourceModifiedAt", note,
  attention_code AS "attentionCode", attention`;

interface OrderRead extends Omit<
  SaleOrder,
  'source' | 'orderedAt' | 'sourceModifiedAt' | 'net' | 'tax' | 'gross' | 'attention'
> {
  readonly instanceId: string | null;
  readonly remoteId: string | null;
  readonly orderedAt: Date;
  readonly sourceModifiedAt: Date | null;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly attentionCode: string | null;
  readonly attention: string | null;
}

export async function ordersByIds(on: Queryable, ids: readonly string[]): Promise<Map<string, SaleOrder>> {
  if (ids.length === 0) return new Map();
  const rows = await on.query<OrderRead>(`SELECT ${COLUMNS} FROM sales.sale_order WHERE id = ANY($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, toOrder(row)]));
}

/**
 * Looks every id up in the unique index (LATERAL … OFFSET 0): a plan made while the table was small, or known by old statistics,
 * would read all orders of the instance with every page.
 */
export async function ordersBySource(
  on: Queryable,
  instanceId: string,
  remoteIds: readonly string[],
): Promise<Map<string, KnownOrder>> {
  if (remoteIds.length === 0) return new Map();
  const rows = await on.query<OrderRead>(
    `SELECT o.* FROM unnest($2::text[]) AS wanted(remote_id) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM sales.sale_order WHERE source_instance_id = $1 AND source_remote_id = wanted.remote_id OFFSET 0) o`,
    [instanceId, remoteIds],
  );
  return new Map(
    rows.map((row): [string, KnownOrder] => {
      const source = { instanceId, remoteId: row.remoteId as string };
      return [source.remoteId, { ...toOrder(row), source, attentionCode: row.attentionCode }];
    }),
  );
}

/** Orders of an instance by their number here or by their remote id; each named order once, however it was named. */
export async function ordersNamed(
  on: Queryable,
  names: readonly { readonly instanceId: string; readonly name: string }[],
): Promise<{ instanceId: string; name: string; order: SaleOrder }[]> {
  if (names.length === 0) return [];
  const rows = await on.query<OrderRead & { wantedInstance: string; wantedName: string }>(
    `SELECT o.*, wanted.instance_id AS "wantedInstance", wanted.name AS "wantedName"
     FROM unnest($1::uuid[], $2::text[]) AS wanted(instance_id, name) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM sales.sale_order WHERE source_instance_id = wanted.instance_id AND source_remote_id = wanted.name
       UNION ALL
       SELECT ${COLUMNS} FROM sales.sale_order WHERE source_instance_id = wanted.instance_id AND number = wanted.name
         AND source_remote_id <> wanted.name OFFSET 0) o`,
    [names.map(({ instanceId }) => instanceId), names.map(({ name }) => name)],
  );
  return rows.map(({ wantedInstance, wantedName, ...row }) => ({
    instanceId: wantedInstance,
    name: wantedName,
    order: toOrder(row),
  }));
}

/** The latest entries of each order's timeline, oldest first. */
export async function notesOf(
  on: Queryable,
  orderIds: readonly string[],
  most: number,
): Promise<Map<string, Omit<OrderNote, 'correlationId'>[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await on.query<Omit<OrderNote, 'correlationId' | 'at'> & { at: Date }>(
    `SELECT n.* FROM unnest($1::uuid[]) AS wanted(order_id) CROSS JOIN LATERAL (
       SELECT order_id AS "orderId", at, code, message, facts FROM sales.sale_order_note
       WHERE order_id = wanted.order_id ORDER BY at DESC, id DESC LIMIT $2) n`,
    [orderIds, most],
  );
  const notes = new Map<string, Omit<OrderNote, 'correlationId'>[]>();
  for (const row of rows) {
    notes.set(row.orderId, [{ ...row, at: row.at.toISOString() }, ...(notes.get(row.orderId) ?? [])]);
  }
  return notes;
}

function toOrder(row: OrderRead): SaleOrder {
  const { instanceId, remoteId, attentionCode, attention, ...plain } = row;
  return {
    ...plain,
    source: instanceId !== null && remoteId !== null ? { instanceId, remoteId } : null,
    orderedAt: row.orderedAt.toISOString(),
    sourceModifiedAt: row.sourceModifiedAt?.toISOString() ?? null,
    net: Money.of(row.net, row.currency),
    tax: Money.of(row.tax, row.currency),
    gross: Money.of(row.gross, row.currency),
    attention: attentionCode !== null && attention !== null ? { code: attentionCode, message: attention } : null,
  };
}

interface LineRead extends Omit<SaleOrderLine, 'unitPrice' | 'discount' | 'net' | 'tax' | 'gross'> {
  readonly kind: LineKind;
  readonly currency: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
}

/** Lines of each order, in their order. */
export async function linesOf(on: Queryable, orderIds: readonly string[]): Promise<Map<string, SaleOrderLine[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await on.query<LineRead>(
    `SELECT l.id, l.order_id AS "orderId", l.position, l.kind, l.variant_id AS "variantId",
        l.source_line_id AS "sourceLineId", l.name, l.sku, l.quantity, l.unit_price AS "unitPrice", l.discount, l.net, l.tax,
        l.gross, l.tax_id AS "taxId", l.tax_rate AS "taxRate", o.currency
      FROM sales.sale_order_line l JOIN sales.sale_order o ON o.id = l.order_id
      WHERE l.order_id = ANY($1::uuid[]) ORDER BY l.order_id, l.position`,
    [orderIds],
  );
  const lines = new Map<string, SaleOrderLine[]>(orderIds.map((id) => [id, []]));
  for (const { currency, ...row } of rows) {
    lines.get(row.orderId)?.push({
      ...row,
      unitPrice: Money.of(row.unitPrice, currency),
      discount: Money.of(row.discount, currency),
      net: Money.of(row.net, currency),
      tax: Money.of(row.tax, currency),
      gross: Money.of(row.gross, currency),
    });
  }
  return lines;
}

export interface LockedOrder {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly version: number;
}

/** Locks the orders against other writers until the transaction ends, always in the order of their ids. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<LockedOrder[]> {
  if (ids.length === 0) return [];
  return tx.query<LockedOrder>(
    'SELECT id, number, state, version FROM sales.sale_order WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
    [ids],
  );
}
