import { DomainError, isCurrency, Money } from '../../../shared-kernel/index.js';
import type { RemoteFee, RemoteOrder, RemoteOrderTotals, TaxedAmount } from '../../marketplace-base/contract/index.js';
import { taxed, taxedOrZero } from './amounts.js';
import { Fields, isJson, unreadable } from './fields.js';
import { mapAddress } from './map-address.js';
import { mapConsignments } from './map-consignments.js';
import { feesOf } from './order-parts.js';

/** A V2 order, as an object or as its JSON text, in the words every connector shares. Pure. */
export function mapOrder(payload: unknown): RemoteOrder {
  const order = open(payload);
  const { lines, consignments } = mapConsignments(order.fields);
  const fields = order.fields;
  const itemsTotal = lines.reduce((sum, line) => sum + line.quantity, 0);
  return {
    remoteId: fields.id('id'),
    createdAt: fields.instant('date_created'),
    modifiedAt: fields.instant('date_modified'),
    statusId: fields.idWithZero('status_id'),
    statusLabel: fields.text('custom_status') || fields.text('status'),
    paymentStatus: fields.text('payment_status').trim().toLowerCase(),
    gateway: fields.text('payment_method').trim(),
    paymentReference: fields.textOrNull('payment_provider_id'),
    currency: order.currency,
    ...storeMoney(fields, order.currency),
    pricesIncludeTax:
      fields.flag('is_tax_inclusive_pricing') ??
      fields.refuse('is_tax_inclusive_pricing', 'which should be true or false.'),
    channelId: fields.idOrNull('channel_id'),
    customerRemoteId: fields.idOrNull('customer_id'),
    billing: mapAddress(fields.json['billing_address']),
    lines,
    consignments,
    fees: mapFees(fields),
    totals: mapTotals(fields),
    itemsTotal: fields.quantityOr('items_total', itemsTotal),
    itemsShipped: fields.quantityOr('items_shipped', 0),
    isDeleted: fields.flag('is_deleted') ?? false,
    customerMessage: fields.text('customer_message'),
    staffNotes: fields.text('staff_notes'),
  };
}

function open(payload: unknown): { fields: Fields; currency: string } {
  const json = typeof payload === 'string' ? parse(payload) : payload;
  if (!isJson(json)) {
    throw unreadable('(without id)', 'the payload', json, 'which is not an order.', 'Press Retry to read it again.');
  }
  const id = json['id'];
  const orderId = typeof id === 'number' || typeof id === 'string' ? String(id) : '(without id)';
  // Everything is in the transactional currency; currency_code is only what the shopper was shown.
  const code = json['default_currency_code'];
  const currency = typeof code === 'string' ? code.toUpperCase() : '';
  if (!isCurrency(currency)) {
    throw unreadable(orderId, 'default_currency_code', code, 'which is not a currency code such as USD.');
  }
  return { fields: new Fields(json, '', orderId, currency, Money.zero(currency)), currency };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DomainError(
      'upstream',
      'bigcommerce.order-unreadable',
      'The stored order is not valid JSON. Press Retry to read it from BigCommerce again.',
      {},
      { cause },
    );
  }
}

function storeMoney(fields: Fields, currency: string): { storeCurrency: string; storeToOrderRate: string } {
  const storeCurrency = fields.text('store_default_currency_code').toUpperCase() || currency;
  if (!isCurrency(storeCurrency))
    fields.refuse('store_default_currency_code', 'which is not a currency code such as USD.');
  const storeToOrderRate = fields.decimalOr(
    'store_default_to_transactional_exchange_rate',
    storeCurrency === currency ? '1' : '0',
  );
  if (!/[1-9]/.test(storeToOrderRate) || storeToOrderRate.startsWith('-')) {
    fields.refuse('store_default_to_transactional_exchange_rate', 'which is not an exchange rate above zero.');
  }
  return { storeCurrency, storeToOrderRate };
}

function mapTotals(fields: Fields): RemoteOrderTotals {
  return {
    subtotal: taxed(fields, 'subtotal_ex_tax', 'subtotal_inc_tax'),
    shipping: taxedOrZero(fields, 'shipping_cost_ex_tax', 'shipping_cost_inc_tax'),
    handling: taxedOrZero(fields, 'handling_cost_ex_tax', 'handling_cost_inc_tax'),
    wrapping: taxedOrZero(fields, 'wrapping_cost_ex_tax', 'wrapping_cost_inc_tax'),
    discount: fields.moneyOrZero('discount_amount'),
    couponDiscount: fields.moneyOrZero('coupon_discount'),
    total: fields.money('total_inc_tax'),
    totalTax: fields.money('total_tax'),
    storeCredit: fields.moneyOrZero('store_credit_amount'),
    giftCertificates: fields.moneyOrZero('gift_certificate_amount'),
  };
}

function mapFees(fields: Fields): RemoteFee[] {
  return feesOf(fields.json).map((json, index) => {
    if (!isJson(json)) return fields.refuse('fees', 'which holds something that is not a fee.');
    const fee = fields.at(json, `fees[${index}]`);
    return {
      remoteId: fee.id('id'),
      name: fee.text('display_name_merchant') || fee.text('display_name_customer') || 'Fee',
      cost: feeCost(fee),
      taxClassId: fee.idWithZeroOrNull('tax_class_id'),
    };
  });
}

/** Two of the three amounts are enough (sheet 11.8). */
function feeCost(fee: Fields): TaxedAmount {
  if (fee.json['cost_inc_tax'] === undefined) {
    const exTax = fee.money('cost_ex_tax');
    return { exTax, incTax: exTax.plus(fee.money('cost_tax')) };
  }
  const incTax = fee.money('cost_inc_tax');
  return {
    incTax,
    exTax: fee.json['cost_ex_tax'] === undefined ? incTax.minus(fee.money('cost_tax')) : fee.money('cost_ex_tax'),
  };
}
