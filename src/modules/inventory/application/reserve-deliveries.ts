import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { planReservations } from '../domain/plan-reservations.js';
import { lockDeliveries, setDeliveryState, type LockedDelivery } from '../infrastructure/delivery.repository.js';
import { changeReserved, lockFreeStock } from '../infrastructure/stock.js';

/** Waiting deliveries become ready where all of their stock is free; in the order given, first come first served. */
@Injectable()
export class ReserveDeliveries {
  /** @returns the ids that became ready */
  async run(tx: Tx, deliveryIds: readonly string[]): Promise<string[]> {
    const waiting = (await lockDeliveries(tx, deliveryIds)).filter((delivery) => delivery.state === 'waiting');
    const free = await lockFreeStock(tx, waiting.flatMap(placesOf), []);
    const { reserved, taken } = planReservations(
      waiting.map((delivery) => ({ deliveryId: delivery.id, lines: placesOf(delivery) })),
      free,
    );
    await changeReserved(tx, taken.changes());
    await setDeliveryState(tx, [...reserved], 'ready');
    return [...reserved];
  }
}

export function placesOf(delivery: Pick<LockedDelivery, 'locationId' | 'lines'>) {
  return delivery.lines.map(({ variantId, quantity }) => ({ locationId: delivery.locationId, variantId, quantity }));
}
