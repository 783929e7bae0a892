import type { RemoteDiscount, RemoteOrderLine } from '../../marketplace-base/contract/index.js';
import { isJson, type Fields, type Json } from './fields.js';
import { taxed, taxedOrZero } from './amounts.js';
import type { ConsignmentKind } from './order-parts.js';

type LineKind = RemoteOrderLine['kind'];

const KINDS: Readonly<Record<string, LineKind>> = {
  physical: 'physical',
  digital: 'digital',
  giftcertificate: 'gift-certificate',
};

export function mapLine(line: Fields, carrier: ConsignmentKind, consignmentRemoteId: string | null): RemoteOrderLine {
  const kind = KINDS[line.text('type')] ?? kindByCarrier(carrier);
  const quantity = line.quantity('quantity');
  return {
    remoteId: line.id('id'),
    kind,
    productRemoteId: line.idOrNull('product_id'),
    variantRemoteId: line.idOrNull('variant_id'),
    sku: line.text('sku'),
    name: line.text('name'),
    optionsText: optionsText(line.json['product_options']),
    quantity,
    quantityShipped: partOf(line, 'quantity_shipped', quantity),
    quantityRefunded: partOf(line, 'quantity_refunded', quantity),
    unitPrice: taxed(line, 'price_ex_tax', 'price_inc_tax'),
    total: taxed(line, 'total_ex_tax', 'total_inc_tax'),
    wrapping: taxedOrZero(line, 'wrapping_cost_ex_tax', 'wrapping_cost_inc_tax'),
    appliedDiscounts: mapDiscounts(line),
    consignmentRemoteId: kind === 'physical' ? consignmentRemoteId : null,
    parentLineRemoteId: line.idOrNull('parent_order_product_id'),
    weight: line.decimalOr('weight', '0'),
  };
}

/** A kind of line that BigCommerce may invent later is delivered when it stands in a parcel. */
function kindByCarrier(carrier: ConsignmentKind): LineKind {
  if (carrier === 'email') return 'gift-certificate';
  return carrier === 'download' ? 'digital' : 'physical';
}

function partOf(line: Fields, key: string, quantity: number): number {
  const part = line.quantityOr(key, 0);
  return part <= quantity ? part : line.refuse(key, `which is more than the ${quantity} ordered.`);
}

function mapDiscounts(line: Fields): readonly RemoteDiscount[] {
  const list = line.json['applied_discounts'];
  if (!Array.isArray(list) || list.length === 0) return [];
  return list.map((json: unknown, index) => {
    if (!isJson(json)) return line.refuse('applied_discounts', 'which holds something that is not a discount.');
    const discount = line.at(json, `${line.path}.applied_discounts[${index}]`);
    return {
      id: discount.text('id'),
      name: discount.text('name'),
      code: discount.textOrNull('code'),
      amount: discount.money('amount'),
      target: json['target'] === 'product' ? 'product' : 'order',
    };
  });
}

/** "Finish: Brass, Size: L", in the words the merchant sees. */
function optionsText(options: unknown): string {
  if (!Array.isArray(options) || options.length === 0) return '';
  return options
    .filter(isJson)
    .map((option) => {
      const name = word(option, 'display_name_merchant') || word(option, 'display_name');
      const value = word(option, 'display_value_merchant') || word(option, 'display_value');
      return name && value ? `${name}: ${value}` : name || value;
    })
    .filter((text) => text !== '')
    .join(', ');
}

function word(option: Json, key: string): string {
  const value = option[key];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
