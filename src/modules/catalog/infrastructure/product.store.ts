import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { ProductDraft, VariantDraft } from '../domain/catalog.js';
import { searchKey } from '../domain/search-key.js';
import { skuKey } from '../domain/sku.js';
import { insertImages, insertOptions } from './product-details.repository.js';
import { ProductRow } from './product.entity.js';
import { insertProducts, insertVariants } from './product.repository.js';
import { VariantRow } from './variant.entity.js';
import { changeRow, lockRow } from './versioned-row.js';

export type ProductChange = Partial<Pick<ProductRow, 'name' | 'kind' | 'description' | 'tracking' | 'archivedAt'>>;
export type VariantChange = Partial<
  Pick<VariantRow, 'sku' | 'barcode' | 'price' | 'weightGrams' | 'optionsText' | 'archivedAt'>
>;

/** Products and variants as people edit them. */
@Injectable()
export class ProductStore {
  async insert(tx: Tx, draft: ProductDraft): Promise<void> {
    await insertProducts(tx, [draft]);
    await this.insertVariants(tx, draft.id, draft.variants);
    await insertImages(tx, [draft], new Set(draft.variants.map((variant) => variant.id)));
  }

  /** Unlike an import, a person is told when a SKU is taken. */
  async insertVariants(tx: Tx, productId: string, variants: readonly VariantDraft[]): Promise<void> {
    const written = await insertVariants(
      tx,
      variants.map((draft) => ({ productId, draft })),
    );
    const refused = variants.filter((variant) => !written.has(variant.id));
    if (refused.length > 0) throw skuTaken(refused.map((variant) => variant.sku));
    await insertOptions(
      tx,
      variants.flatMap(({ id, options = [] }) => options.map((option) => ({ variantId: id, ...option }))),
    );
  }

  lockProduct(tx: Tx, id: string): Promise<ProductRow> {
    return lockRow(tx, ProductRow, id, 'product');
  }

  changeProduct(tx: Tx, seen: Pick<ProductRow, 'id' | 'version'>, change: ProductChange): Promise<void> {
    const keys = change.name === undefined ? {} : { nameKey: searchKey(change.name) };
    return changeRow(tx, ProductRow, seen, { ...change, ...keys }, 'product');
  }

  lockVariant(tx: Tx, id: string): Promise<VariantRow> {
    return lockRow(tx, VariantRow, id, 'variant');
  }

  changeVariant(tx: Tx, seen: Pick<VariantRow, 'id' | 'version'>, change: VariantChange): Promise<void> {
    const keys = change.sku === undefined ? {} : { sku: change.sku.trim(), skuKey: skuKey(change.sku) };
    return changeRow(tx, VariantRow, seen, { ...change, ...keys }, 'variant');
  }
}

export function skuTaken(skus: readonly string[]): DomainError {
  return new DomainError(
    'conflict',
    'catalog.sku-taken',
    'Another variant has this SKU. SKUs are unique, whatever their case.',
    {
      skus,
    },
  );
}
