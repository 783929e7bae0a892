import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId, type MoneyText } from '../../../shared-kernel/index.js';
import type { ProductDraft, VariantDraft } from '../domain/catalog.js';
import { priceIn } from '../domain/prices.js';
import { checkSkusDiffer } from '../domain/sku.js';
import { PriceListStore } from '../infrastructure/price-list.store.js';
import { ProductStore } from '../infrastructure/product.store.js';

export type NewVariantFields = Omit<VariantDraft, 'id' | 'price'> & { readonly price: MoneyText | null };

export interface NewProductFields extends Omit<ProductDraft, 'id' | 'variants' | 'images'> {
  readonly variants: readonly NewVariantFields[];
  readonly images: readonly { readonly url: string; readonly alt: string }[];
}

@Injectable()
export class CreateProduct {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly products: ProductStore,
    private readonly priceLists: PriceListStore,
    private readonly audit: AuditTrail,
  ) {}

  async run({ variants, images, ...fields }: NewProductFields): Promise<string> {
    const id = newId();
    await this.database.transaction(async (tx) => {
      const drafts = await this.drafts(tx, variants);
      await this.products.insert(tx, {
        ...fields,
        id,
        variants: drafts,
        images: images.map((image) => ({ ...image, variantId: null })),
      });
      await this.audit.record(tx, [
        { action: 'product.created', recordType: 'product', recordId: id, after: { ...fields, variants: drafts } },
      ]);
    });
    return id;
  }

  /** Another variant of a product that stands. */
  async addVariant(productId: string, variant: NewVariantFields): Promise<string> {
    return this.database.transaction(async (tx) => {
      await this.products.lockProduct(tx, productId);
      const drafts = await this.drafts(tx, [variant]);
      await this.products.insertVariants(tx, productId, drafts);
      const [draft] = drafts as [VariantDraft];
      await this.audit.record(tx, [
        { action: 'variant.created', recordType: 'variant', recordId: draft.id, after: { ...draft, productId } },
      ]);
      return draft.id;
    });
  }

  private async drafts(tx: Tx, variants: readonly NewVariantFields[]): Promise<VariantDraft[]> {
    checkSkusDiffer(variants.map((variant) => variant.sku));
    const { currency } = await this.priceLists.currentDefault(tx);
    return variants.map((variant) => ({
      ...variant,
      id: newId(),
      price: variant.price === null ? null : priceIn(currency, variant.price),
    }));
  }
}
