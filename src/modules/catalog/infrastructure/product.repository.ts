import type { Tx } from '../../../platform/database/index.js';
import type { ProductDraft, VariantRef } from '../domain/catalog.js';
import type { NewVariant } from '../domain/new-products.js';
import { searchKey } from '../domain/search-key.js';
import { skuKey } from '../domain/sku.js';
import { ProductRow } from './product.entity.js';
import { VariantRow } from './variant.entity.js';

/** Anything that answers a query: a transaction, or the database outside one. */
export type Queryable = Pick<Tx, 'query'>;

const REF = `SELECT v.id AS "variantId", v.product_id AS "productId", v.sku, p.name || CASE WHEN v.options_text = '' THEN '' ELSE ' (' || v.options_text || ')' END AS name,
  p.kind, p.tracking, v.archived_at IS NULL AND p.archived_at IS NULL AS active
  FROM catalog.variant v JOIN catalog.product p ON p.id = v.product_id`;

/** By SKU key. */
export async function variantsBySkuKeys(on: Queryable, keys: readonly string[]): Promise<Map<string, VariantRef>> {
  if (keys.length === 0) return new Map();
  const rows = await on.query<VariantRef>(`${REF} WHERE v.sku_key = ANY($1::text[]) AND v.sku_key <> ''`, [keys]);
  return new Map(rows.map((row) => [skuKey(row.sku), row]));
}

export async function variantsByIds(on: Queryable, ids: readonly string[]): Promise<Map<string, VariantRef>> {
  if (ids.length === 0) return new Map();
  const rows = await on.query<VariantRef>(`${REF} WHERE v.id = ANY($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.variantId, row]));
}

export async function insertProducts(tx: Tx, drafts: readonly ProductDraft[]): Promise<void> {
  const rows = drafts.map((draft) => ({
    id: draft.id,
    name: draft.name,
    nameKey: searchKey(draft.name),
    kind: draft.kind,
    description: draft.description,
    tracking: draft.tracking ?? 'none',
  }));
  await tx.insert(ProductRow, rows);
}

/** Writes the variants in the order given and leaves out those whose SKU is taken; gives back the ids of the written. */
export async function insertVariants(tx: Tx, variants: readonly NewVariant[]): Promise<Set<string>> {
  const rows = variants.map(({ productId, draft }) => ({
    id: draft.id,
    productId,
    sku: draft.sku.trim(),
    skuKey: skuKey(draft.sku),
    barcode: draft.barcode,
    price: draft.price,
    weightGrams: draft.weightGrams,
    optionsText: draft.optionsText,
  }));
  const written = await tx.insert(VariantRow, rows, { onConflict: 'nothing', returning: ['id'] });
  return new Set(written.map((row) => row.id));
}

/** Takes back products of this transaction that were left without a variant; gives back which. */
export async function deleteEmptyProducts(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM catalog.product p WHERE p.id = ANY($1::uuid[])
      AND NOT EXISTS (SELECT FROM catalog.variant v WHERE v.product_id = p.id) RETURNING p.id`,
    [ids],
  );
  return new Set(rows.map((row) => row.id));
}
