import { DomainError } from '../../../shared-kernel/index.js';
import type { ProductDraft, VariantDraft } from './catalog.js';
import { skuKey } from './sku.js';

export interface NewVariant {
  readonly productId: string;
  readonly draft: VariantDraft;
}

/** What of a list of drafts is new, given the SKUs that stand already. */
export interface NewProducts {
  readonly products: readonly ProductDraft[];
  /** In the order of their SKU keys: every worker takes the unique index in this one order. */
  readonly variants: readonly NewVariant[];
  /** Draft variant → variant that stands for it: one in the database, or another draft of the same list. */
  readonly standsFor: ReadonlyMap<string, string>;
}

export function planNewProducts(drafts: readonly ProductDraft[], known: ReadonlyMap<string, string>): NewProducts {
  const bySku = new Map(known);
  const standsFor = new Map<string, string>();
  const products: ProductDraft[] = [];
  const variants: NewVariant[] = [];
  for (const product of drafts) {
    if (product.variants.length === 0) {
      throw new DomainError(
        'invalid',
        'catalog.product-without-variant',
        `${product.name} needs one variant at least.`,
        {
          productId: product.id,
        },
      );
    }
    const fresh = product.variants.filter((variant) => {
      const key = skuKey(variant.sku);
      const standing = key === '' ? undefined : bySku.get(key);
      if (key !== '' && standing === undefined) bySku.set(key, variant.id);
      standsFor.set(variant.id, standing ?? variant.id);
      return standing === undefined;
    });
    if (fresh.length === 0) continue;
    products.push(product);
    variants.push(...fresh.map((draft) => ({ productId: product.id, draft })));
  }
  variants.sort((a, b) => compare(skuKey(a.draft.sku), skuKey(b.draft.sku)));
  return { products, variants, standsFor };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
