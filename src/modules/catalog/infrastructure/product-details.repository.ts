import type { Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { ProductDraft } from '../domain/catalog.js';
import { searchKey } from '../domain/search-key.js';
import { AttributeRow, AttributeValueRow, VariantValueRow } from './attribute.entity.js';
import { ProductImageRow } from './product-image.entity.js';

/** Images of new products; those of variants that were not written belong to the product. */
export async function insertImages(
  tx: Tx,
  products: readonly ProductDraft[],
  variants: ReadonlySet<string>,
): Promise<void> {
  const rows = products.flatMap((product) => {
    const shown = new Set<string>();
    return (product.images ?? []).map((image, position) => {
      const own = image.variantId !== null && variants.has(image.variantId) && !shown.has(image.variantId);
      if (own) shown.add(image.variantId as string);
      return {
        id: newId(),
        productId: product.id,
        variantId: own ? image.variantId : null,
        url: image.url,
        alt: image.alt,
        position,
      };
    });
  });
  await tx.insert(ProductImageRow, rows);
}

export interface VariantOption {
  readonly variantId: string;
  readonly attribute: string;
  readonly value: string;
}

/** Makes missing attributes and values and ties the variants to them (A4.5). */
export async function insertOptions(tx: Tx, options: readonly VariantOption[]): Promise<void> {
  if (options.length === 0) return;
  const attributes = await ensureAttributes(
    tx,
    options.map((option) => option.attribute),
  );
  const idOf = (option: VariantOption): string => attributes.get(searchKey(option.attribute)) as string;
  const values = await ensureValues(
    tx,
    options.map((option) => ({ attributeId: idOf(option), value: option.value })),
  );
  const rows = options.map((option) => ({
    variantId: option.variantId,
    attributeValueId: values.get(`${idOf(option)} ${searchKey(option.value)}`) as string,
  }));
  await tx.insert(VariantValueRow, rows, { onConflict: 'nothing' });
}

async function ensureAttributes(tx: Tx, names: readonly string[]): Promise<Map<string, string>> {
  const byKey = new Map(names.map((name) => [searchKey(name), name.trim()]));
  const keys = [...byKey.keys()].sort();
  const find = () =>
    tx.query<{ id: string; key: string }>(
      'SELECT id, name_key AS key FROM catalog.attribute WHERE name_key = ANY($1::text[])',
      [keys],
    );
  const known = new Set((await find()).map((row) => row.key));
  const missing = keys.filter((key) => !known.has(key));
  const rows = missing.map((nameKey) => ({ id: newId(), name: byKey.get(nameKey) ?? nameKey, nameKey }));
  await tx.insert(AttributeRow, rows, { onConflict: 'nothing' });
  return new Map((await find()).map((row) => [row.key, row.id]));
}

async function ensureValues(
  tx: Tx,
  values: readonly { readonly attributeId: string; readonly value: string }[],
): Promise<Map<string, string>> {
  const byKey = new Map(values.map((value) => [`${value.attributeId} ${searchKey(value.value)}`, value]));
  const keys = [...byKey.keys()].sort();
  const find = () =>
    tx.query<{ id: string; key: string }>(
      `SELECT id, attribute_id || ' ' || value_key AS key FROM catalog.attribute_value
        WHERE attribute_id = ANY($1::uuid[]) AND attribute_id || ' ' || value_key = ANY($2::text[])`,
      [[...new Set(values.map((value) => value.attributeId))], keys],
    );
  const known = new Set((await find()).map((row) => row.key));
  const rows = keys
    .filter((key) => !known.has(key))
    .map((key) => byKey.get(key) as { attributeId: string; value: string })
    .map(({ attributeId, value }) => ({ id: newId(), attributeId, value: value.trim(), valueKey: searchKey(value) }));
  await tx.insert(AttributeValueRow, rows, { onConflict: 'nothing' });
  return new Map((await find()).map((row) => [row.key, row.id]));
}
