import { DEFAULT_CURRENCY } from '../currencies.js';
import { rfc2822 } from '../dates.js';
import { moneyText } from '../money.js';
import { ORDER_STATUSES } from '../orders/statuses.js';
import type { OrderModel } from '../orders/order-model.js';
import { seededUuid } from '../rng.js';
import { SHIPPING_CLASS_ID, WRAPPING_CLASS_ID } from '../tax.js';

const SOURCES = ['www', 'www', 'iphone', 'android', 'manual', 'external', 'checkout_api', 'amazon'];
const MESSAGES = ['null', '""', '"Leave with neighbour"', '"Bitte klingeln \\u2014 \\ud83d\\ude80 <b>danke</b>"'];

/** The scalar fields of an order (11.3) with its billing address: JSON text from "{" up to the last of them, not closed. */
export function headerText(order: OrderModel): string {
  const m = moneyText;
  const { subtotal, shipping, handling, wrapping, total, currency, display, buyer, shape } = order;
  const status = ORDER_STATUSES[order.statusId];
  const marketplace = order.channelId === 2;
  const message = shape.simple ? '""' : (MESSAGES[order.seed % MESSAGES.length] as string);
  const source = marketplace ? 'amazon' : shape.simple ? 'www' : (SOURCES[order.seed % SOURCES.length] as string);
  const digital = order.lines.every((line) => line.kind === 'digital');
  const { place } = order.billing;
  return (
    `{"id":${order.id},"customer_id":${buyer.id},"date_created":"${rfc2822(order.createdAt)}","date_modified":"${rfc2822(order.modifiedAt)}",` +
    `"date_shipped":"${order.shippedAt === null ? '' : rfc2822(order.shippedAt)}","status_id":${order.statusId},` +
    `"status":"${status?.name ?? ''}","custom_status":"${status?.customLabel ?? ''}",` +
    `"subtotal_ex_tax":"${m(subtotal.ex)}","subtotal_inc_tax":"${m(subtotal.inc)}","subtotal_tax":"${m(subtotal.tax)}",` +
    `"base_shipping_cost":"${m(order.baseShipping)}","shipping_cost_ex_tax":"${m(shipping.ex)}","shipping_cost_inc_tax":"${m(shipping.inc)}",` +
    `"shipping_cost_tax":"${m(shipping.tax)}","shipping_cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"base_handling_cost":"${m(order.baseHandling)}","handling_cost_ex_tax":"${m(handling.ex)}","handling_cost_inc_tax":"${m(handling.inc)}",` +
    `"handling_cost_tax":"${m(handling.tax)}","handling_cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"base_wrapping_cost":"${m(order.baseWrapping)}","wrapping_cost_ex_tax":"${m(wrapping.ex)}","wrapping_cost_inc_tax":"${m(wrapping.inc)}",` +
    `"wrapping_cost_tax":"${m(wrapping.tax)}","wrapping_cost_tax_class_id":${WRAPPING_CLASS_ID},` +
    `"total_ex_tax":"${m(total.ex)}","total_inc_tax":"${m(total.inc)}","total_tax":"${m(total.tax)}","is_tax_inclusive_pricing":${order.inclusiveFlag},` +
    `"items_total":${order.itemsTotal},"items_shipped":${order.itemsShipped},"payment_method":"${order.paymentMethod}",` +
    `"payment_provider_id":${order.paymentReference ?? 'null'},"payment_status":"${order.paymentStatus}","refunded_amount":"0.0000",` +
    `"order_is_digital":${digital},"store_credit_amount":"${m(order.storeCredit)}","gift_certificate_amount":"${m(order.certificateAmount)}",` +
    `"ip_address":"${buyer.ip}","ip_address_v6":"","geoip_country":"${place.country}","geoip_country_iso2":"${place.iso2}",` +
    `"currency_id":${display.id},"currency_code":"${display.code}","currency_exchange_rate":"${display.rateText}",` +
    `"default_currency_id":${currency.id},"default_currency_code":"${currency.code}",` +
    `"store_default_currency_code":"${DEFAULT_CURRENCY.code}","store_default_to_transactional_exchange_rate":"${currency.rateText}",` +
    `"staff_notes":${!shape.simple && order.seed % 7 === 0 ? '"Call before delivery"' : 'null'},"customer_message":${message},` +
    `"discount_amount":"${m(order.discountAmount)}","coupon_discount":"${m(order.couponDiscount)}",` +
    `"shipping_address_count":${order.consignments.length},"is_deleted":false,"ebay_order_id":"0","cart_id":"${seededUuid(order.seed)}",` +
    `"billing_address":{${order.billing.billingText}},"is_email_opt_in":false,"credit_card_type":null,"order_source":"${source}",` +
    `"channel_id":${order.channelId},"external_source":null,"external_id":${marketplace ? `"AMZ-${order.id}"` : 'null'},` +
    `"external_merchant_id":null,"external_order_id":"","tax_provider_id":"BasicTaxProvider","customer_locale":"${buyer.locale}"`
  );
}
