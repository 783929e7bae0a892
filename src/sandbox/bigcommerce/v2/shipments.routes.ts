import { v2Error, v2InvalidField, v2NotFound } from '../../http/errors.js';
import { Answer, json, noContent, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import { asList, isObject, type Json } from '../../stores/json.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import {
  PROVIDERS,
  addShipment,
  describeTracking,
  leftToShip,
  removeShipment,
  type ShippedItem,
} from '../../stores/orders/shipments.js';
import { ORDERS } from '../scopes.js';
import { documentFor } from './order-parts.routes.js';
import { v2List } from './v2-list.js';

const AT = '/v2/orders/{order_id}/shipments';

export const shipmentRoutes: readonly Route[] = [
  { method: 'GET', path: AT, scopes: ORDERS, handle: (context) => v2List(context, documentFor(context).shipments) },
  {
    method: 'GET',
    path: `${AT}/count`,
    scopes: ORDERS,
    handle: (context) => json(200, { count: documentFor(context).shipments.length }),
  },
  { method: 'POST', path: AT, scopes: ORDERS, handle: createShipment },
  { method: 'DELETE', path: AT, scopes: ORDERS, handle: deleteAll },
  {
    method: 'GET',
    path: `${AT}/{shipment_id}`,
    scopes: ORDERS,
    handle: (context) => json(200, shipmentOf(context, documentFor(context))),
  },
  { method: 'PUT', path: `${AT}/{shipment_id}`, scopes: ORDERS, handle: updateShipment },
  { method: 'DELETE', path: `${AT}/{shipment_id}`, scopes: ORDERS, handle: deleteOne },
];

const LIMITS: Record<string, number> = { tracking_number: 50, tracking_link: 500, comments: 65535 };

function shipmentOf({ request }: HandlerContext, document: OrderDocument): Json {
  const found = document.shipments.find((shipment) => shipment.id === Number(request.params.shipment_id));
  if (!found) throw v2NotFound();
  return found;
}

function createShipment(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const document = documentFor(context);
  const input = bodyOf(request.body);
  const addressId = Number(input.order_address_id);
  if (!document.addresses.some((address) => address.id === addressId)) {
    throw v2InvalidField('order_address_id', 'The order address does not belong to this order.');
  }
  checkTexts(input);
  const items = checkItems(document, addressId, input.items);
  let made: Json = {};
  const orderId = Number(request.params.order_id);
  store.orders.change(orderId, (order) => {
    made = addShipment(order, store.nextId(), input, items, store.orders.now(), store.shipmentsMoveStatus);
  });
  return json(201, made);
}

function bodyOf(body: unknown): Json {
  if (!isObject(body)) throw new Answer(v2Error(400, 'The request body must be a JSON object.'));
  return body;
}

function checkItems(document: OrderDocument, addressId: number, value: unknown): ShippedItem[] {
  const rows = asList(value);
  if (rows.length === 0) throw v2InvalidField('items', 'At least one item must be given.');
  if (rows.some((row) => 'product_id' in row))
    throw v2InvalidField('items', "The field 'product_id' may not be given.");
  const wanted = new Map<number, number>();
  for (const row of rows)
    wanted.set(Number(row.order_product_id), (wanted.get(Number(row.order_product_id)) ?? 0) + Number(row.quantity));
  const wrong: object[] = [];
  for (const [lineId, quantity] of wanted) {
    const available = leftToShip(document, addressId, lineId);
    const reason =
      available === null
        ? 'The order product can not be shipped to this address.'
        : !Number.isInteger(quantity) || quantity < 1
          ? 'The quantity must be a whole number of 1 or more.'
          : quantity > available
            ? 'The quantity is more than what is left to ship.'
            : null;
    if (reason === null) continue;
    const details = { invalid_reason: reason, available_quantity: available ?? 0, order_product_id: lineId };
    wrong.push({ status: 400, message: "The field 'quantity' is invalid.", details });
  }
  if (wrong.length > 0) throw new Answer(json(400, wrong));
  return [...wanted].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function checkTexts(input: Json): void {
  for (const [field, limit] of Object.entries(LIMITS)) {
    const value = input[field];
    if (typeof value === 'string' && value.length > limit) throw v2InvalidField(field, `At most ${limit} characters.`);
  }
  const provider = input.shipping_provider;
  if (
    provider !== undefined &&
    !(typeof provider === 'string' && (provider in PROVIDERS || /^carrier_\w+$/.test(provider)))
  ) {
    throw v2InvalidField('shipping_provider', 'The shipping provider is not one of the known ones.');
  }
}

const WRITABLE = [
  'order_address_id',
  'tracking_number',
  'tracking_link',
  'merchant_shipping_cost',
  'shipping_method',
  'shipping_provider',
  'tracking_carrier',
  'comments',
];

function updateShipment(context: HandlerContext): ApiReply {
  const { request, store } = context;
  shipmentOf(context, documentFor(context));
  const input = bodyOf(request.body);
  for (const field of ['items', 'item_total']) {
    if (field in input) throw v2InvalidField(field, 'The items of a shipment can not be changed.');
  }
  checkTexts(input);
  let changed: Json = {};
  store.orders.change(Number(request.params.order_id), (document) => {
    changed = shipmentOf(context, document);
    for (const field of WRITABLE) if (field in input) changed[field] = input[field];
    describeTracking(changed);
  });
  return json(200, changed);
}

function deleteOne(context: HandlerContext): ApiReply {
  shipmentOf(context, documentFor(context));
  context.store.orders.change(Number(context.request.params.order_id), (document) =>
    removeShipment(document, shipmentOf(context, document)),
  );
  return noContent();
}

function deleteAll(context: HandlerContext): ApiReply {
  documentFor(context);
  context.store.orders.change(Number(context.request.params.order_id), (document) => {
    for (const shipment of [...document.shipments]) removeShipment(document, shipment);
  });
  return noContent();
}
