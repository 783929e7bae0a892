import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { canMoveDelivery } from '../domain/delivery-state.js';
import { StockSums } from '../domain/stock-key.js';
import { lockDeliveries, setDeliveryState } from '../infrastructure/delivery.repository.js';
import { changeReserved, lockFreeStock } from '../infrastructure/stock.js';
import { placesOf } from './reserve-deliveries.js';

/** Open deliveries are cancelled and what they had reserved is free again. What is done stays done (Z25). */
@Injectable()
export class CancelDeliveries {
  /** @returns the ids that were cancelled; those done or cancelled before are not among them */
  async run(tx: Tx, deliveryIds: readonly string[]): Promise<string[]> {
    const deliveries = await lockDeliveries(tx, deliveryIds);
    const open = deliveries.filter((delivery) => canMoveDelivery(delivery.state, 'cancelled'));
    const held = open.filter((delivery) => delivery.state === 'ready').flatMap(placesOf);
    await lockFreeStock(tx, [], held);
    const freed = new StockSums();
    for (const place of held) freed.add(place, -place.quantity);
    await changeReserved(tx, freed.changes());
    const ids = open.map((delivery) => delivery.id);
    await setDeliveryState(tx, ids, 'cancelled');
    return ids;
  }
}
