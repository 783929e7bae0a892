import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import type { ProductDraft } from '../../../modules/catalog/contract/index.js';
import { InstanceAccess, MarketplaceFacade, type ListingDraft } from '../../../modules/marketplace-base/index.js';
import type { ReadProducts, RemoteProduct } from '../../../modules/marketplace-base/contract/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Needs, NeededProduct } from '../domain/import-context.js';
import { productKey } from '../domain/resolve-line.js';
import type { Reference } from './load-context.js';

/** Why what was asked for cannot be had: taxes by `taxKey`, products by remote id. */
export interface Unavailable {
  readonly taxes: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
}

/**
 * Makes what orders need and nobody has: gateways with their journals (A11.12), taxes (A12.3), price lists (A21.1), listings and
 * products (A4.10). Outside the batch's transaction: these are reference data that stand whether or not the order does, and
 * products are read from the store.
 */
@Injectable()
export class PrepareReferences {
  constructor(
    private readonly database: Database,
    private readonly accounting: AccountingFacade,
    private readonly catalog: CatalogFacade,
    private readonly marketplace: MarketplaceFacade,
    private readonly instances: InstanceAccess,
  ) {}

  async execute(reference: Reference, needs: Needs): Promise<Unavailable> {
    return {
      taxes: await this.makeMoneyMatters(reference, needs),
      products: await this.makeProducts(reference, needs),
    };
  }

  private async makeProducts(reference: Reference, needs: Needs): Promise<Map<string, string>> {
    if (needs.products.size === 0) return new Map();
    const unlinked = await this.linkBySku(reference, [...needs.products.values()]);
    if (unlinked.length === 0) return new Map();
    if (!reference.instance.createProducts) {
      return new Map(
        unlinked.map((product) => [
          product.productRemoteId,
          'no variant here has this SKU and "Create products" is off. Add the product with this SKU, or switch "Create products" on, then press Retry.',
        ]),
      );
    }
    return this.createFromStore(reference, unlinked);
  }

  /** @returns why taxes cannot be used */
  private async makeMoneyMatters({ instance }: Reference, needs: Needs): Promise<Map<string, string>> {
    if (needs.gateways.size + needs.taxes.size + needs.priceListCurrencies.size === 0) return new Map();
    return this.database.transaction(async (tx) => {
      if (needs.gateways.size > 0) {
        const gateways = [...needs.gateways.values()];
        const journals = await this.accounting.ensureGatewayJournal(
          tx,
          gateways.map(({ name }) => ({ companyId: instance.companyId, gateway: name })),
        );
        await this.marketplace.ensureGateways(
          tx,
          instance.id,
          gateways.map((gateway, index) => ({ ...gateway, journalId: journals[index]?.id as string })),
        );
      }
      const taxes = await this.accounting.ensureTaxes(
        tx,
        [...needs.taxes.values()].map(({ rate, priceInclude }) => ({
          companyId: instance.companyId,
          name: `Tax ${rate.replace(/\.?0+$/, '')} %${priceInclude ? ' included' : ''}`,
          rate,
          priceInclude,
        })),
      );
      await this.catalog.ensurePriceLists(
        tx,
        [...needs.priceListCurrencies].map((currency) => ({ name: `Prices in ${currency}`, currency })),
      );
      return switchedOff([...needs.taxes.keys()], taxes);
    });
  }

  /** Lines whose SKU stands in the catalogue become listing items of that variant (A3.10). @returns the rest */
  private async linkBySku({ instance }: Reference, products: readonly NeededProduct[]): Promise<NeededProduct[]> {
    const skus = products
      .flatMap((product) => [...product.variants.values()].map((variant) => variant.sku))
      .filter((sku) => sku !== '');
    const variants = await this.catalog.variantsBySku(skus);
    const unlinked: NeededProduct[] = [];
    const listings: ListingDraft[] = [];
    for (const product of products) {
      const items = [...product.variants].map(([remoteId, { sku, name }]) => ({
        remoteId,
        sku,
        name,
        variant: variants.get(sku.toLowerCase()),
      }));
      const linked = items.filter((item) => item.variant !== undefined);
      if (linked.length < items.length) unlinked.push(product);
      const [first] = linked;
      if (!first?.variant) continue;
      listings.push({
        remoteId: product.productRemoteId,
        productId: first.variant.productId,
        name: first.name,
        sku: first.sku,
        brandRemoteId: null,
        categoryRemoteIds: [],
        visible: true,
        items: linked.map(({ remoteId, sku, variant }) => ({ remoteId, sku, variantId: variant?.variantId as string })),
      });
    }
    await this.database.transaction((tx) => this.marketplace.ensureListings(tx, instance.id, listings));
    return unlinked;
  }

  private async createFromStore(
    { instance }: Reference,
    needed: readonly NeededProduct[],
  ): Promise<Map<string, string>> {
    const { products: capability } = await this.instances.connector(instance.id);
    const store = await this.instances.reference(instance.id);
    const { products: remote, unreadable } = capability
      ? await capability.byIds(
          store,
          needed.map((product) => product.productRemoteId),
        )
      : NOTHING_READ;
    const drafts = remote.map(productDraft);
    await this.database.transaction(async (tx) => {
      const standing = await this.catalog.createProducts(tx, drafts);
      const variants = await this.catalog.variants([...new Set(standing.values())], tx);
      await this.marketplace.ensureListings(
        tx,
        instance.id,
        remote.map((product, index) => listingDraft(product, drafts[index] as ProductDraft, standing, variants)),
      );
    });
    return new Map([...stillMissing(needed, remote), ...unreadable]);
  }
}

const NOTHING_READ: ReadProducts = { products: [], unreadable: new Map() };

function switchedOff(
  keys: readonly string[],
  taxes: readonly { readonly name: string; readonly isActive: boolean }[],
): Map<string, string> {
  return new Map(
    keys.flatMap((key, index): [string, string][] => {
      const tax = taxes[index];
      if (!tax || tax.isActive) return [];
      return [
        [key, `the tax "${tax.name}" is switched off, and no other one has this rate. Switch it on, then press Retry.`],
      ];
    }),
  );
}

function productDraft(product: RemoteProduct): ProductDraft {
  return {
    id: newId(),
    name: product.name,
    kind: product.kind === 'digital' ? 'digital' : 'goods',
    description: product.description,
    variants: product.variants.map((variant) => ({
      id: newId(),
      sku: variant.sku,
      barcode: variant.barcode,
      price: variant.price,
      weightGrams: variant.weightGrams,
      optionsText: variant.optionsText,
    })),
  };
}

function listingDraft(
  product: RemoteProduct,
  draft: ProductDraft,
  standing: ReadonlyMap<string, string>,
  variants: ReadonlyMap<string, { readonly productId: string }>,
): ListingDraft {
  const items = product.variants.map((variant, index) => {
    const draftId = draft.variants[index]?.id as string;
    return { remoteId: variant.remoteId, sku: variant.sku, variantId: standing.get(draftId) ?? draftId };
  });
  const [first] = items;
  return {
    remoteId: product.remoteId,
    productId: (first && variants.get(first.variantId)?.productId) ?? draft.id,
    name: product.name,
    sku: product.sku,
    brandRemoteId: product.brandRemoteId,
    categoryRemoteIds: product.categoryRemoteIds,
    visible: product.visible,
    // Order lines may name the product only; the first variant stands for it then.
    items: first ? [...items, { ...first, remoteId: productKey(product.remoteId) }] : items,
  };
}

function stillMissing(needed: readonly NeededProduct[], remote: readonly RemoteProduct[]): Map<string, string> {
  const found = new Map(remote.map((product) => [product.remoteId, product]));
  const missing = new Map<string, string>();
  for (const { productRemoteId, variants } of needed) {
    const product = found.get(productRemoteId);
    const known = new Set(product?.variants.map((variant) => variant.remoteId));
    const gone = [...variants.keys()].filter((id) => !known.has(id) && id !== productKey(productRemoteId));
    if (!product) {
      missing.set(
        productRemoteId,
        'the store no longer has it either. Add a product with this SKU here, then press Retry.',
      );
    } else if (gone.length > 0) {
      missing.set(
        productRemoteId,
        `the store no longer has its variant ${gone.join(', ')}. Add a variant with this SKU here, then press Retry.`,
      );
    }
  }
  return missing;
}
