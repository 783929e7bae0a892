import { DomainError } from '../../../shared-kernel/index.js';

/** Variants with equal keys are the same article: case and surrounding blanks do not tell SKUs apart. */
export function skuKey(sku: string): string {
  return sku.trim().toLowerCase();
}

/** Variants without a SKU are no trouble. */
export function checkSkusDiffer(skus: readonly string[]): void {
  const keys = skus.map(skuKey).filter((key) => key !== '');
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return;
  throw new DomainError('rule-broken', 'catalog.sku-twice', 'Two of these variants have the same SKU.', { sku: twice });
}
