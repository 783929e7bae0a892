import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { moveAdjustment, type AdjustmentState } from '../domain/adjustment-state.js';
import { documentNumber } from '../domain/document-number.js';
import { stockKey } from '../domain/stock-key.js';
import { AdjustmentLineRow, AdjustmentRow } from '../infrastructure/adjustment.entity.js';
import { changeOnHand, lockFreeStock, recordMoves } from '../infrastructure/stock.js';

export interface AdjustmentDraft {
  readonly id: string;
  readonly locationId: string;
  /** count: the quantities are what is there; change: they are what is added (or taken, below zero). */
  readonly mode: 'count' | 'change';
  readonly note: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

/** Stock is corrected in two steps, so that a count can be prepared before it takes effect. */
@Injectable()
export class AdjustStock {
  /** @returns its number */
  async create(tx: Tx, draft: AdjustmentDraft): Promise<string> {
    const [row] = await tx.query<{ drawn: string }>(`SELECT nextval('inventory.adjustment_number')::text AS drawn`);
    const number = documentNumber('A', row?.drawn ?? '');
    const { id, locationId, mode, note, lines } = draft;
    await tx.insert(AdjustmentRow, [{ id, number, locationId, mode, note, state: 'draft', doneAt: null }]);
    await tx.insert(
      AdjustmentLineRow,
      lines.map((line) => ({ id: newId(), adjustmentId: id, ...line, difference: null })),
    );
    return number;
  }

  async validate(tx: Tx, adjustmentId: string, doneAt: string): Promise<void> {
    const adjustment = await lockAdjustment(tx, adjustmentId);
    moveAdjustment(adjustment.state, 'done');
    const { locationId, mode } = adjustment;
    const lines = await tx.query<{ id: string; variantId: string; quantity: number }>(
      `SELECT id, variant_id AS "variantId", quantity FROM inventory.adjustment_line WHERE adjustment_id = $1`,
      [adjustmentId],
    );
    const places = lines.map(({ variantId }) => ({ locationId, variantId }));
    await lockFreeStock(tx, [], places);
    const onHand = mode === 'count' ? await this.onHand(tx, locationId, places) : new Map<string, number>();
    const changes = lines.map(({ id, variantId, quantity }) => ({
      id,
      locationId,
      variantId,
      quantity: quantity - (onHand.get(stockKey({ locationId, variantId })) ?? 0),
    }));
    const moved = changes.filter((change) => change.quantity !== 0);
    await changeOnHand(tx, moved);
    await recordMoves(
      tx,
      'adjustment',
      moved.map((change) => ({ ...change, documentId: adjustmentId, movedAt: doneAt })),
    );
    await tx.execute(
      `UPDATE inventory.adjustment_line l SET difference = c.quantity
         FROM unnest($1::uuid[], $2::integer[]) AS c(id, quantity) WHERE l.id = c.id`,
      [changes.map((change) => change.id), changes.map((change) => change.quantity)],
    );
    await tx.execute(
      `UPDATE inventory.adjustment SET state = 'done', done_at = $2, version = version + 1, updated_at = now() WHERE id = $1`,
      [adjustmentId, doneAt],
    );
  }

  async cancel(tx: Tx, adjustmentId: string): Promise<void> {
    const adjustment = await lockAdjustment(tx, adjustmentId);
    moveAdjustment(adjustment.state, 'cancelled');
    await tx.execute(
      `UPDATE inventory.adjustment SET state = 'cancelled', version = version + 1, updated_at = now() WHERE id = $1`,
      [adjustmentId],
    );
  }

  private async onHand(
    tx: Tx,
    locationId: string,
    places: readonly { readonly variantId: string }[],
  ): Promise<Map<string, number>> {
    const rows = await tx.query<{ variantId: string; onHand: number }>(
      `SELECT variant_id AS "variantId", on_hand AS "onHand" FROM inventory.stock_level
        WHERE location_id = $1 AND variant_id = ANY($2::uuid[])`,
      [locationId, places.map((place) => place.variantId)],
    );
    return new Map(rows.map(({ variantId, onHand }) => [stockKey({ locationId, variantId }), onHand]));
  }
}

interface LockedAdjustment {
  readonly state: AdjustmentState;
  readonly mode: 'count' | 'change';
  readonly locationId: string;
}

async function lockAdjustment(tx: Tx, id: string): Promise<LockedAdjustment> {
  const [adjustment] = await tx.query<LockedAdjustment>(
    `SELECT state, mode, location_id AS "locationId" FROM inventory.adjustment WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  if (adjustment) return adjustment;
  throw new DomainError('not-found', 'inventory.adjustment-not-found', 'There is no such adjustment.', { id });
}
