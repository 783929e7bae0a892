import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Shortage } from '../contract/index.js';
import { StockSums, type StockPlace } from '../domain/stock-key.js';
import { StockMoveRow } from './stock-move.entity.js';

export type StockChange = StockPlace & { readonly quantity: number };

/**
 * Locks what a batch is about to change, in the order of the key whatever the batch, and tells what is free. Places that are
 * only wanted for a reservation are left alone while nothing is free there, so that a shop that is sold out is not a queue.
 */
export async function lockFreeStock(
  tx: Tx,
  toReserve: readonly StockPlace[],
  toMove: readonly StockPlace[],
): Promise<StockSums> {
  const free = new StockSums();
  /** Each place once: 0 for those to reserve only. */
  const moved = new StockSums();
  for (const place of toMove) moved.add(place, 1);
  for (const place of toReserve) moved.add(place, 0);
  const places = moved.places();
  if (places.length === 0) return free;
  const rows = await tx.query<StockPlace & { free: number }>(
    `SELECT l.location_id AS "locationId", l.variant_id AS "variantId", l.on_hand - l.reserved AS free
       FROM inventory.stock_level l
       JOIN unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS w(location_id, variant_id, is_moved)
         ON w.location_id = l.location_id AND w.variant_id = l.variant_id
      WHERE l.on_hand > l.reserved OR w.is_moved
      ORDER BY l.location_id, l.variant_id FOR NO KEY UPDATE OF l`,
    [
      places.map((place) => place.locationId),
      places.map((place) => place.variantId),
      places.map((place) => place.quantity > 0),
    ],
  );
  for (const row of rows) free.add(row, row.free);
  return free;
}

/** Changes what is reserved of places that are locked. */
export async function changeReserved(tx: Tx, changes: readonly StockChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.execute(
    `UPDATE inventory.stock_level l SET reserved = l.reserved + c.quantity, updated_at = now()
       FROM unnest($1::uuid[], $2::uuid[], $3::integer[]) AS c(location_id, variant_id, quantity)
      WHERE l.location_id = c.location_id AND l.variant_id = c.variant_id`,
    columns(changes),
  );
}

/** Changes what is on hand, making levels that are not there yet; tells where it went below zero. */
export async function changeOnHand(tx: Tx, changes: readonly StockChange[]): Promise<Shortage[]> {
  if (changes.length === 0) return [];
  const rows = await tx.query<Shortage>(
    `INSERT INTO inventory.stock_level AS l (location_id, variant_id, on_hand, reserved)
     SELECT location_id, variant_id, quantity, 0
       FROM unnest($1::uuid[], $2::uuid[], $3::integer[]) AS c(location_id, variant_id, quantity)
      ORDER BY location_id, variant_id
     ON CONFLICT (location_id, variant_id) DO UPDATE SET on_hand = l.on_hand + EXCLUDED.on_hand, updated_at = now()
     RETURNING location_id AS "locationId", variant_id AS "variantId", on_hand AS "onHand"`,
    columns(changes),
  );
  return rows.filter((row) => row.onHand < 0);
}

export interface Move extends StockChange {
  readonly documentId: string;
  readonly movedAt: string;
}

export async function recordMoves(tx: Tx, reason: 'delivery' | 'adjustment', moves: readonly Move[]): Promise<void> {
  await tx.insert(
    StockMoveRow,
    moves.map(({ locationId, variantId, quantity, documentId, movedAt }) => ({
      id: newId(),
      locationId,
      variantId,
      quantity,
      reason,
      documentId,
      movedAt,
    })),
  );
}

function columns(changes: readonly StockChange[]): unknown[] {
  return [
    changes.map((change) => change.locationId),
    changes.map((change) => change.variantId),
    changes.map((change) => change.quantity),
  ];
}
