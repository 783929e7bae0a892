import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { CreatedDeliveries, CreatedDelivery, DeliveryDraft } from '../contract/index.js';
import { planReservations } from '../domain/plan-reservations.js';
import { StockSums } from '../domain/stock-key.js';
import {
  deliveriesBySource,
  drawDeliveryNumbers,
  insertDeliveries,
  type DeliverySource,
} from '../infrastructure/delivery.repository.js';
import { changeOnHand, changeReserved, lockFreeStock, recordMoves } from '../infrastructure/stock.js';
import { WarehouseDirectory } from './warehouse-directory.js';

interface Placed {
  readonly draft: DeliveryDraft;
  readonly locationId: string;
  readonly number: string;
}

/**
 * Writes deliveries set-wise: what has left already lowers the stock whatever is there (A16.1), what waits is reserved where
 * all of it is free. Stock levels are locked once, in the order of their key, after everything else has been read.
 */
@Injectable()
export class CreateDeliveries {
  constructor(@Inject(WarehouseDirectory) private readonly warehouses: WarehouseDirectory) {}

  async run(tx: Tx, drafts: readonly DeliveryDraft[]): Promise<CreatedDeliveries> {
    drafts.forEach(checkDraft);
    const deliveries = await known(tx, drafts);
    const fresh = drafts.filter((draft) => !deliveries.has(draft.id));
    if (fresh.length === 0) return { deliveries, shortages: [] };
    const mainLocations = await this.warehouses.mainLocationsOf(
      tx,
      fresh.map((draft) => draft.warehouseId),
    );
    const numbers = await drawDeliveryNumbers(tx, fresh.length);
    const placed = fresh.map((draft, index): Placed => ({
      draft,
      locationId: draft.locationId ?? (mainLocations.get(draft.warehouseId) as string),
      number: numbers[index] as string,
    }));
    const done = placed.filter(({ draft }) => draft.state === 'done').flatMap(stockOf);
    const waiting = placed.filter(({ draft }) => draft.state === 'waiting');
    const free = await lockFreeStock(tx, waiting.flatMap(stockOf), done);
    const left = new StockSums();
    for (const line of done) {
      left.add(line, -line.quantity);
      free.add(line, -line.quantity);
    }
    const { reserved, taken } = planReservations(
      waiting.map((item) => ({ deliveryId: item.draft.id, lines: stockOf(item) })),
      free,
    );
    await changeReserved(tx, taken.changes());
    const shortages = await changeOnHand(tx, left.changes());
    for (const { draft, number } of placed) {
      const state = reserved.has(draft.id) ? 'ready' : draft.state;
      deliveries.set(draft.id, { id: draft.id, number, state, isNew: true });
    }
    await insertDeliveries(
      tx,
      placed.map((item) => row(item, deliveries.get(item.draft.id)?.state ?? 'waiting')),
      placed.flatMap(({ draft }) => draft.lines.map((line) => lineRow(draft.id, line))),
    );
    await recordMoves(
      tx,
      'delivery',
      done.map((line) => ({ ...line, quantity: -line.quantity })),
    );
    return { deliveries, shortages };
  }
}

function checkDraft(draft: DeliveryDraft): void {
  const isRight =
    draft.lines.length > 0 &&
    draft.lines.every((line) => Number.isInteger(line.quantity) && line.quantity > 0) &&
    (draft.state === 'done') === (draft.doneAt !== null);
  if (isRight) return;
  throw new DomainError(
    'invalid',
    'inventory.bad-delivery',
    'A delivery has lines with whole quantities above zero, and an instant when, and only when, it is done.',
    { orderId: draft.orderId },
  );
}

/** Drafts whose order, source and part have a delivery: a repeat, which changes nothing. */
async function known(tx: Tx, drafts: readonly DeliveryDraft[]): Promise<Map<string, CreatedDelivery>> {
  const keyOf = (source: DeliverySource) =>
    [source.orderId, source.instanceId, source.remoteId, source.part].join('\u001f');
  const sources = drafts.flatMap((draft) => sourceOf(draft) ?? []);
  const standing = new Map((await deliveriesBySource(tx, sources)).map((delivery) => [keyOf(delivery), delivery]));
  const found = new Map<string, CreatedDelivery>();
  for (const draft of drafts) {
    const source = sourceOf(draft);
    const delivery = source && standing.get(keyOf(source));
    if (delivery) {
      found.set(draft.id, { id: delivery.id, number: delivery.number, state: delivery.state, isNew: false });
    }
  }
  return found;
}

function partOf(draft: DeliveryDraft): number {
  return draft.part ?? (draft.state === 'done' ? 1 : 2);
}

function sourceOf(draft: DeliveryDraft): DeliverySource | null {
  return draft.source && { orderId: draft.orderId, ...draft.source, part: partOf(draft) };
}

function stockOf({ draft, locationId }: Placed) {
  return draft.lines.map(({ variantId, quantity }) => ({
    locationId,
    variantId,
    quantity,
    documentId: draft.id,
    movedAt: draft.doneAt ?? '',
  }));
}

function row({ draft, locationId, number }: Placed, state: CreatedDelivery['state']) {
  return {
    id: draft.id,
    number,
    orderId: draft.orderId,
    contactId: draft.contactId,
    warehouseId: draft.warehouseId,
    locationId,
    state,
    sourceInstanceId: draft.source?.instanceId ?? null,
    sourceRemoteId: draft.source?.remoteId ?? null,
    part: partOf(draft),
    method: draft.method,
    doneAt: draft.doneAt,
  };
}

function lineRow(deliveryId: string, line: DeliveryDraft['lines'][number]) {
  const { id, orderLineId, variantId, name, quantity } = line;
  return { id, deliveryId, orderLineId, variantId, name, quantity };
}
