import type { Line } from '../../generator/orders/order-model.js';
import { CURRENCIES, DEFAULT_CURRENCY, convert } from '../../generator/currencies.js';
import { STANDARD, withTax } from '../../generator/tax.js';
import { lineText } from '../../generator/text/line-text.js';
import { moneyText } from '../../generator/money.js';
import { v2InvalidField } from '../../http/errors.js';
import { asList, isObject, type Json } from '../../stores/json.js';
import { amountOf, setLinePrices } from '../../stores/orders/line-amounts.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import type { Store } from '../../stores/store.js';
import { moneyField } from './order-fields.js';

/** PUT lines: without id added, with id patched, with quantity 0 removed. A touched line loses its discounts. */
export function editLines(document: OrderDocument, value: unknown, store: Store): void {
  const inclusive = document.header.is_tax_inclusive_pricing === true;
  for (const input of asList(value)) {
    if (input.id === undefined) {
      document.lines.push(newLine(document, input, store));
      continue;
    }
    const line = document.lines.find((candidate) => candidate.id === input.id);
    if (!line) throw v2InvalidField('products', `The order product ${String(input.id)} does not belong to this order.`);
    if (input.quantity === 0) {
      document.lines = document.lines.filter(
        (candidate) => candidate !== line && candidate.parent_order_product_id !== line.id,
      );
      continue;
    }
    const [ex, inc] = pricePair(input) ?? [amountOf(line, 'price_ex_tax'), amountOf(line, 'price_inc_tax')];
    setLinePrices(line, ex, inc, quantityOf(input, Number(line.quantity)), inclusive);
    for (const field of ['name', 'name_customer', 'name_merchant', 'sku', 'upc', 'bin_picking_number']) {
      if (field in input) line[field] = input[field];
    }
  }
}

/** A catalog line (product_id) or a custom one (name and both prices), with every field of an order product. */
export function newLine(document: OrderDocument, input: Json, store: Store): Json {
  const orderId = Number(document.header.id);
  const inclusive = document.header.is_tax_inclusive_pricing === true;
  const currency = CURRENCIES.find(({ code }) => code === document.header.default_currency_code) ?? DEFAULT_CURRENCY;
  const product = store.catalog.productById(Number(input.product_id));
  if (input.product_id !== undefined && input.product_id !== 0 && !product) {
    throw v2InvalidField('product_id', `The product ${String(input.product_id)} does not exist.`);
  }
  const variant = product?.variants.find(({ id }) => id === input.variant_id) ?? product?.variants[0] ?? null;
  const given = pricePair(input);
  if (!variant && (typeof input.name !== 'string' || !given)) {
    throw v2InvalidField('products', 'A custom product needs name, quantity, price_ex_tax and price_inc_tax.');
  }
  const priced = withTax(convert(variant?.price ?? 0, currency), STANDARD.millionths, inclusive);
  const none = { ex: 0, inc: 0, tax: 0 };
  const line: Line = {
    id: store.nextId(),
    kind: variant ? (variant.product.type === 'digital' ? 'digital' : 'goods') : 'custom',
    variant,
    name: String(input.name ?? ''),
    sku: String(input.sku ?? ''),
    quantity: 1,
    shipped: 0,
    refunded: 0,
    taxClass: STANDARD,
    basePrice: 0,
    price: none,
    baseTotal: 0,
    total: none,
    discounts: [],
    hiddenDiscount: 0,
    tax: 0,
    addressId: variant?.product.type === 'digital' ? 0 : Number(document.addresses[0]?.id ?? 0),
    pickupId: 0,
    parentId: null,
    certificateId: null,
    wrapping: null,
    wrappingBase: 0,
  };
  const row = JSON.parse(lineText({ id: orderId, currency }, line)) as Json;
  if (typeof input.name === 'string')
    Object.assign(row, { name: input.name, name_customer: input.name, name_merchant: input.name });
  const [ex, inc] = given ?? [priced.ex, priced.inc];
  setLinePrices(row, ex, inc, quantityOf(input, 1), inclusive);
  return row;
}

/** The array replaces all fees. Two of the three costs must be given; the third follows. */
export function replaceFees(document: OrderDocument, value: unknown, store: Store): void {
  if (!Array.isArray(value)) throw v2InvalidField('fees', 'The fees must be a list.');
  document.fees = asList(value).map((input) => {
    const given = ['cost_ex_tax', 'cost_inc_tax', 'cost_tax'].filter((field) => field in input);
    const name = input.display_name_customer ?? input.display_name_merchant;
    if (given.length < 2 || typeof name !== 'string')
      throw v2InvalidField('fees', 'A fee needs two of its costs and a display name.');
    const tax =
      'cost_tax' in input
        ? moneyField(input, 'cost_tax')
        : moneyField(input, 'cost_inc_tax') - moneyField(input, 'cost_ex_tax');
    const ex = 'cost_ex_tax' in input ? moneyField(input, 'cost_ex_tax') : moneyField(input, 'cost_inc_tax') - tax;
    return {
      id: document.fees.some(({ id }) => id === input.id) ? input.id : store.nextId(),
      type: 'custom_fee',
      display_name_customer: name,
      display_name_merchant: input.display_name_merchant ?? name,
      source: 'API',
      base_cost: moneyText(document.header.is_tax_inclusive_pricing === true ? ex + tax : ex),
      cost_ex_tax: moneyText(ex),
      cost_inc_tax: moneyText(ex + tax),
      cost_tax: moneyText(tax),
      tax_class_id: 0,
    };
  });
}

/** PUT shipping_addresses: each with its id; nothing is worked out anew. */
export function editAddresses(document: OrderDocument, value: unknown): void {
  for (const input of asList(value)) {
    if (!document.addresses.some(({ id }) => id === input.id))
      throw v2InvalidField('shipping_addresses', 'The id of an address of this order is needed.');
    const { id, ...fields } = input;
    for (const part of [...document.addresses, ...document.consignments])
      if (part.id === id) Object.assign(part, fields);
  }
}

function pricePair(input: Json): [number, number] | null {
  const has = ['price_ex_tax' in input, 'price_inc_tax' in input];
  if (has[0] !== has[1])
    throw v2InvalidField(
      has[0] ? 'price_inc_tax' : 'price_ex_tax',
      'Both price_ex_tax and price_inc_tax must be given.',
    );
  return has[0] ? [moneyField(input, 'price_ex_tax'), moneyField(input, 'price_inc_tax')] : null;
}

function quantityOf(input: Json, otherwise: number): number {
  const quantity = input.quantity ?? otherwise;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
    throw v2InvalidField('quantity', 'The quantity must be a whole number.');
  return quantity;
}

export function billingOf(input: Json): Json {
  const billing = input.billing_address;
  if (!isObject(billing)) throw v2InvalidField('billing_address', 'The billing address is required.');
  const missing = ['first_name', 'last_name', 'street_1', 'city', 'zip'].filter(
    (field) => typeof billing[field] !== 'string',
  );
  if (missing.length > 0) throw v2InvalidField(`billing_address.${missing[0]}`, 'The field is required.');
  if (!billing.country && !billing.country_iso2)
    throw v2InvalidField('billing_address.country', 'The field is required.');
  return billing;
}
