import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import { InstanceAccess, MarketplaceFacade } from '../../../modules/marketplace-base/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import type { VariantRef } from '../../../modules/catalog/contract/index.js';
import type { ImportContext } from '../domain/import-context.js';
import { productKey } from '../domain/resolve-line.js';

/** Reference data that a worker keeps from batch to batch until something is missing or it has grown old. */
export type Reference = Omit<
  ImportContext,
  'variantsOfItems' | 'variantsById' | 'unavailableProducts' | 'unavailableTaxes'
>;

/** Loads what planning needs, in a fixed number of queries whatever the size of the batch. */
@Injectable()
export class LoadContext {
  constructor(
    private readonly instances: InstanceAccess,
    private readonly marketplace: MarketplaceFacade,
    private readonly accounting: AccountingFacade,
    private readonly catalog: CatalogFacade,
  ) {}

  async reference(instanceId: string): Promise<Reference> {
    const profile = await this.instances.profile(instanceId);
    const [rules, companies, taxes, priceLists, companyRates] = await Promise.all([
      this.marketplace.orderRules(instanceId),
      this.accounting.companies([profile.companyId]),
      this.accounting.taxesOf(profile.companyId),
      this.catalog.priceLists(),
      this.accounting.currentRates(profile.companyId),
    ]);
    const { settings } = profile;
    return {
      instance: {
        id: profile.id,
        name: profile.name,
        companyId: profile.companyId,
        companyCurrency: companies[0]?.currency ?? '',
        warehouseId: profile.warehouseId,
        timeZone: profile.timeZone,
        priceListId: settings.priceListId,
        giftCertificateVariantId: settings.giftCertificateVariantId,
        customVariantId: settings.customVariantId,
        defaultContactId: settings.defaultContactId,
        createCompanyContact: settings.createCompanyContact,
        useMarketplaceOrderNumber: settings.useMarketplaceOrderNumber,
        createProducts: settings.createProducts,
      },
      rules,
      taxes,
      priceLists,
      companyRates,
    };
  }

  /** Adds the variants that these orders sell to what is known already. */
  async variants(reference: Reference, orders: readonly RemoteOrder[], known: KnownVariants): Promise<void> {
    const wanted = new Set<string>();
    for (const order of orders) {
      for (const line of order.lines) {
        if (line.productRemoteId === null) continue;
        const key = line.variantRemoteId ?? productKey(line.productRemoteId);
        if (!known.ofItems.has(key)) wanted.add(key);
      }
    }
    const { giftCertificateVariantId, customVariantId } = reference.instance;
    const fallbacks = [giftCertificateVariantId, customVariantId].filter((id) => id !== null && !known.byId.has(id));
    if (wanted.size + fallbacks.length === 0) return;
    const ofItems = await this.marketplace.variantsOfItems(reference.instance.id, [...wanted]);
    const found = await this.catalog.variants([...new Set([...ofItems.values(), ...(fallbacks as string[])])]);
    for (const [id, variant] of found) known.byId.set(id, variant);
    for (const [remoteId, variantId] of ofItems) {
      const variant = found.get(variantId);
      if (variant) known.ofItems.set(remoteId, variant);
    }
  }
}

export interface KnownVariants {
  readonly ofItems: Map<string, VariantRef>;
  readonly byId: Map<string, VariantRef>;
}
