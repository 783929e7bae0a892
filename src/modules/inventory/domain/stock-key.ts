/** A variant at a location. */
export interface StockPlace {
  readonly locationId: string;
  readonly variantId: string;
}

/** Sorts as the key of stock_level does: location, then variant. */
export function stockKey(place: StockPlace): string {
  return `${place.locationId}/${place.variantId}`;
}

export function placeOf(key: string): StockPlace {
  const cut = key.indexOf('/');
  return { locationId: key.slice(0, cut), variantId: key.slice(cut + 1) };
}

/** Quantities by place. */
export class StockSums {
  private readonly sums = new Map<string, number>();

  add(place: StockPlace, quantity: number): void {
    const key = stockKey(place);
    this.sums.set(key, (this.sums.get(key) ?? 0) + quantity);
  }

  get(place: StockPlace): number {
    return this.sums.get(stockKey(place)) ?? 0;
  }

  has(place: StockPlace): boolean {
    return this.sums.has(stockKey(place));
  }

  places(): (StockPlace & { readonly quantity: number })[] {
    return [...this.sums].map(([key, quantity]) => ({ ...placeOf(key), quantity }));
  }

  /** The places whose sum is not zero. */
  changes(): (StockPlace & { readonly quantity: number })[] {
    return this.places().filter(({ quantity }) => quantity !== 0);
  }
}
