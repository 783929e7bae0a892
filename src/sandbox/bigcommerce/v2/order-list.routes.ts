import { parseDate } from '../../generator/dates.js';
import { parseAmount } from '../../generator/money.js';
import { ORDER_STATUSES } from '../../generator/orders/statuses.js';
import { v2Error, v2InvalidField, v2NotFound } from '../../http/errors.js';
import { Answer, json, jsonText, noContent, type ApiReply } from '../../http/exchange.js';
import { jsonList } from '../../http/json-list.js';
import { v2Page, wholeNumber } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { OrderQuery, SortField } from '../../stores/orders/order-query.js';
import { orderText, type OrderForm } from '../../stores/orders/order-text.js';
import { ORDERS } from '../scopes.js';

export const orderListRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/orders', scopes: ORDERS, handle: listOrders },
  { method: 'GET', path: '/v2/orders/count', scopes: ORDERS, handle: countOrders },
  { method: 'GET', path: '/v2/orders/{order_id}', scopes: ORDERS, handle: getOrder },
];

const SORTS: readonly SortField[] = [
  'id',
  'customer_id',
  'date_created',
  'date_modified',
  'status_id',
  'channel_id',
  'external_id',
];

function listOrders(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const { offset, limit } = v2Page(request.query);
  const form = orderForm(context);
  const { ids } = store.lists.page(orderQuery(request.query), offset, limit);
  if (ids.length === 0) return noContent();
  const { urlBase } = store.orders;
  const withLines = form.consignments === 'with-lines';
  return jsonText(200, jsonList(ids.map((id) => orderText(store.orders.pieces(id, withLines), form, urlBase))));
}

function getOrder(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const id = Number(request.params.order_id);
  if (!store.orders.has(id)) throw v2NotFound();
  const form = orderForm(context);
  return jsonText(
    200,
    orderText(store.orders.pieces(id, form.consignments === 'with-lines'), form, store.orders.urlBase),
  );
}

function countOrders({ request, store }: HandlerContext): ApiReply {
  const counts = new Map<number, number>();
  const { changed, shapes, firstId } = store.orders;
  for (const id of store.lists.ids(orderQuery(request.query))) {
    const entry = changed.get(id);
    const statusId = entry ? Number(store.orders.document(id)?.header.status_id) : shapes.statesOf(id - firstId)[0];
    counts.set(statusId, (counts.get(statusId) ?? 0) + 1);
  }
  const statuses = ORDER_STATUSES.map((status) => ({
    id: status.id,
    name: status.name,
    system_label: status.name,
    custom_label: status.customLabel,
    system_description: status.description,
    count: counts.get(status.id) ?? 0,
    sort_order: status.order,
  }));
  statuses.sort((a, b) => a.sort_order - b.sort_order);
  return json(200, { statuses, count: statuses.reduce((sum, status) => sum + status.count, 0) });
}

export function orderForm({ request, truncateConsignments }: HandlerContext): OrderForm {
  const include = (request.query.get('include') ?? '').split(',').map((part) => part.trim());
  return {
    consignments: include.includes('consignments.line_items')
      ? 'with-lines'
      : include.includes('consignments')
        ? 'without-lines'
        : 'link',
    structureIsObject: request.query.get('consignment_structure') === 'object',
    fees: include.includes('fees'),
    truncated: truncateConsignments,
  };
}

export function orderQuery(query: URLSearchParams): OrderQuery {
  const statusId = number(query, 'status_id');
  const result: OrderQuery = {
    minId: number(query, 'min_id'),
    maxId: number(query, 'max_id'),
    minTotal: amount(query, 'min_total'),
    maxTotal: amount(query, 'max_total'),
    minCreated: date(query, 'min_date_created'),
    maxCreated: date(query, 'max_date_created'),
    minModified: date(query, 'min_date_modified'),
    maxModified: date(query, 'max_date_modified'),
    customerId: number(query, 'customer_id'),
    channelId: number(query, 'channel_id'),
    statusId,
    email: query.get('email') ?? undefined,
    cartId: query.get('cart_id') ?? undefined,
    paymentMethod: query.get('payment_method') ?? undefined,
    externalOrderId: query.get('external_order_id') ?? undefined,
    isDeleted: query.get('is_deleted') === 'true' || undefined,
  };
  const sort = query.get('sort');
  if (sort === null) return result;
  const [field = '', direction = 'asc'] = sort.split(':');
  if (!SORTS.includes(field as SortField) || !['asc', 'desc'].includes(direction)) {
    throw v2InvalidField('sort', `The value "${sort}" is not one to sort by.`);
  }
  return { ...result, sort: field as SortField, descending: direction === 'desc' };
}

/** One number only: lists of ids or statuses are not supported here. */
function number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = wholeNumber(text);
  if (value === undefined) throw v2InvalidField(name, `The field '${name}' must be one whole number.`);
  return value;
}

function amount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = parseAmount(text);
  if (value === null) throw v2InvalidField(name, `The field '${name}' must be an amount.`);
  return value;
}

function date(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const seconds = parseDate(text);
  if (seconds === null)
    throw new Answer(
      v2Error(400, `The field '${name}' is invalid.`, { invalid_reason: 'The date must be RFC 2822 or ISO 8601.' }),
    );
  return seconds;
}
