import { Answer, json, type ApiReply } from '../http/exchange.js';
import { ORDER_STATUSES } from '../generator/orders/statuses.js';
import { asList, isObject, type Json } from '../stores/json.js';
import type { RawPatch } from '../stores/orders/changed-orders.js';
import { setStatus } from '../stores/orders/order-actions.js';
import { orderTotals } from '../stores/orders/order-totals.js';
import type { Store } from '../stores/store.js';
import { bad, storeOf, type ControlContext, type ControlRoute } from './control-context.js';

const AT = '/_sandbox/stores/{hash}';

export const orderControlRoutes: readonly ControlRoute[] = [
  { method: 'POST', path: `${AT}/orders`, help: '{count}: so many new orders, dated now', handle: appendOrders },
  {
    method: 'POST',
    path: `${AT}/orders/{id}/patch`,
    help: 'merge raw JSON into an order, whatever it is: {order?: {…}, lines?: [{id | index, patch: {…}}], touch?: false keeps date_modified}; other keys count as order fields',
    handle: patchOrder,
  },
  {
    method: 'POST',
    path: `${AT}/orders/{id}/unpatch`,
    help: 'take the patches back; {touch: false} keeps date_modified',
    handle: unpatchOrder,
  },
  { method: 'POST', path: `${AT}/orders/{id}/status`, help: '{status_id?, payment_status?}', handle: changeStatus },
  {
    method: 'GET',
    path: `${AT}/totals`,
    help: 'sums of what the API serves, exact: ?fromId&toId; per currency, with and without status 0, and counts by status',
    handle: readTotals,
  },
];

function orderId({ params }: ControlContext, store: Store): number {
  const id = Number(params.id);
  if (!store.orders.has(id)) throw new Answer(json(404, { error: `No order ${params.id}.` }));
  return id;
}

function appendOrders(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const count = isObject(context.body) ? (context.body.count ?? 1) : 1;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 10_000)
    throw bad('count must be from 1 to 10000.');
  return json(201, { ids: store.orders.append(count) });
}

function patchOrder(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const id = orderId(context, store);
  const { body } = context;
  if (!isObject(body)) throw bad('Give {order, lines} or the fields of the order.');
  const { order, lines, touch, ...fields } = body;
  const patch: RawPatch = {
    order: { ...fields, ...(isObject(order) ? order : {}) },
    lines: asList(lines).map(linePatch),
  };
  store.orders.patch(id, patch, touch !== false);
  return json(200, { id, order: store.orders.document(id)?.header });
}

function linePatch(line: Json): RawPatch['lines'][number] {
  const { id, index, patch, ...fields } = line;
  if (typeof id !== 'number' && typeof index !== 'number')
    throw bad('A line patch needs the id or the index of the line.');
  return {
    ...(typeof id === 'number' ? { id } : {}),
    ...(typeof index === 'number' ? { index } : {}),
    patch: { ...fields, ...(isObject(patch) ? patch : {}) },
  };
}

function unpatchOrder(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const id = orderId(context, store);
  store.orders.unpatch(id, !(isObject(context.body) && context.body.touch === false));
  return json(200, { id, order: store.orders.document(id)?.header });
}

function changeStatus(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const id = orderId(context, store);
  const { body } = context;
  if (!isObject(body)) throw bad('Give {status_id, payment_status}.');
  const { status_id: statusId, payment_status: paymentStatus } = body;
  if (statusId !== undefined && (typeof statusId !== 'number' || !ORDER_STATUSES[statusId]))
    throw bad('status_id must be from 0 to 14.');
  if (paymentStatus !== undefined && typeof paymentStatus !== 'string') throw bad('payment_status must be text.');
  store.orders.change(id, (document) => {
    if (typeof statusId === 'number') setStatus(document, statusId, store.orders.now());
    if (typeof paymentStatus === 'string') document.header.payment_status = paymentStatus;
  });
  return json(200, { id, order: store.orders.document(id)?.header });
}

function readTotals(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const bound = (name: string): number | undefined => {
    const text = context.query.get(name);
    if (text === null) return undefined;
    if (!/^\d+$/.test(text)) throw bad(`${name} must be an order id.`);
    return Number(text);
  };
  return json(200, orderTotals(store, bound('fromId'), bound('toId')));
}
