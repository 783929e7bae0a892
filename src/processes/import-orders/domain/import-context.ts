import type { TaxRef } from '../../../modules/accounting/contract/index.js';
import type { PriceListRef, VariantRef } from '../../../modules/catalog/contract/index.js';
import {
  gatewayCode,
  gatewayName,
  type OrderRules,
  type RemoteOrder,
} from '../../../modules/marketplace-base/contract/index.js';

/** What planning reads: everything a batch needs, loaded set-wise before, so that planning itself does no I/O. */
export interface ImportContext {
  readonly instance: {
    readonly id: string;
    readonly name: string;
    readonly companyId: string;
    readonly companyCurrency: string;
    readonly warehouseId: string;
    readonly timeZone: string;
    readonly priceListId: string | null;
    readonly giftCertificateVariantId: string | null;
    readonly customVariantId: string | null;
    readonly defaultContactId: string | null;
    readonly createCompanyContact: boolean;
    readonly useMarketplaceOrderNumber: boolean;
    readonly createProducts: boolean;
  };
  readonly rules: OrderRules;
  readonly taxes: readonly TaxRef[];
  readonly priceLists: readonly PriceListRef[];
  /** Units of the key currency for one unit of the company's currency, from the hub's own rates; orders may bring theirs. */
  readonly companyRates: ReadonlyMap<string, string>;
  /** By remote variant id. */
  readonly variantsOfItems: ReadonlyMap<string, VariantRef>;
  readonly variantsById: ReadonlyMap<string, VariantRef>;
  /** Why a product that was asked for could not be had, by remote product id. */
  readonly unavailableProducts: ReadonlyMap<string, string>;
  /** Why a tax cannot be used, by `taxKey`. */
  readonly unavailableTaxes: ReadonlyMap<string, string>;
}

/** Taxes of one company are told apart by rate (percent, four decimals) and by whether prices include them. */
export function taxKey(ratePercent: string, priceInclude: boolean): string {
  return `${ratePercent}|${priceInclude}`;
}

/** Reference data that must be made before an order can be planned; made outside the batch's transaction. */
export interface Needs {
  readonly gateways: Map<string, { readonly code: string; readonly name: string }>;
  /** By `taxKey`. */
  readonly taxes: Map<string, { readonly rate: string; readonly priceInclude: boolean }>;
  /** Currencies that need a price list (A21.1). */
  readonly priceListCurrencies: Set<string>;
  /** Lines whose variant has no listing item, by remote product id. */
  readonly products: Map<string, NeededProduct>;
}

export interface NeededProduct {
  readonly productRemoteId: string;
  readonly variants: Map<string, { readonly sku: string; readonly name: string }>;
}

export function noNeeds(): Needs {
  return { gateways: new Map(), taxes: new Map(), priceListCurrencies: new Set(), products: new Map() };
}

export function hasNeeds(needs: Needs): boolean {
  return needs.gateways.size + needs.taxes.size + needs.priceListCurrencies.size + needs.products.size > 0;
}

export function needGateway(needs: Needs, order: RemoteOrder): void {
  const code = gatewayCode(order.gateway);
  needs.gateways.set(code, { code, name: gatewayName(order.gateway) });
}
