import type { Variant } from './catalog.js';

/** On hand is a function of variant and location; what sells is on hand less the safety stock. */
export function onHand(variant: Variant, location: number): number {
  return variant.product.type === 'digital' ? 0 : (variant.id * 37 + location * 11) % 200;
}
