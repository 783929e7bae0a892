import { moneyText } from '../../generator/money.js';
import { DEFAULT_CURRENCY } from '../../generator/currencies.js';
import { rfc2822 } from '../../generator/dates.js';
import { ADDRESSES_PER_ORDER } from '../../generator/orders/lines.js';
import { v2Error, v2InvalidField, v2NotFound } from '../../http/errors.js';
import { Answer, jsonText, noContent, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import { asList, isObject, type Json } from '../../stores/json.js';
import { amountOf } from '../../stores/orders/line-amounts.js';
import { setStatus } from '../../stores/orders/order-actions.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import { orderText } from '../../stores/orders/order-text.js';
import { hiddenDiscounts, recalculate } from '../../stores/orders/recalculate.js';
import { documentOf } from '../../stores/orders/order-document.js';
import type { Store } from '../../stores/store.js';
import { ORDERS } from '../scopes.js';
import { channelsOf } from '../v3/channels.routes.js';
import { checkWritable, writeHeader } from './order-fields.js';
import { billingOf, editAddresses, editLines, newLine, replaceFees } from './order-lines-edit.js';
import { orderForm } from './order-list.routes.js';

export const orderWriteRoutes: readonly Route[] = [
  { method: 'PUT', path: '/v2/orders/{order_id}', scopes: ORDERS, handle: updateOrder },
  { method: 'POST', path: '/v2/orders', scopes: ORDERS, handle: createOrder },
  { method: 'DELETE', path: '/v2/orders/{order_id}', scopes: ORDERS, handle: archiveOrder },
];

/** PUT behaves as a patch: what is not named stays. */
function updateOrder(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const id = Number(request.params.order_id);
  if (!store.orders.has(id)) throw v2NotFound();
  const input = bodyOf(request.body);
  if ('external_merchant_id' in input)
    throw v2InvalidField('external_merchant_id', 'It can only be set when the order is created.');
  checkWritable(input);
  checkChannel(input, store);
  // Worked out on a copy first: a refused body changes nothing.
  const draft = structuredClone(store.orders.document(id) as OrderDocument);
  applyInput(draft, input, store);
  store.orders.change(id, (document) => applyInput(document, input, store));
  if (typeof input.is_deleted === 'boolean') store.orders.setDeleted(id, input.is_deleted);
  return orderReply(context, id);
}

function applyInput(document: OrderDocument, input: Json, store: Store): void {
  const hidden = hiddenDiscounts(document);
  const before = { ...document.header };
  const written = writeHeader(document.header, input);
  if ('discount_amount' in input) {
    // A new manual discount replaces what lines and header showed of the old one.
    for (const line of document.lines)
      line.applied_discounts = asList(line.applied_discounts).filter(({ code }) => code !== null);
    hidden.manual = amountOf(document.header, 'discount_amount');
  }
  if (input.products !== undefined) editLines(document, input.products, store);
  if (input.fees !== undefined) replaceFees(document, input.fees, store);
  if (input.shipping_addresses !== undefined) editAddresses(document, input.shipping_addresses);
  if (written.totalsStale || input.products !== undefined || input.fees !== undefined) {
    const { header } = document;
    const kept = { ...header };
    recalculate(document, hidden);
    if (written.totalsGiven) Object.assign(header, pick(kept, ['total_ex_tax', 'total_inc_tax', 'total_tax']));
    if (written.subtotalGiven)
      Object.assign(header, pick(kept, ['subtotal_ex_tax', 'subtotal_inc_tax', 'subtotal_tax']));
  }
  if (typeof input.status_id === 'number' && input.status_id !== before.status_id)
    setStatus(document, input.status_id, store.orders.now());
}

function createOrder(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const input = bodyOf(request.body);
  checkWritable(input, ['external_merchant_id', 'default_currency_code']);
  checkChannel(input, store);
  const hasProducts = asList(input.products).length > 0;
  const hasConsignments = isObject(input.consignments);
  if (hasProducts === hasConsignments)
    throw v2InvalidField('products', 'Either products or consignments must be given, not both.');
  const billing = billingOf(input);
  const lines = hasProducts ? asList(input.products) : pickupLines(input.consignments as Json);
  const id = store.orders.create((orderId, now) => {
    const document = blankOrder(store, orderId, now, billing, input);
    document.lines = lines.map((line) => newLine(document, line, store));
    const { products: _lines, consignments: _consignments, shipping_addresses: _addresses, ...rest } = input;
    recalculate(document, { manual: 0, coupon: 0 });
    applyInput(document, rest, store);
    return document;
  });
  return orderReply(context, id);
}

function pickupLines(consignments: Json): Json[] {
  return asList(consignments.pickups).flatMap((pickup) => asList(pickup.line_items));
}

/** All fields of an order, emptied of what the generator put there. */
function blankOrder(store: Store, id: number, now: number, billing: Json, input: Json): OrderDocument {
  const document = templateOf(store);
  const { header } = document;
  const billingAddress = {
    ...(header.billing_address as Json),
    company: '',
    street_2: '',
    phone: '',
    email: '',
    ...billing,
  };
  for (const field of Object.keys(header)) if (/_(tax|cost|amount|discount)$/.test(field)) header[field] = moneyText(0);
  Object.assign(header, {
    id,
    customer_id: 0,
    date_created: rfc2822(now),
    date_modified: rfc2822(now),
    date_shipped: '',
    payment_method: '',
    payment_provider_id: null,
    payment_status: '',
    is_tax_inclusive_pricing: store.tax !== 'exclusive',
    items_shipped: 0,
    order_source: 'external',
    channel_id: 1,
    external_id: null,
    external_merchant_id: input.external_merchant_id ?? null,
    tax_provider_id: '',
    cart_id: null,
    staff_notes: null,
    customer_message: '',
    billing_address: billingAddress,
    order_is_digital: false,
    shipping_address_count: 1,
  });
  setStatus(document, 1, now);
  const { form_fields: _forms, ...home } = billingAddress as Json;
  const [given] = asList(input.shipping_addresses);
  const addressId = id * ADDRESSES_PER_ORDER + 1;
  const emptied = (part: Json): Json => {
    const isText = typeof part.base_cost === 'string';
    const fields = Object.keys(part).filter((field) => /(cost|_tax)$/.test(field));
    const zeros = Object.fromEntries(fields.map((field) => [field, isText ? moneyText(0) : 0]));
    const kind = 'order_id' in part ? 'shipping_addresses' : 'consignments/shipping';
    const resource = `/orders/${id}/${kind}/${addressId}/shipping_quotes`;
    const quotes = { url: `${store.orders.urlBase}${resource}`, resource };
    return { ...part, ...zeros, ...home, ...given, id: addressId, shipping_quotes: quotes };
  };
  document.addresses = document.addresses.slice(0, 1).map((address) => ({ ...emptied(address), order_id: id }));
  document.consignments = document.consignments.slice(0, 1).map(emptied);
  return {
    ...document,
    lines: [],
    pickups: [],
    fees: [],
    coupons: [],
    taxes: [],
    shipments: [],
    transactions: [],
    refunds: [],
  };
}

/** Any generated order with a parcel and the store's own currency has every field an order needs. */
function templateOf(store: Store): OrderDocument {
  const { orders } = store;
  for (let id = orders.firstId; ; id += 1) {
    const model = orders.model(id);
    if (model.consignments.length === 1 && model.currency === DEFAULT_CURRENCY)
      return documentOf(model, orders.urlBase);
  }
}

function archiveOrder({ request, store }: HandlerContext): ApiReply {
  const id = Number(request.params.order_id);
  if (!store.orders.has(id)) throw v2NotFound();
  store.orders.setDeleted(id, true);
  return noContent();
}

function orderReply(context: HandlerContext, id: number): ApiReply {
  const { orders } = context.store;
  return jsonText(200, orderText(orders.pieces(id, true), orderForm(context), orders.urlBase));
}

function bodyOf(body: unknown): Json {
  if (!isObject(body)) throw new Answer(v2Error(400, 'The request body must be a JSON object.'));
  return body;
}

function checkChannel(input: Json, store: Store): void {
  if (input.channel_id === undefined) return;
  const channel = channelsOf(store).find(({ id }) => id === input.channel_id);
  if (!channel?.is_enabled) throw v2InvalidField('channel_id', 'The channel does not exist or is not enabled.');
}

function pick(row: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.map((field) => [field, row[field]]));
}
