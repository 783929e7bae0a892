import { isoZulu, parseDate } from '../../generator/dates.js';
import type { Address, Person } from '../../generator/people/people.js';
import { v3Error } from '../../http/errors.js';
import { Answer, type ApiReply } from '../../http/exchange.js';
import { idList, onlyFilters, textList } from '../../http/query.js';
import type { HandlerContext, Route } from '../../http/router.js';
import type { Store } from '../../stores/store.js';
import { CUSTOMERS } from '../scopes.js';
import { v3CursorRows, v3Rows } from './v3-list.js';

/** There is no GET by id: one customer is found through id:in. */
export const customerRoutes: readonly Route[] = [
  { method: 'GET', path: '/v3/customers', scopes: CUSTOMERS, handle: listCustomers },
  { method: 'GET', path: '/v3/customers/addresses', scopes: CUSTOMERS, handle: listAddresses },
  {
    method: 'GET',
    path: '/v3/customers/attributes',
    scopes: CUSTOMERS,
    handle: (context) => v3Rows(context, [], Object),
  },
  {
    method: 'GET',
    path: '/v3/customers/attribute-values',
    scopes: CUSTOMERS,
    handle: (context) => v3Rows(context, [], Object),
  },
  {
    method: 'GET',
    path: '/v3/customers/form-field-values',
    scopes: CUSTOMERS,
    handle: (context) => v3CursorRows(context, [], Object),
  },
];

const FILTERS = [
  'id:in',
  'company:in',
  'customer_group_id:in',
  'date_created',
  'date_created:min',
  'date_created:max',
  'date_modified',
  'date_modified:min',
  'date_modified:max',
  'email:in',
  'name:in',
  'name:like',
  'phone:in',
  'registration_ip_address:in',
  'include',
  'sort',
  'page',
  'limit',
  'before',
  'after',
];
const ADDRESS_CUT = 10;
const ADDRESSES_EACH = 3;

function listCustomers(context: HandlerContext): ApiReply {
  const { request, store } = context;
  onlyFilters(request.query, FILTERS);
  const include = new Set(textList(request.query, 'include') ?? []);
  const ids = customerIds(store, request.query);
  const descending = request.query.get('sort')?.endsWith(':desc') ?? false;
  if (descending) ids.reverse();
  return v3CursorRows(context, ids, (id) => customerRow(store.people.customer(id), include));
}

/** Filters on id, e-mail and dates find their customers directly; names and groups walk all of them. */
function customerIds(store: Store, query: URLSearchParams): number[] {
  const last = store.people.customers;
  let ids = (idList(query, 'id:in') ?? emailIds(query) ?? Array.from({ length: last }, (_, i) => i + 1)).filter(
    (id) => id >= 1 && id <= last,
  );
  ids = [...new Set(ids)].sort((a, b) => a - b);
  const emails = textList(query, 'email:in');
  const names = textList(query, 'name:in');
  const like = query.get('name:like')?.toLowerCase();
  const groups = idList(query, 'customer_group_id:in');
  const companies = textList(query, 'company:in');
  const low = Math.max(date(query, 'date_created:min'), date(query, 'date_modified:min'));
  const high = -Math.max(date(query, 'date_created:max', -1), date(query, 'date_modified:max', -1));
  const needsPerson =
    emails || names || like !== undefined || groups || companies || low > -Infinity || high < Infinity;
  if (!needsPerson) return ids;
  return ids.filter((id) => {
    const person = store.people.customer(id);
    const [home] = person.addresses as readonly [Address];
    const name = `${home.first} ${home.last}`;
    return (
      (!emails || emails.includes(home.email)) &&
      (!names || names.includes(name)) &&
      (like === undefined || name.toLowerCase().includes(like)) &&
      (!groups || groups.includes(person.group)) &&
      (!companies || companies.includes(home.company)) &&
      person.createdAt >= low &&
      person.createdAt <= high
    );
  });
}

/** Generated addresses carry the customer's number: "ines.ferro.88@example.com". */
function emailIds(query: URLSearchParams): number[] | undefined {
  return textList(query, 'email:in')?.map((email) => Number(/\.(\d+)@/.exec(email)?.[1] ?? 0));
}

function date(query: URLSearchParams, name: string, sign = 1): number {
  const text = query.get(name);
  if (text === null) return -Infinity;
  const seconds = parseDate(text);
  if (seconds === null)
    throw new Answer(v3Error(422, `Query parameter "${name}" value must be a date. For input string: "${text}".`));
  return sign * seconds;
}

function customerRow(person: Person, include: ReadonlySet<string>): Record<string, unknown> {
  const [home] = person.addresses as readonly [Address];
  const at = isoZulu(person.createdAt);
  const row: Record<string, unknown> = {
    id: person.id,
    authentication: { force_password_reset: false },
    company: home.company,
    customer_group_id: person.group,
    email: home.email,
    first_name: home.first,
    last_name: home.last,
    notes: '',
    phone: home.place.phone,
    registration_ip_address: person.ip,
    tax_exempt_category: '',
    date_created: at,
    date_modified: at,
    accepts_product_review_abandoned_cart_emails: true,
    channel_ids: null,
    origin_channel_id: 1,
  };
  if (include.has('addresses')) {
    row.address_count = person.addresses.length;
    row.addresses = person.addresses.slice(0, ADDRESS_CUT).map((address, i) => addressRow(person.id, address, i));
  }
  if (include.has('attributes')) Object.assign(row, { attributes: [], attribute_count: 0 });
  if (include.has('storecredit')) row.store_credit_amounts = [{ amount: 0 }];
  if (include.has('formfields')) row.form_fields = [];
  return row;
}

function addressRow(customerId: number, address: Address, index: number): object {
  return {
    id: customerId * ADDRESSES_EACH + index,
    customer_id: customerId,
    first_name: address.first,
    last_name: address.last,
    company: address.company,
    address1: address.street1,
    address2: address.street2,
    city: address.place.city,
    state_or_province: address.place.state,
    postal_code: address.place.zip,
    country: address.place.country,
    country_code: address.place.iso2,
    phone: address.place.phone,
    address_type: 'residential',
  };
}

function listAddresses(context: HandlerContext): ApiReply {
  const { request, store } = context;
  onlyFilters(request.query, ['customer_id:in', 'id:in', 'company:in', 'name:in', 'include', 'page', 'limit']);
  const last = store.people.customers;
  const ids = idList(request.query, 'id:in');
  const owners = idList(request.query, 'customer_id:in')?.filter((id) => id >= 1 && id <= last);
  const keys =
    ids ??
    (owners ?? Array.from({ length: last }, (_, i) => i + 1)).flatMap((owner) =>
      Array.from({ length: ADDRESSES_EACH }, (_, i) => owner * ADDRESSES_EACH + i),
    );
  const known = keys.filter((key) => key >= ADDRESSES_EACH && key < (last + 1) * ADDRESSES_EACH);
  return v3Rows(context, known, (key) => {
    const owner = Math.floor(key / ADDRESSES_EACH);
    return addressRow(
      owner,
      store.people.customer(owner).addresses[key % ADDRESSES_EACH] as Address,
      key % ADDRESSES_EACH,
    );
  });
}
