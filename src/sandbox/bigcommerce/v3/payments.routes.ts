import { isoOffset } from '../../generator/dates.js';
import { gatewayOf } from '../../generator/text/follow-up-rows.js';
import { v3Error, v3NotFound } from '../../http/errors.js';
import { Answer, json, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Json } from '../../stores/json.js';
import { amountOf } from '../../stores/orders/line-amounts.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import type { Store } from '../../stores/store.js';
import { PAYMENTS, TRANSACTIONS } from '../scopes.js';

const AT = '/v3/orders/{order_id}';

export const paymentRoutes: readonly Route[] = [
  { method: 'GET', path: `${AT}/transactions`, scopes: TRANSACTIONS, handle: listTransactions },
  { method: 'POST', path: `${AT}/payment_actions/capture`, scopes: PAYMENTS, handle: capture },
  { method: 'POST', path: `${AT}/payment_actions/void`, scopes: PAYMENTS, handle: voidPayment },
];

export function orderOf({ request, store }: HandlerContext): OrderDocument {
  const document = store.orders.document(Number(request.params.order_id));
  if (!document) throw v3NotFound(`An order with the id of ${request.params.order_id} was not found`);
  return document;
}

/** All of them, always: paging parameters have no effect here. */
function listTransactions(context: HandlerContext): ApiReply {
  const rows = orderOf(context).transactions;
  const pagination = {
    total: rows.length,
    count: rows.length,
    per_page: 50,
    current_page: 1,
    total_pages: 1,
    links: { current: '?page=1&limit=50' },
  };
  return json(200, { data: rows, meta: { pagination } });
}

/** Answers at once with the pending state; the end state comes a little later (settleMs of the store, by the virtual clock). */
function capture(context: HandlerContext): ApiReply {
  return payLater(context, ['authorized'], 'capture pending', 'captured', 'capture');
}

function voidPayment(context: HandlerContext): ApiReply {
  return payLater(context, ['authorized', 'held for review'], 'void pending', 'void', 'void');
}

function payLater(
  context: HandlerContext,
  from: readonly string[],
  pending: string,
  end: string,
  event: string,
): ApiReply {
  const { store, request } = context;
  const before = String(orderOf(context).header.payment_status);
  if (!from.includes(before)) {
    throw new Answer(v3Error(422, `The order's payment is "${before}": a ${event} is not possible.`));
  }
  const id = Number(request.params.order_id);
  store.orders.change(id, (document) => {
    document.header.payment_status = pending;
  });
  store.settlements.later(store.settleMs, () =>
    store.orders.change(id, (document) => {
      document.header.payment_status = store.paymentsFail ? before : end;
      addTransaction(store, document, event, owedToGateway(document), store.paymentsFail ? 'error' : 'ok');
    }),
  );
  return json(201, {});
}

/** What the gateway holds or held of the order, in ten-thousandths. */
export function owedToGateway({ header }: OrderDocument): number {
  return (
    amountOf(header, 'total_inc_tax') -
    amountOf(header, 'store_credit_amount') -
    amountOf(header, 'gift_certificate_amount')
  );
}

export function addTransaction(
  store: Store,
  document: OrderDocument,
  event: string,
  amount: number,
  status: string,
): Json {
  const { header, transactions } = document;
  const gateway = gatewayOf(String(header.payment_method));
  const reference = transactions.find((row) => row.gateway === gateway);
  const row: Json = {
    ...blankTransaction(),
    ...(reference ?? {}),
    id: store.nextId(),
    order_id: String(header.id),
    event,
    amount: amount / 10000,
    currency: header.default_currency_code,
    gateway,
    status,
    reference_transaction_id: reference?.id ?? null,
    date_created: isoOffset(store.orders.now()),
  };
  transactions.push(row);
  return row;
}

function blankTransaction(): Json {
  return {
    method: 'custom',
    gateway_transaction_id: '',
    payment_method_id: '',
    test: false,
    fraud_review: false,
    avs_result: { code: '', message: '', street_match: '', postal_match: '' },
    cvv_result: { code: '', message: '' },
    credit_card: null,
    gift_certificate: null,
    store_credit: null,
    offline: null,
    custom: null,
    payment_instrument_token: null,
  };
}
