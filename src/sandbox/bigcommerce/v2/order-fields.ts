import { moneyText, parseAmount } from '../../generator/money.js';
import { parseDate, rfc2822 } from '../../generator/dates.js';
import { ORDER_STATUSES } from '../../generator/orders/statuses.js';
import { v2InvalidField, v2ReadOnlyField } from '../../http/errors.js';
import type { Json } from '../../stores/json.js';
import { isObject } from '../../stores/json.js';

/** Header fields that PUT and POST take as they are (11.3, column W). */
const PLAIN = [
  'customer_id',
  'items_total',
  'items_shipped',
  'payment_method',
  'payment_provider_id',
  'order_is_digital',
  'geoip_country',
  'geoip_country_iso2',
  'staff_notes',
  'customer_message',
  'ebay_order_id',
  'order_source',
  'channel_id',
  'external_order_id',
  'external_source',
  'customer_locale',
];
const MONEY = ['base_shipping_cost', 'base_handling_cost', 'base_wrapping_cost', 'discount_amount'];
/** Both sides, or neither. */
const PAIRS = ['subtotal', 'shipping_cost', 'handling_cost', 'wrapping_cost', 'total'];
const ELSEWHERE = [
  'billing_address',
  'products',
  'shipping_addresses',
  'consignments',
  'fees',
  'status_id',
  'is_deleted',
  'ip_address',
  'ip_address_v6',
  'date_created',
  'refunded_amount',
];

const WRITABLE = new Set([
  ...PLAIN,
  ...MONEY,
  ...PAIRS.flatMap((name) => [`${name}_ex_tax`, `${name}_inc_tax`]),
  ...ELSEWHERE,
]);

/** Refuses fields that may not be written; `alsoAllowed` are those of POST only. */
export function checkWritable(input: Json, alsoAllowed: readonly string[] = []): void {
  for (const field of Object.keys(input)) {
    if (!WRITABLE.has(field) && !alsoAllowed.includes(field)) throw v2ReadOnlyField(field);
  }
  if (input.status_id !== undefined && !(typeof input.status_id === 'number' && ORDER_STATUSES[input.status_id])) {
    throw v2InvalidField('status_id', 'The status is not one of the order statuses.');
  }
  for (const pair of PAIRS) {
    const [ex, inc] = [`${pair}_ex_tax`, `${pair}_inc_tax`];
    if (ex in input !== inc in input)
      throw v2InvalidField(ex in input ? inc : ex, `Both ${ex} and ${inc} must be given.`);
  }
}

/** Copies plain fields and money into the header. Says whether totals have to be worked out anew. */
export function writeHeader(
  header: Json,
  input: Json,
): { totalsStale: boolean; totalsGiven: boolean; subtotalGiven: boolean } {
  for (const field of PLAIN) if (field in input) header[field] = input[field];
  let totalsStale = false;
  for (const field of MONEY) {
    if (!(field in input)) continue;
    header[field] = moneyText(moneyField(input, field));
    if (field === 'discount_amount') totalsStale = true;
  }
  for (const pair of PAIRS) {
    if (!(`${pair}_ex_tax` in input)) continue;
    const ex = moneyField(input, `${pair}_ex_tax`);
    const inc = moneyField(input, `${pair}_inc_tax`);
    header[`${pair}_ex_tax`] = moneyText(ex);
    header[`${pair}_inc_tax`] = moneyText(inc);
    header[`${pair}_tax`] = moneyText(inc - ex);
    if (pair.endsWith('_cost')) totalsStale = true;
  }
  // Setting one kind of address clears the other.
  if ('ip_address' in input) Object.assign(header, { ip_address: input.ip_address, ip_address_v6: '' });
  if ('ip_address_v6' in input) Object.assign(header, { ip_address_v6: input.ip_address_v6, ip_address: '' });
  if ('date_created' in input) {
    const seconds = parseDate(String(input.date_created));
    if (seconds === null) throw v2InvalidField('date_created', 'The date must be RFC 2822.');
    header.date_created = rfc2822(seconds);
  }
  if (isObject(input.billing_address)) Object.assign(header.billing_address as Json, input.billing_address);
  return { totalsStale, totalsGiven: 'total_ex_tax' in input, subtotalGiven: 'subtotal_ex_tax' in input };
}

export function moneyField(input: Json, field: string): number {
  const amount = parseAmount(input[field]);
  if (amount === null || amount < 0) throw v2InvalidField(field, 'The value must be an amount of 0 or more.');
  return amount;
}
