import { v2NotFound } from '../../http/errors.js';
import { json, jsonText, noContent, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Json } from '../../stores/json.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import { consignmentsText } from '../../stores/orders/order-text.js';
import { ORDERS } from '../scopes.js';
import { v2List } from './v2-list.js';

const AT = '/v2/orders/{order_id}';

/** The sub-resources of an order. An unknown order is 404; nothing to show is 204. */
export const orderPartRoutes: readonly Route[] = [
  list('products', (document) => document.lines),
  one('products/{order_product_id}', (document) => document.lines, 'order_product_id'),
  list('shipping_addresses', (document) => document.addresses),
  one('shipping_addresses/{address_id}', (document) => document.addresses, 'address_id'),
  {
    method: 'GET',
    path: `${AT}/shipping_addresses/{address_id}/shipping_quotes`,
    scopes: ORDERS,
    handle: () => noContent(),
  },
  {
    method: 'GET',
    path: `${AT}/consignments/shipping/{address_id}/shipping_quotes`,
    scopes: ORDERS,
    handle: () => noContent(),
  },
  { method: 'GET', path: `${AT}/consignments`, scopes: ORDERS, handle: consignments },
  list('coupons', (document) => document.coupons),
  { method: 'GET', path: `${AT}/taxes`, scopes: ORDERS, handle: taxes },
  list('fees', (document) => document.fees),
  { method: 'GET', path: `${AT}/messages`, scopes: ORDERS, handle: messages },
];

function list(name: string, rows: (document: OrderDocument) => readonly Json[]): Route {
  return {
    method: 'GET',
    path: `${AT}/${name}`,
    scopes: ORDERS,
    handle: (context) => v2List(context, rows(documentFor(context))),
  };
}

function one(path: string, rows: (document: OrderDocument) => readonly Json[], param: string): Route {
  return {
    method: 'GET',
    path: `${AT}/${path}`,
    scopes: ORDERS,
    handle: (context) => {
      const row = rows(documentFor(context)).find(
        (candidate) => candidate.id === Number(context.request.params[param]),
      );
      if (!row) throw v2NotFound();
      return json(200, row);
    },
  };
}

export function documentFor({ request, store }: HandlerContext): OrderDocument {
  const document = store.orders.document(Number(request.params.order_id));
  if (!document) throw v2NotFound();
  return document;
}

function consignments(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const id = Number(request.params.order_id);
  if (!store.orders.has(id)) throw v2NotFound();
  const full = (request.query.get('include') ?? '').includes('line_items');
  const form = { consignments: full ? 'with-lines' : 'without-lines', structureIsObject: true, fees: false } as const;
  return jsonText(200, consignmentsText(store.orders.pieces(id, full), form, store.orders.urlBase));
}

function taxes(context: HandlerContext): ApiReply {
  const rows = documentFor(context).taxes;
  if (context.request.query.get('details') === 'true') return v2List(context, rows);
  const plain = rows.map(({ order_product_id: _line, line_item_type: _type, ...row }) => row);
  return v2List(context, plain);
}

function messages(context: HandlerContext): ApiReply {
  const { query } = context.request;
  const status = query.get('status');
  const flagged = query.get('is_flagged');
  const rows = documentFor(context).messages.filter(
    (row) =>
      Number(row.id) >= Number(query.get('min_id') ?? 0) &&
      Number(row.id) <= Number(query.get('max_id') ?? Infinity) &&
      (status === null || row.status === status) &&
      (flagged === null || row.is_flagged === (flagged === 'true')),
  );
  return v2List(context, rows);
}
