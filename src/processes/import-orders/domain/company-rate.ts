import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext } from './import-context.js';
import type { LineFailure } from './resolve-line.js';

/**
 * Units of the order's currency for one unit of the company's (accounting.md §3: the rate of the order is fixed on its documents):
 * none needed, the order's own when the store's currency is the company's, else the hub's exchange rates.
 */
export function companyRate(order: RemoteOrder, context: ImportContext): string | LineFailure {
  const company = context.instance.companyCurrency;
  if (order.currency === company) return '1';
  if (order.storeCurrency === company && /[1-9]/.test(order.storeToOrderRate)) return order.storeToOrderRate;
  const own = context.companyRates.get(order.currency);
  if (own) return own;
  return {
    code: 'orders.exchange-rate-missing',
    message: `The order is in ${order.currency}, the company keeps its books in ${company}, and neither the store nor the hub has a rate between them. Add one (POST /api/v1/exchange-rates: units of ${order.currency} for one ${company}), then retry the line.`,
    facts: { orderCurrency: order.currency, companyCurrency: company, storeCurrency: order.storeCurrency },
  };
}
