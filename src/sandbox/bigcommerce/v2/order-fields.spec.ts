import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aStore } from '../../testing/a-store.js';
import { orderText } from '../../stores/orders/order-text.js';
import { asList, type Json } from '../../stores/json.js';

/** Sheet 11.3, written out: what every order carries. */
const ORDER_FIELDS =
  `id customer_id date_created date_modified date_shipped cart_id status_id status custom_status subtotal_ex_tax
  subtotal_inc_tax subtotal_tax base_shipping_cost shipping_cost_ex_tax shipping_cost_inc_tax shipping_cost_tax shipping_cost_tax_class_id
  base_handling_cost handling_cost_ex_tax handling_cost_inc_tax handling_cost_tax handling_cost_tax_class_id base_wrapping_cost
  wrapping_cost_ex_tax wrapping_cost_inc_tax wrapping_cost_tax wrapping_cost_tax_class_id total_ex_tax total_inc_tax total_tax
  is_tax_inclusive_pricing discount_amount coupon_discount store_credit_amount gift_certificate_amount refunded_amount items_total items_shipped
  payment_method payment_provider_id payment_status order_is_digital ip_address ip_address_v6 geoip_country geoip_country_iso2 currency_id
  currency_code currency_exchange_rate default_currency_id default_currency_code store_default_currency_code
  store_default_to_transactional_exchange_rate staff_notes customer_message shipping_address_count is_deleted is_email_opt_in credit_card_type
  ebay_order_id order_source channel_id external_id external_order_id external_merchant_id external_source tax_provider_id customer_locale
  billing_address products shipping_addresses coupons consignments fees`.split(/\s+/);

/** Sheet 11.7, the order product. */
const LINE_FIELDS =
  `id order_id product_id variant_id order_address_id order_pickup_method_id name name_customer name_merchant sku upc type
  base_price price_ex_tax price_inc_tax price_tax base_total total_ex_tax total_inc_tax total_tax weight width height depth quantity
  base_cost_price cost_price_inc_tax cost_price_ex_tax cost_price_tax is_refunded quantity_refunded refund_amount return_id wrapping_id
  wrapping_name base_wrapping_cost wrapping_cost_ex_tax wrapping_cost_inc_tax wrapping_cost_tax wrapping_message quantity_shipped event_name
  event_date fixed_shipping_cost ebay_item_id ebay_transaction_id option_set_id parent_order_product_id is_bundled_product bin_picking_number
  external_id fulfillment_source brand applied_discounts product_options configurable_fields gift_certificate_id
  discounted_total_inc_tax`.split(/\s+/);

const store = aStore({ profile: 'all', tax: 'mixed', orders: 200 });
const IDS = Array.from({ length: 200 }, (_, i) => 1001 + i);

function served(id: number): Json {
  const form = { consignments: 'with-lines', structureIsObject: true, fees: true } as const;
  return JSON.parse(orderText(store.orders.pieces(id, true), form, store.orders.urlBase)) as Json;
}

describe('every generated order', () => {
  it('has exactly the fields of the sheet', () => {
    for (const id of IDS) expect([id, Object.keys(served(id)).sort()]).toEqual([id, [...ORDER_FIELDS].sort()]);
  });

  it('has lines with exactly the fields of the sheet, options and discounts included', () => {
    for (const id of IDS) {
      for (const line of store.orders.document(id)?.lines ?? []) {
        expect([id, Object.keys(line).sort()]).toEqual([id, [...LINE_FIELDS].sort()]);
        for (const option of asList(line.product_options)) expect(Object.keys(option)).toHaveLength(14);
        for (const discount of asList(line.applied_discounts))
          expect(Object.keys(discount).sort()).toEqual(['amount', 'code', 'id', 'name', 'target']);
      }
    }
  });

  it('reads the same through the fast text and through the document', () => {
    for (const id of IDS.slice(0, 100)) {
      const fast = served(id);
      store.orders.patch(id, { order: {}, lines: [] }, false);
      expect(served(id)).toEqual(fast);
    }
  });
});

const SPEC = resolve('../shared/specs/bigcommerce/reference/orders.v2.oas2.yml');

/** Property names of one schema of the OpenAPI file, by indentation: enough for this file, and no YAML parser to install. */
function propertiesOf(yaml: string, schema: string): string[] {
  const lines = yaml.split('\n');
  const start = lines.indexOf(`    ${schema}:`);
  if (start < 0) throw new Error(`no schema ${schema}`);
  const end = lines.findIndex((line, i) => i > start && /^ {4}\S/.test(line));
  const body = lines.slice(start + 1, end);
  const names: string[] = [];
  let depth = -1;
  for (const line of body) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (depth >= 0 && indent <= depth) depth = -1;
    if (depth < 0 && /^\s*properties:$/.test(line) && indent <= 10) depth = indent;
    else if (depth >= 0 && indent === depth + 2) names.push(line.trim().split(':')[0] as string);
  }
  return names;
}

// The specifications lie beside the project where it is developed, and nowhere else.
(existsSync(SPEC) ? describe : describe.skip)('the OpenAPI file', () => {
  const yaml = existsSync(SPEC) ? readFileSync(SPEC, 'utf8') : '';

  it.each(['order_RespOnly', 'order_Shared'])('finds every property of %s on an order', (schema) => {
    const names = propertiesOf(yaml, schema);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !(name in served(1001)))).toEqual([]);
  });

  it.each([
    ['orderProducts', (): Json => store.orders.document(1001)?.lines[0] ?? {}],
    [
      'orderShippingAddress',
      (): Json => IDS.map((id) => store.orders.document(id)?.addresses[0]).find((row) => row !== undefined) ?? {},
    ],
    [
      'orderTaxes_Base',
      (): Json => IDS.map((id) => store.orders.document(id)?.taxes[0]).find((row) => row !== undefined) ?? {},
    ],
    [
      'orderShipment',
      (): Json => IDS.map((id) => store.orders.document(id)?.shipments[0]).find((row) => row !== undefined) ?? {},
    ],
    [
      'orderCoupons_Base',
      (): Json => IDS.map((id) => store.orders.document(id)?.coupons[0]).find((row) => row !== undefined) ?? {},
    ],
  ] as const)('finds every property of %s', (schema, row) => {
    const names = propertiesOf(yaml, schema);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !(name in row()))).toEqual([]);
  });
});
