import { newId } from '../../../shared-kernel/index.js';
import type { DeliveryDraft } from '../contract/index.js';

export type DeliveryOverrides = Partial<Omit<DeliveryDraft, 'lines'>> & {
  readonly lines?: readonly { readonly variantId: string; readonly quantity: number }[];
};

/** A waiting delivery of one piece of a variant nobody has heard of, unless told otherwise. */
export function aDelivery(warehouseId: string, overrides: DeliveryOverrides = {}): DeliveryDraft {
  const { lines = [{ variantId: newId(), quantity: 1 }], ...rest } = overrides;
  return {
    id: newId(),
    orderId: newId(),
    contactId: newId(),
    warehouseId,
    locationId: null,
    state: 'waiting',
    source: null,
    method: 'Standard',
    doneAt: overrides.state === 'done' ? '2026-11-20T08:00:00.000Z' : null,
    ...rest,
    lines: lines.map((line) => ({ id: newId(), orderLineId: newId(), name: 'Enamel mug', ...line })),
  };
}
