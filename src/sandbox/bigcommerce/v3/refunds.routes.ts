import { isoOffset, parseDate } from '../../generator/dates.js';
import { parseAmount, type Amount } from '../../generator/money.js';
import { STATUS_TYPE, v3Error, v3NotFound } from '../../http/errors.js';
import { Answer, json, type ApiReply } from '../../http/exchange.js';
import { idList, onlyFilters, v3Page } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import { asList, isObject, type Json } from '../../stores/json.js';
import { amountOf } from '../../stores/orders/line-amounts.js';
import { setStatus } from '../../stores/orders/order-actions.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import { QuoteError, quoteRefund, refundedSoFar, type Quote } from '../../stores/orders/refund-quote.js';
import type { Store } from '../../stores/store.js';
import { PAYMENTS } from '../scopes.js';
import { addTransaction, orderOf } from './payments.routes.js';
import { paginationOf, v3One, v3Rows } from './v3-list.js';

const AT = '/v3/orders/{order_id}/payment_actions';
const REFUNDED = 4;
const PARTLY_REFUNDED = 14;

export const refundRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/orders/payment_actions/refunds', scopes: PAYMENTS, handle: bulkRefunds },
  { method: 'GET', path: '/v3/orders/payment_actions/refunds/{refund_id}', scopes: PAYMENTS, handle: oneRefund },
  { method: 'GET', path: `${AT}/refunds`, scopes: PAYMENTS, handle: orderRefunds },
  { method: 'POST', path: `${AT}/refund_quotes`, scopes: PAYMENTS, handle: createQuote },
  { method: 'POST', path: `${AT}/refunds`, scopes: PAYMENTS, handle: createRefund },
];

function bulkRefunds({ request, store }: HandlerContext): ApiReply {
  const { query } = request;
  onlyFilters(query, ['order_id:in', 'id:in', 'created:min', 'created:max', 'transaction_id', 'page', 'limit']);
  const page = v3Page(query);
  const found = store.refunds.page(
    {
      orderIds: idList(query, 'order_id:in'),
      ids: idList(query, 'id:in'),
      createdMin: dateOf(query, 'created:min'),
      createdMax: dateOf(query, 'created:max'),
      transactionId: query.get('transaction_id') ?? undefined,
    },
    page.offset,
    page.limit,
  );
  return json(200, { data: found.rows, meta: { pagination: paginationOf(query, page, found.total) } });
}

function dateOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const seconds = parseDate(text);
  if (seconds === null)
    throw new Answer(v3Error(422, `Query parameter "${name}" value must be a date. For input string: "${text}".`));
  return seconds;
}

function oneRefund({ request, store }: HandlerContext): ApiReply {
  const { rows } = store.refunds.page({ ids: [Number(request.params.refund_id)] }, 0, 1);
  const [row] = rows;
  if (!row) throw v3NotFound('Refund not found');
  return v3One(row);
}

function orderRefunds(context: HandlerContext): ApiReply {
  const transaction = context.request.query.get('transaction_id');
  const rows = orderOf(context).refunds.filter(
    (refund) =>
      transaction === null || asList(refund.payments).some((payment) => payment.transaction_id === transaction),
  );
  return v3Rows(context, rows, (row) => row);
}

function bodyOf(body: unknown): Json {
  if (!isObject(body)) throw refused('JSON data is missing or invalid');
  return body;
}

/** Refund errors have a shape of their own: a list inside `data`. */
function refused(title: string): Answer {
  return new Answer(json(422, { data: [{ status: 422, title, type: STATUS_TYPE }] }));
}

function quoteFor(document: OrderDocument, body: Json): Quote {
  try {
    return quoteRefund(document, body);
  } catch (error) {
    if (error instanceof QuoteError) throw refused(error.message);
    throw error;
  }
}

function createQuote(context: HandlerContext): ApiReply {
  const document = orderOf(context);
  const quote = quoteFor(document, bodyOf(context.request.body));
  return json(201, {
    data: {
      order_id: document.header.id,
      total_refund_amount: quote.total / 10000,
      total_refund_tax_amount: quote.tax / 10000,
      order_level_refund_amount: quote.orderLevel / 10000,
      rounding: 0,
      adjustment: quote.adjustment / 10000,
      tax_inclusive: document.header.is_tax_inclusive_pricing,
      refund_methods: quote.methods.map((set) =>
        set.map(({ providerId, amount }) => ({
          provider_id: providerId,
          provider_description: providerId === 'storecredit' ? 'Store Credit' : String(document.header.payment_method),
          amount: amount / 10000,
          offline: false,
          offline_provider: false,
          offline_reason: '',
        })),
      ),
    },
    meta: {},
  });
}

function createRefund(context: HandlerContext): ApiReply {
  const { request, store } = context;
  const body = bodyOf(request.body);
  const document = orderOf(context);
  const quote = quoteFor(document, body);
  const override = isObject(body.merchant_calculated_override) ? body.merchant_calculated_override : null;
  const total = (override && parseAmount(override.total_amount)) ?? quote.total;
  const tax = (override && parseAmount(override.total_tax)) ?? quote.tax;
  if (refundedSoFar(document) + total > amountOf(document.header, 'total_inc_tax')) {
    throw refused('The refund is more than what is left of the order.');
  }
  const payments = asList(body.payments);
  const paid = payments.reduce((sum, payment) => sum + (parseAmount(payment.amount) ?? 0), 0);
  if (payments.length === 0 || paid !== total) throw refused('The payments must add up to the refund amount.');
  if (document.header.customer_id === 0 && payments.some((payment) => payment.provider_id === 'storecredit')) {
    throw refused('Unable to provide store credit for a guest customer.');
  }
  const orderId = Number(request.params.order_id);
  const refund = refundRow(store, orderId, body, total, tax, override !== null);
  store.orders.change(orderId, (order) => {
    order.refunds.push(refund);
    for (const item of asList(body.items)) if (item.item_type === 'PRODUCT') markRefunded(order, item);
    const whole = refundedSoFar(order) >= amountOf(order.header, 'total_inc_tax');
    setStatus(order, whole ? REFUNDED : PARTLY_REFUNDED, store.orders.now());
    order.header.payment_status = whole ? 'refunded' : 'partially refunded';
  });
  store.settlements.later(store.settleMs, () => settle(store, orderId, Number(refund.id)));
  return json(201, { data: refund, meta: {} });
}

function refundRow(store: Store, orderId: number, body: Json, total: Amount, tax: Amount, overridden: boolean): Json {
  return {
    id: store.nextId(),
    order_id: orderId,
    user_id: 0,
    created: isoOffset(store.orders.now()),
    reason: typeof body.reason === 'string' ? body.reason : '',
    total_amount: total / 10000,
    total_tax: tax / 10000,
    uses_merchant_override_values: overridden,
    items: asList(body.items).map((item) => ({
      item_type: item.item_type,
      item_id: item.item_id ?? orderId,
      reason: item.reason ?? '',
      quantity: item.quantity ?? null,
      requested_amount: item.amount ?? null,
      adjustments: item.adjustments ?? [],
    })),
    payments: asList(body.payments).map((payment) => ({
      id: store.nextId(),
      provider_id: payment.provider_id,
      amount: payment.amount,
      offline: payment.offline === true,
      is_declined: false,
      declined_message: '',
      transaction_id: null,
    })),
  };
}

function markRefunded(order: OrderDocument, item: Json): void {
  const line = order.lines.find(({ id }) => id === Number(item.item_id));
  if (!line) return;
  line.quantity_refunded = Number(line.quantity_refunded) + Number(item.quantity);
  line.is_refunded = line.quantity_refunded === Number(line.quantity);
}

/** The gateway is called after the answer: the transaction, or the refusal, shows up later. */
function settle(store: Store, orderId: number, refundId: number): void {
  store.orders.change(orderId, (order) => {
    const refund = order.refunds.find(({ id }) => id === refundId);
    for (const payment of asList(refund?.payments)) {
      if (payment.offline === true) continue;
      if (store.paymentsFail) {
        payment.is_declined = true;
        payment.declined_message = 'The gateway declined the refund.';
        continue;
      }
      payment.transaction_id = String(
        addTransaction(store, order, 'refund', parseAmount(payment.amount) ?? 0, 'ok').id,
      );
    }
  });
}
