import type { VariantRef } from '../../../modules/catalog/contract/index.js';
import type { DeliveryDraft } from '../../../modules/inventory/contract/index.js';
import type { SaleOrder, SaleOrderLine } from '../../../modules/sales/contract/index.js';

/** What goes out of the door for a confirmed order: its goods, in one delivery to where the customer wants them; null: nothing does. */
export function planDelivery(
  order: Pick<SaleOrder, 'id' | 'contactId' | 'deliveryContactId' | 'warehouseId'>,
  lines: readonly Pick<SaleOrderLine, 'id' | 'kind' | 'variantId' | 'name' | 'quantity'>[],
  variants: ReadonlyMap<string, Pick<VariantRef, 'kind'>>,
  newId: () => string,
): DeliveryDraft | null {
  const goods = lines.flatMap(({ id, kind, variantId, name, quantity }) =>
    kind === 'goods' && variantId !== null && variants.get(variantId)?.kind === 'goods'
      ? [{ id: newId(), orderLineId: id, variantId, name, quantity }]
      : [],
  );
  if (goods.length === 0) return null;
  return {
    id: newId(),
    orderId: order.id,
    contactId: order.deliveryContactId ?? order.contactId,
    warehouseId: order.warehouseId,
    locationId: null,
    state: 'waiting',
    source: null,
    method: '',
    doneAt: null,
    lines: goods,
  };
}
