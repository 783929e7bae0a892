import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { List } from '../../../platform/http/index.js';
import { DomainError, type MoneyText } from '../../../shared-kernel/index.js';
import {
  PRICE_CURRENCY,
  priceListList,
  productList,
  variantList,
  type PriceListView,
  type ProductView,
  type VariantView,
} from './catalog.lists.js';

export interface ImageView {
  readonly id: string;
  readonly variantId: string | null;
  readonly url: string;
  readonly alt: string;
  readonly position: number;
}

export interface ProductDetails extends ProductView {
  readonly variants: readonly Omit<VariantView, 'productId' | 'productName' | 'createdAt' | 'updatedAt'>[];
  readonly images: readonly ImageView[];
}

interface VariantRead {
  readonly id: string;
  readonly sku: string;
  readonly barcode: string;
  readonly amount: string | null;
  readonly currency: string;
  readonly weightGrams: string;
  readonly optionsText: string;
  readonly isArchived: boolean;
  readonly version: number;
}

/** Single records; they look as they do in their lists. */
@Injectable()
export class ReadCatalog {
  constructor(@Inject(Database) private readonly database: Database) {}

  async product(id: string): Promise<ProductDetails> {
    const [product, variants, images] = await Promise.all([
      this.one(productList, id, 'product'),
      this.variantsOf(id),
      this.database.query<ImageView>(
        'SELECT id, variant_id AS "variantId", url, alt, position FROM catalog.product_image WHERE product_id = $1 ORDER BY position',
        [id],
      ),
    ]);
    return { ...product, variants, images };
  }

  variant(id: string): Promise<VariantView> {
    return this.one(variantList, id, 'variant');
  }

  priceList(id: string): Promise<PriceListView> {
    return this.one(priceListList, id, 'price list');
  }

  private async variantsOf(productId: string): Promise<ProductDetails['variants']> {
    const rows = await this.database.query<VariantRead>(
      `SELECT id, sku, barcode, price AS amount, ${PRICE_CURRENCY} AS currency, weight_grams AS "weightGrams",
          options_text AS "optionsText", archived_at IS NOT NULL AS "isArchived", version
        FROM catalog.variant WHERE product_id = $1 ORDER BY id`,
      [productId],
    );
    return rows.map(({ amount, currency, ...row }) => ({
      ...row,
      price: amount === null ? null : money(amount, currency),
    }));
  }

  private async one<R>(list: List<R>, id: string, noun: string): Promise<R> {
    const { data } = await list.run(this.database, list.parse({ id }), { instanceIds: null });
    const [record] = data;
    if (record === undefined) {
      throw new DomainError('not-found', 'catalog.not-found', `There is no such ${noun}.`, { id });
    }
    return record;
  }
}

function money(amount: string, currency: string): MoneyText {
  return { amount, currency };
}
