import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { PriceListDraft, PriceListRef, ProductDraft, VariantRef } from '../domain/catalog.js';
import { planNewProducts } from '../domain/new-products.js';
import { skuKey } from '../domain/sku.js';
import {
  activePriceLists,
  insertCurrencyLists,
  makeDefaultIfNoneIs,
  priceListsByCurrency,
} from '../infrastructure/price-list.repository.js';
import { insertImages, insertOptions } from '../infrastructure/product-details.repository.js';
import {
  deleteEmptyProducts,
  insertProducts,
  insertVariants,
  variantsByIds,
  variantsBySkuKeys,
  type Queryable,
} from '../infrastructure/product.repository.js';

/** The door of the catalog module for processes. Every method takes a list and costs a handful of statements. */
@Injectable()
export class CatalogFacade {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Variants by SKU, whatever its case; keyed by the lower-cased SKU as it was asked for. Archived ones come with `active: false`. */
  async variantsBySku(skus: readonly string[], on: Queryable = this.database): Promise<Map<string, VariantRef>> {
    const asked = [...new Set(skus.map((sku) => sku.toLowerCase()))].filter((sku) => skuKey(sku) !== '');
    const found = await variantsBySkuKeys(on, [...new Set(asked.map(skuKey))]);
    return new Map(
      asked.flatMap((sku): [string, VariantRef][] => {
        const variant = found.get(skuKey(sku));
        return variant ? [[sku, variant]] : [];
      }),
    );
  }

  /** Variants by id; ids that do not exist are missing from the map. */
  variants(ids: readonly string[], on: Queryable = this.database): Promise<Map<string, VariantRef>> {
    return variantsByIds(on, [...new Set(ids)]);
  }

  /**
   * Makes products and their variants and tells which variant stands for every draft variant: where a SKU is taken (by a row, by a
   * draft before it, by a worker a moment ago) the standing variant does, and a product left without new variants is not made.
   */
  async createProducts(tx: Tx, drafts: readonly ProductDraft[]): Promise<Map<string, string>> {
    const skus = drafts.flatMap((draft) => draft.variants.map((variant) => skuKey(variant.sku)));
    const keys = [...new Set(skus)].filter((key) => key !== '');
    const known = await variantsBySkuKeys(tx, keys);
    const plan = planNewProducts(drafts, new Map([...known].map(([key, variant]) => [key, variant.variantId])));
    if (plan.products.length === 0) return new Map(plan.standsFor);

    await insertProducts(tx, plan.products);
    const written = await insertVariants(tx, plan.variants);
    const lost = plan.variants.filter(({ draft }) => !written.has(draft.id));
    const emptied = await deleteEmptyProducts(
      tx,
      lost.map(({ productId }) => productId),
    );
    await insertImages(
      tx,
      plan.products.filter((product) => !emptied.has(product.id)),
      written,
    );
    await insertOptions(
      tx,
      plan.variants.flatMap(({ draft }) =>
        written.has(draft.id) ? (draft.options ?? []).map((option) => ({ variantId: draft.id, ...option })) : [],
      ),
    );
    const winners = await variantsBySkuKeys(
      tx,
      lost.map(({ draft }) => skuKey(draft.sku)),
    );
    const winnerOf = new Map(lost.map(({ draft }) => [draft.id, winners.get(skuKey(draft.sku))?.variantId]));
    return new Map([...plan.standsFor].map(([draft, variant]) => [draft, winnerOf.get(variant) ?? variant]));
  }

  /** Price lists in use, those that speak for their currency first. */
  priceLists(on: Queryable = this.database): Promise<PriceListRef[]> {
    return activePriceLists(on);
  }

  /** The list that speaks for a currency, or null. */
  async priceListByCurrency(currency: string, on: Queryable = this.database): Promise<PriceListRef | null> {
    return (await priceListsByCurrency(on, [currency])).get(currency) ?? null;
  }

  /** For every currency the list that speaks for it, made under the given name where there is none (A21.1). By currency. */
  async ensurePriceLists(tx: Tx, drafts: readonly PriceListDraft[]): Promise<Map<string, PriceListRef>> {
    const byCurrency = new Map(drafts.map((draft) => [draft.currency, draft]));
    // In one order for every worker, as all unique keys are taken.
    const currencies = [...byCurrency.keys()].sort();
    const standing = await priceListsByCurrency(tx, currencies);
    const missing = currencies.filter((currency) => !standing.has(currency));
    if (missing.length === 0) return standing;
    await insertCurrencyLists(
      tx,
      missing.map((currency) => byCurrency.get(currency) as PriceListDraft),
    );
    return priceListsByCurrency(tx, currencies);
  }

  /** The company's own list, at the end of the ladder (Z10): made once, in this currency; a list that is the default stays it. */
  async ensureDefaultPriceList(tx: Tx, draft: PriceListDraft): Promise<PriceListRef> {
    const find = async () => (await activePriceLists(tx)).find((list) => list.isDefault);
    const existing = await find();
    if (existing) return existing;
    const list = (await this.ensurePriceLists(tx, [draft])).get(draft.currency) as PriceListRef;
    await makeDefaultIfNoneIs(tx, list.id);
    return (await find()) ?? list;
  }
}
