import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import {
  DELIVERY_DONE,
  type DeliveryDone,
  type DeliveryValidation,
  type ValidatedDeliveries,
  type ValidatedDelivery,
} from '../contract/index.js';
import { canMoveDelivery } from '../domain/delivery-state.js';
import { planReservations } from '../domain/plan-reservations.js';
import { splitDelivery, type SplitDelivery } from '../domain/split-delivery.js';
import { StockSums } from '../domain/stock-key.js';
import {
  drawDeliveryNumbers,
  insertDeliveries,
  lastParts,
  lockDeliveries,
  setDeliveriesDone,
  setLineQuantities,
  type LineOfDelivery,
  type LockedDelivery,
  type NewDelivery,
} from '../infrastructure/delivery.repository.js';
import { changeOnHand, changeReserved, lockFreeStock, recordMoves } from '../infrastructure/stock.js';
import { placesOf } from './reserve-deliveries.js';

interface Leaving {
  readonly delivery: LockedDelivery;
  readonly asked: DeliveryValidation;
  readonly split: SplitDelivery<LineOfDelivery>;
}

/**
 * Goods leave: stock goes down by what really left, the reservation ends, and what stayed behind becomes a delivery of its
 * own, which waits or is reserved like any other (A16.1).
 */
@Injectable()
export class ValidateDeliveries {
  constructor(@Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>) {}

  async run(tx: Tx, validations: readonly DeliveryValidation[]): Promise<ValidatedDeliveries> {
    const asked = new Map(validations.map((validation) => [validation.deliveryId, validation]));
    const deliveries = await lockDeliveries(tx, [...asked.keys()]);
    refuseUnknown(asked, deliveries);
    const open = deliveries
      .filter((delivery) => canMoveDelivery(delivery.state, 'done'))
      .map((delivery): Leaving => {
        const validation = asked.get(delivery.id) as DeliveryValidation;
        return { delivery, asked: validation, split: splitDelivery(delivery.lines, validation.quantities) };
      });
    const free = await lockFreeStock(
      tx,
      [],
      open.flatMap(({ delivery }) => placesOf(delivery)),
    );
    const leaving = open.filter((item) => takeFrom(free, item));
    const stays = await this.rests(tx, leaving, free);
    const { reserved, taken } = stays.plan;
    for (const { delivery } of leaving.filter((item) => item.delivery.state === 'ready')) {
      for (const place of placesOf(delivery)) taken.add(place, -place.quantity);
    }
    await changeReserved(tx, taken.changes());
    const moves = leaving.flatMap(({ delivery, asked: { doneAt }, split }) =>
      placesOf({ ...delivery, lines: [...split.shipped] }).map((place) => ({
        ...place,
        quantity: -place.quantity,
        documentId: delivery.id,
        movedAt: doneAt,
      })),
    );
    const left = new StockSums();
    for (const move of moves) left.add(move, move.quantity);
    const shortages = await changeOnHand(tx, left.changes());
    await recordMoves(tx, 'delivery', moves);
    await setDeliveriesDone(
      tx,
      leaving.map(({ asked: { deliveryId, doneAt } }) => ({ deliveryId, doneAt })),
    );
    await setLineQuantities(tx, leaving.flatMap(changedLines));
    await insertDeliveries(
      tx,
      stays.rests.map(({ row }) => ({ ...row, state: reserved.has(row.id) ? ('ready' as const) : row.state })),
      stays.rests.flatMap(({ row, lines }) => lines.map((line) => ({ ...line, deliveryId: row.id }))),
    );
    const restOf = new Map(stays.rests.map(({ of, row }) => [of, row.id]));
    const done = new Set(leaving.map(({ delivery }) => delivery.id));
    if (done.size > 0) {
      const payload: DeliveryDone = { deliveryIds: [...done] };
      await this.outbox.append(tx, [{ id: newId(), type: DELIVERY_DONE, payload }]);
    }
    const outcome = ({ id, state }: LockedDelivery): ValidatedDelivery['outcome'] =>
      done.has(id) ? 'done' : canMoveDelivery(state, 'done') ? 'short' : 'not-open';
    return {
      deliveries: deliveries.map((delivery) => ({
        deliveryId: delivery.id,
        outcome: outcome(delivery),
        restId: restOf.get(delivery.id) ?? null,
      })),
      shortages,
    };
  }

  /** What stayed behind, as new deliveries, and which of them can be reserved at once. */
  private async rests(tx: Tx, leaving: readonly Leaving[], free: StockSums) {
    const partial = leaving.filter(({ split }) => split.rest.length > 0);
    const numbers = await drawDeliveryNumbers(tx, partial.length);
    const parts = await lastParts(
      tx,
      partial.map(({ delivery }) => delivery.id),
    );
    const rests = partial.map(({ delivery, split }, index) => {
      const part = (parts.get(delivery.id) ?? delivery.part) + 1;
      // Two rests of one consignment in the same batch follow one another.
      for (const sibling of partial) if (isSameSource(sibling.delivery, delivery)) parts.set(sibling.delivery.id, part);
      const { lines: _, ...head } = delivery;
      const row: NewDelivery = {
        ...head,
        id: newId(),
        number: numbers[index] as string,
        part,
        state: 'waiting',
        doneAt: null,
      };
      return { of: delivery.id, row, lines: split.rest.map((line) => ({ ...line, id: newId() })) };
    });
    const wanted = rests.map(({ row, lines }) => ({
      deliveryId: row.id,
      lines: placesOf({ locationId: row.locationId, lines }),
    }));
    return { rests, plan: planReservations(wanted, free) };
  }
}

/** A ready delivery gives back its reservation first, so it always finds its goods; a waiting one must find them free. */
function takeFrom(free: StockSums, { delivery, asked, split }: Leaving): boolean {
  const shipped = placesOf({ ...delivery, lines: [...split.shipped] });
  if (delivery.state === 'ready') for (const place of placesOf(delivery)) free.add(place, place.quantity);
  else if (!asked.goodsHaveLeft) {
    const needs = new StockSums();
    for (const place of shipped) needs.add(place, place.quantity);
    if (!needs.changes().every((need) => free.get(need) >= need.quantity)) return false;
  }
  for (const place of shipped) free.add(place, -place.quantity);
  return true;
}

function changedLines({ delivery, split }: Leaving): { id: string; quantity: number }[] {
  if (split.rest.length === 0) return [];
  const shipped = new Map(split.shipped.map((line) => [line.id, line.quantity]));
  return delivery.lines
    .map(({ id, quantity }) => ({ id, before: quantity, quantity: shipped.get(id) ?? 0 }))
    .filter((line) => line.quantity !== line.before);
}

function isSameSource(a: LockedDelivery, b: LockedDelivery): boolean {
  return a.orderId === b.orderId && a.sourceInstanceId === b.sourceInstanceId && a.sourceRemoteId === b.sourceRemoteId;
}

function refuseUnknown(asked: ReadonlyMap<string, DeliveryValidation>, found: readonly LockedDelivery[]): void {
  const known = new Set(found.map((delivery) => delivery.id));
  const unknown = [...asked.keys()].find((id) => !known.has(id));
  if (unknown) {
    throw new DomainError('not-found', 'inventory.delivery-not-found', 'There is no such delivery.', { id: unknown });
  }
}
