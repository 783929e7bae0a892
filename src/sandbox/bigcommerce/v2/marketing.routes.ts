import { rfc2822, sqlDate } from '../../generator/dates.js';
import { moneyText } from '../../generator/money.js';
import { v2NotFound } from '../../http/errors.js';
import { json, type ApiReply } from '../../http/exchange.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { CUSTOMERS, MARKETING } from '../scopes.js';
import { v2List } from './v2-list.js';

export const marketingRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/gift_certificates', scopes: MARKETING, handle: listCertificates },
  {
    method: 'GET',
    path: '/v2/gift_certificates/{id}',
    scopes: MARKETING,
    handle: (context) => oneOf(context, certificates(context.store)),
  },
  {
    method: 'GET',
    path: '/v2/coupons',
    scopes: MARKETING,
    handle: (context) => v2List(context, coupons(context.store)),
  },
  {
    method: 'GET',
    path: '/v2/coupons/{id}',
    scopes: MARKETING,
    handle: (context) => oneOf(context, coupons(context.store)),
  },
  {
    method: 'GET',
    path: '/v2/customer_groups',
    scopes: CUSTOMERS,
    handle: (context) => v2List(context, groups(context.store)),
    maxInFlight: 40,
  },
  {
    method: 'GET',
    path: '/v2/customer_groups/count',
    scopes: CUSTOMERS,
    handle: ({ store }) => json(200, { count: groups(store).length }),
  },
  {
    method: 'GET',
    path: '/v2/customer_groups/{id}',
    scopes: CUSTOMERS,
    handle: (context) => oneOf(context, groups(context.store)),
  },
];

interface Row {
  id: number;
}

function oneOf({ request }: HandlerContext, rows: readonly Row[]): ApiReply {
  const row = rows.find(({ id }) => id === Number(request.params.id));
  if (!row) throw v2NotFound();
  return json(200, row);
}

interface Certificate extends Row {
  code: string;
  order_id: string;
  to_email: string;
}

/** The certificates sold by the first orders of the store. Ids of others are text here, whatever the spec says. */
function certificates(store: Store): Certificate[] {
  const rows: Certificate[] = [];
  const { orders } = store;
  const last = Math.min(orders.count, 2000);
  for (let id = orders.firstId; id < orders.firstId + last; id += 1) {
    const order = orders.model(id);
    const line = order.lines.find(({ kind }) => kind === 'certificate');
    if (!line) continue;
    rows.push({
      id,
      customer_id: String(order.buyer.id),
      order_id: String(id),
      code: `GC-${id}`,
      to_name: 'Rui',
      to_email: 'rui@example.com',
      from_name: order.billing.first,
      from_email: order.billing.email,
      amount: moneyText(line.basePrice),
      balance: moneyText(line.basePrice),
      status: 'active',
      template: 'general.html',
      message: '',
      purchase_date: String(order.createdAt),
      expiry_date: '0',
      currency_code: order.currency.code,
    } as Certificate);
  }
  return rows;
}

function listCertificates(context: HandlerContext): ApiReply {
  const { query } = context.request;
  const low = Number(query.get('min_id') ?? 0);
  const high = Number(query.get('max_id') ?? Infinity);
  const wanted = { code: query.get('code'), order_id: query.get('order_id'), to_email: query.get('to_email') };
  const rows = certificates(context.store).filter(
    (row) =>
      row.id >= low &&
      row.id <= high &&
      (wanted.code === null || row.code === wanted.code) &&
      (wanted.order_id === null || row.order_id === wanted.order_id) &&
      (wanted.to_email === null || row.to_email === wanted.to_email),
  );
  return v2List(context, query.get('direction') === 'desc' ? rows.reverse() : rows);
}

const COUPONS: readonly (readonly [number, string, string, string])[] = [
  [7, 'ITEM33', 'per_item_discount', '0.3300'],
  [8, 'WELCOME10', 'percentage_discount', '10.0000'],
  [9, 'FIVEOFF', 'per_total_discount', '5.0000'],
  [10, 'SHIPLESS', 'shipping_discount', '3.0000'],
  [11, 'SHIPFREE', 'free_shipping', '0.0000'],
  [12, 'MEMBER12', 'promotion', '12.0000'],
];

/** `type` is text here, while the coupons of an order carry a number. */
function coupons(store: Store): Row[] {
  return COUPONS.map(([id, code, type, amount]) => ({
    id,
    name: code.toLowerCase(),
    type,
    amount,
    min_purchase: '0.0000',
    expires: '',
    enabled: true,
    code,
    applies_to: { entity: 'categories', ids: [0] },
    num_uses: 0,
    max_uses: 0,
    max_uses_per_customer: 0,
    restricted_to: {},
    shipping_methods: null,
    date_created: rfc2822(store.origin),
  }));
}

function groups(store: Store): Row[] {
  const at = sqlDate(store.origin);
  const group = (id: number, name: string, isDefault: boolean, rules: object[]): Row =>
    ({
      id,
      name,
      is_default: isDefault,
      is_group_for_guests: false,
      category_access: { type: 'all' },
      discount_rules: rules,
      date_created: at,
      date_modified: null,
    }) as Row;
  return [group(1, 'Retail', true, []), group(2, 'Trade', false, [{ type: 'price_list', price_list_id: 3 }])];
}
