import type { VariantRef } from '../../../modules/catalog/contract/index.js';
import type { RemoteOrderLine } from '../../../modules/marketplace-base/contract/index.js';
import type { ImportContext, Needs } from './import-context.js';

export interface LineFailure {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type ResolvedLine =
  { readonly variant: VariantRef } | { readonly failure: LineFailure } | { readonly needed: true };

/** The product a line sells (A4.1, A14): the listing item of its variant, or the instance's fallback for lines without a product. */
export function resolveLine(line: RemoteOrderLine, context: ImportContext, needs: Needs): ResolvedLine {
  if (line.kind === 'gift-certificate')
    return fallback(line, context.instance.giftCertificateVariantId, context, GIFT_CERTIFICATE);
  if (line.productRemoteId === null) return fallback(line, context.instance.customVariantId, context, CUSTOM);
  const variantRemoteId = line.variantRemoteId ?? productKey(line.productRemoteId);
  const known = context.variantsOfItems.get(variantRemoteId);
  if (known) return { variant: known };
  const reason = context.unavailableProducts.get(line.productRemoteId);
  if (reason !== undefined) {
    return {
      failure: {
        code: 'orders.product-unknown',
        message: `"${line.name}" (SKU ${line.sku || 'none'}, product ${line.productRemoteId}) is not in the catalogue: ${reason}`,
        facts: { sku: line.sku, productRemoteId: line.productRemoteId, variantRemoteId: line.variantRemoteId },
      },
    };
  }
  let product = needs.products.get(line.productRemoteId);
  if (!product) {
    product = { productRemoteId: line.productRemoteId, variants: new Map() };
    needs.products.set(line.productRemoteId, product);
  }
  product.variants.set(variantRemoteId, { sku: line.sku, name: line.name });
  return { needed: true };
}

/** Listing items of products whose order lines name no variant are kept under the product's own id. */
export function productKey(productRemoteId: string): string {
  return `product:${productRemoteId}`;
}

const GIFT_CERTIFICATE = {
  code: 'orders.gift-certificate-product-missing',
  setting: 'Gift Certificate Product (giftCertificateVariantId)',
  what: 'sells a gift certificate',
};
const CUSTOM = {
  code: 'orders.custom-product-missing',
  setting: 'Custom Product (customVariantId)',
  what: 'has a custom item that is in no catalogue',
};

function fallback(
  line: RemoteOrderLine,
  variantId: string | null,
  context: ImportContext,
  words: { readonly code: string; readonly setting: string; readonly what: string },
): ResolvedLine {
  const variant = variantId === null ? undefined : context.variantsById.get(variantId);
  if (variant) return { variant };
  return {
    failure: {
      code: words.code,
      message: `The order ${words.what} ("${line.name}"), and the instance has no ${words.setting}. Make a product for it (POST /api/v1/products), set its variant in the instance's settings, then press Retry.`,
      facts: { line: line.remoteId, name: line.name },
    },
  };
}
