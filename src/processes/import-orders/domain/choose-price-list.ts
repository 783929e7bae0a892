import type { PaymentMapping } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from './import-context.js';

/**
 * Price list of an order (B19, A21.1, Z10): the payment mapping's own list, then a list in the mapping's currency, then the
 * instance's list when it is in the order's currency, then any list in that currency.
 * @returns the list, or the currency in which one has to be made first
 */
export function choosePriceList(
  orderCurrency: string,
  mapping: PaymentMapping | null,
  context: ImportContext,
): { id: string } | { missing: string } {
  if (mapping?.priceListId) return { id: mapping.priceListId };
  const currency = mapping?.currency ?? orderCurrency;
  const own = context.priceLists.find((list) => list.id === context.instance.priceListId);
  const list =
    own?.currency === currency ? own : context.priceLists.find((candidate) => candidate.currency === currency);
  return list ? { id: list.id } : { missing: currency };
}
