import { DomainError } from '../../../shared-kernel/index.js';
import type { RemoteProduct, RemoteVariant } from '../../marketplace-base/contract/index.js';
import { isJson, type Json } from './fields.js';
import { toGrams } from './weight.js';

const PLAIN_NUMBER = /^-?\d{1,15}(?:\.\d+)?$/;
const PRICE = /^\d{1,15}(?:\.\d{1,4})?$/;

/** A V3 product with `include=variants`. Its money and weights are JSON numbers, read through their decimal text. */
export function mapProduct(json: Json, weightUnit: string): RemoteProduct {
  const remoteId = idOf(json['id']);
  if (remoteId === null) {
    throw new DomainError(
      'upstream',
      'bigcommerce.product-unreadable',
      'BigCommerce sent a product without an id. Try again later.',
    );
  }
  const variants = Array.isArray(json['variants']) ? json['variants'].filter(isJson) : [];
  return {
    remoteId,
    name: text(json, 'name'),
    sku: text(json, 'sku'),
    description: text(json, 'description'),
    kind: json['type'] === 'digital' ? 'digital' : 'physical',
    visible: json['is_visible'] !== false,
    brandRemoteId: idOf(json['brand_id']),
    categoryRemoteIds: (Array.isArray(json['categories']) ? json['categories'] : []).flatMap((id) => idOf(id) ?? []),
    variants: variants.map((variant) => mapVariant(json, variant, variants.length === 1, weightUnit)),
  };
}

/** What a variant leaves null it inherits from its product. */
function mapVariant(product: Json, variant: Json, isOnly: boolean, weightUnit: string): RemoteVariant {
  const remoteId = idOf(variant['id']);
  if (remoteId === null) throw unreadable(product, 'variants.id', variant['id']);
  return {
    remoteId,
    sku: text(variant, 'sku') || (isOnly ? text(product, 'sku') : ''),
    barcode:
      text(variant, 'upc') || text(variant, 'gtin') || (isOnly ? text(product, 'upc') || text(product, 'gtin') : ''),
    price: price(product, variant['price'] ?? product['price']),
    weightGrams: grams(product, variant['weight'] ?? product['weight'], weightUnit),
    optionsText: optionsText(variant['option_values']),
  };
}

function price(product: Json, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const amount = typeof value === 'number' ? String(value) : value;
  if (typeof amount === 'string' && PRICE.test(amount)) return amount;
  throw unreadable(product, 'price', value);
}

function grams(product: Json, value: unknown, unit: string): string {
  if (value === undefined || value === null) return '0';
  const weight = typeof value === 'number' ? String(value) : value;
  if (typeof weight === 'string' && PLAIN_NUMBER.test(weight)) return toGrams(weight, unit);
  throw unreadable(product, 'weight', value);
}

function unreadable(product: Json, field: string, found: unknown): DomainError {
  const remoteId = String(product['id']);
  const shown = found === undefined ? 'missing' : JSON.stringify(found);
  return new DomainError(
    'upstream',
    'bigcommerce.product-unreadable',
    `Product ${remoteId} cannot be read: ${field} is ${shown}. Correct it in BigCommerce, then press Retry.`,
    { remoteId, field, found: shown },
  );
}

function optionsText(values: unknown): string {
  if (!Array.isArray(values)) return '';
  return values
    .filter(isJson)
    .map((value) => `${text(value, 'option_display_name')}: ${text(value, 'label')}`)
    .join(', ');
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && /^[1-9]\d{0,18}$/.test(id) ? id : null;
}

function text(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}
