import { StockSums, type StockPlace } from './stock-key.js';

export interface ReservationWanted {
  readonly deliveryId: string;
  readonly lines: readonly (StockPlace & { readonly quantity: number })[];
}

export interface ReservationPlan {
  readonly reserved: ReadonlySet<string>;
  readonly taken: StockSums;
}

/** First come, first served; a delivery is reserved whole or not at all. `free` goes down by what is taken. */
export function planReservations(wanted: readonly ReservationWanted[], free: StockSums): ReservationPlan {
  const reserved = new Set<string>();
  const taken = new StockSums();
  for (const { deliveryId, lines } of wanted) {
    if (lines.length === 0) continue;
    const needs = new StockSums();
    for (const line of lines) needs.add(line, line.quantity);
    const all = needs.changes();
    if (!all.every((need) => free.get(need) >= need.quantity)) continue;
    for (const need of all) {
      free.add(need, -need.quantity);
      taken.add(need, need.quantity);
    }
    reserved.add(deliveryId);
  }
  return { reserved, taken };
}
