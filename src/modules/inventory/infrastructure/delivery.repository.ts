import type { Session, Tx } from '../../../platform/database/index.js';
import type { DeliveryState, OrderDelivery } from '../contract/index.js';
import { documentNumber } from '../domain/document-number.js';
import { DeliveryLineRow } from './delivery-line.entity.js';
import { DeliveryRow } from './delivery.entity.js';

export type Reader = Pick<Session, 'query'>;

export interface NewDelivery {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly contactId: string;
  readonly warehouseId: string;
  readonly locationId: string;
  readonly state: DeliveryState;
  readonly sourceInstanceId: string | null;
  readonly sourceRemoteId: string | null;
  readonly part: number;
  readonly method: string;
  readonly doneAt: string | null;
}

export interface LineOfDelivery {
  readonly id: string;
  readonly orderLineId: string;
  readonly variantId: string;
  readonly name: string;
  readonly quantity: number;
}

/** A delivery locked for a change, with its lines. */
export interface LockedDelivery extends NewDelivery {
  lines: LineOfDelivery[];
}

export async function drawDeliveryNumbers(tx: Tx, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ drawn: string }>(
    `SELECT nextval('inventory.delivery_number')::text AS drawn FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map((row) => documentNumber('D', row.drawn));
}

export async function insertDeliveries(
  tx: Tx,
  deliveries: readonly NewDelivery[],
  lines: readonly (LineOfDelivery & { readonly deliveryId: string })[],
): Promise<void> {
  await tx.insert(DeliveryRow, deliveries);
  await tx.insert(DeliveryLineRow, lines);
}

export interface DeliverySource {
  readonly orderId: string;
  readonly instanceId: string;
  readonly remoteId: string;
  readonly part: number;
}

export type KnownDelivery = DeliverySource & {
  readonly id: string;
  readonly number: string;
  readonly state: DeliveryState;
};

export async function deliveriesBySource(tx: Tx, sources: readonly DeliverySource[]): Promise<KnownDelivery[]> {
  if (sources.length === 0) return [];
  return tx.query<KnownDelivery>(
    `SELECT d.id, d.number, d.state, d.order_id AS "orderId", d.source_instance_id AS "instanceId",
            d.source_remote_id AS "remoteId", d.part
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[]) AS s(order_id, instance_id, remote_id, part)
       JOIN inventory.delivery d
         ON d.order_id = s.order_id AND d.source_instance_id = s.instance_id AND d.source_remote_id = s.remote_id
        AND d.part = s.part`,
    [
      sources.map((source) => source.orderId),
      sources.map((source) => source.instanceId),
      sources.map((source) => source.remoteId),
      sources.map((source) => source.part),
    ],
  );
}

/** Number → order of the deliveries that exist. */
export async function ordersOfDeliveries(reader: Reader, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await reader.query<{ number: string; orderId: string }>(
    'SELECT number, order_id AS "orderId" FROM inventory.delivery WHERE number = ANY($1::text[])',
    [numbers],
  );
  return new Map(rows.map(({ number, orderId }) => [number, orderId]));
}

/** Locks deliveries in id order and gives them back in the order asked for; ids that do not exist are left out. */
export async function lockDeliveries(tx: Tx, ids: readonly string[]): Promise<LockedDelivery[]> {
  const rows = await tx.query<Omit<NewDelivery, 'lines'>>(
    `SELECT id, number, order_id AS "orderId", contact_id AS "contactId", warehouse_id AS "warehouseId",
            location_id AS "locationId", state, source_instance_id AS "sourceInstanceId", source_remote_id AS "sourceRemoteId",
            part, method, done_at AS "doneAt"
       FROM inventory.delivery WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
  const found = new Map(rows.map((row): [string, LockedDelivery] => [row.id, { ...row, lines: [] }]));
  if (found.size > 0) {
    for (const { deliveryId, ...line } of await linesOf(tx, [...found.keys()])) found.get(deliveryId)?.lines.push(line);
  }
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
}

async function linesOf(
  reader: Reader,
  deliveryIds: readonly string[],
): Promise<(LineOfDelivery & { readonly deliveryId: string })[]> {
  return reader.query(
    `SELECT id, delivery_id AS "deliveryId", order_line_id AS "orderLineId", variant_id AS "variantId", name, quantity
       FROM inventory.delivery_line WHERE delivery_id = ANY($1::uuid[]) ORDER BY id`,
    [deliveryIds],
  );
}

export async function setDeliveryState(
  tx: Tx,
  ids: readonly string[],
  state: Exclude<DeliveryState, 'done'>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    `UPDATE inventory.delivery SET state = $2, version = version + 1, updated_at = now() WHERE id = ANY($1::uuid[])`,
    [ids, state],
  );
}

export async function setDeliveriesDone(
  tx: Tx,
  done: readonly { readonly deliveryId: string; readonly doneAt: string }[],
): Promise<void> {
  if (done.length === 0) return;
  await tx.execute(
    `UPDATE inventory.delivery d SET state = 'done', done_at = w.done_at, version = version + 1, updated_at = now()
       FROM unnest($1::uuid[], $2::timestamptz[]) AS w(id, done_at) WHERE d.id = w.id`,
    [done.map((item) => item.deliveryId), done.map((item) => item.doneAt)],
  );
}

/** Leaves on the lines what left; a line of which nothing left goes with the rest. */
export async function setLineQuantities(
  tx: Tx,
  lines: readonly { readonly id: string; readonly quantity: number }[],
): Promise<void> {
  const gone = lines.filter((line) => line.quantity === 0).map((line) => line.id);
  const kept = lines.filter((line) => line.quantity > 0);
  if (gone.length > 0) await tx.execute('DELETE FROM inventory.delivery_line WHERE id = ANY($1::uuid[])', [gone]);
  if (kept.length === 0) return;
  await tx.execute(
    `UPDATE inventory.delivery_line l SET quantity = w.quantity
       FROM unnest($1::uuid[], $2::integer[]) AS w(id, quantity) WHERE l.id = w.id`,
    [kept.map((line) => line.id), kept.map((line) => line.quantity)],
  );
}

/** The highest part of each delivery's order and source, by delivery id. */
export async function lastParts(tx: Tx, deliveryIds: readonly string[]): Promise<Map<string, number>> {
  if (deliveryIds.length === 0) return new Map();
  const rows = await tx.query<{ id: string; part: number }>(
    `SELECT d.id, max(o.part) AS part
       FROM inventory.delivery d
       JOIN inventory.delivery o
         ON o.order_id = d.order_id AND o.source_instance_id IS NOT DISTINCT FROM d.source_instance_id
        AND o.source_remote_id IS NOT DISTINCT FROM d.source_remote_id
      WHERE d.id = ANY($1::uuid[]) GROUP BY d.id`,
    [deliveryIds],
  );
  return new Map(rows.map((row) => [row.id, row.part]));
}

export async function deliveriesOfOrders(reader: Reader, orderIds: readonly string[]): Promise<OrderDelivery[]> {
  const ids = await reader.query<{ id: string }>(
    'SELECT id FROM inventory.delivery WHERE order_id = ANY($1::uuid[]) ORDER BY id',
    [orderIds],
  );
  return readDeliveries(
    reader,
    ids.map(({ id }) => id),
  );
}

/** Whole deliveries, oldest first. */
export async function readDeliveries(reader: Reader, ids: readonly string[]): Promise<OrderDelivery[]> {
  if (ids.length === 0) return [];
  const deliveries = await reader.query<Omit<OrderDelivery, 'lines' | 'packages' | 'source'> & SourceColumns>(
    `SELECT id, number, order_id AS "orderId", contact_id AS "contactId", warehouse_id AS "warehouseId",
            location_id AS "locationId", state, source_instance_id AS "instanceId", source_remote_id AS "remoteId", part, method,
            to_char(done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "doneAt"
       FROM inventory.delivery WHERE id = ANY($1::uuid[]) ORDER BY id`,
    [ids],
  );
  const lines = await linesOf(reader, ids);
  const packages = await reader.query<OrderDelivery['packages'][number]>(
    `SELECT id, delivery_id AS "deliveryId", carrier, tracking_number AS "trackingNumber", tracking_url AS "trackingUrl",
            weight_grams AS "weightGrams"
       FROM inventory.package WHERE delivery_id = ANY($1::uuid[]) ORDER BY id`,
    [ids],
  );
  const linesById = grouped(lines);
  const packagesById = grouped(packages);
  return deliveries.map(({ instanceId, remoteId, ...delivery }) => ({
    ...delivery,
    source: instanceId !== null && remoteId !== null ? { instanceId, remoteId } : null,
    lines: (linesById.get(delivery.id) ?? []).map(({ deliveryId: _, ...line }) => line),
    packages: packagesById.get(delivery.id) ?? [],
  }));
}

interface SourceColumns {
  readonly instanceId: string | null;
  readonly remoteId: string | null;
}

function grouped<T extends { readonly deliveryId: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.deliveryId);
    if (group) group.push(item);
    else groups.set(item.deliveryId, [item]);
  }
  return groups;
}
