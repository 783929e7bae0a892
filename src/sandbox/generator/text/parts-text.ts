import type { Consignment, Coupon, Fee, OrderModel } from '../orders/order-model.js';
import { moneyNumberText, moneyText } from '../money.js';
import { SHIPPING_CLASS_ID } from '../tax.js';

/** A shipping consignment without line_items, not closed. Money is numbers here, and strings in /shipping_addresses. */
export function consignmentText(orderId: number, consignment: Consignment, urlBase: string): string {
  const n = moneyNumberText;
  const { cost, handling } = consignment;
  const quotes = `/orders/${orderId}/consignments/shipping/${consignment.id}/shipping_quotes`;
  return (
    `{"id":${consignment.id},${consignment.address.consignmentText},"items_total":${consignment.itemsTotal},` +
    `"items_shipped":${consignment.itemsShipped},"shipping_method":"${consignment.method}","base_cost":${n(consignment.baseCost)},` +
    `"cost_ex_tax":${n(cost.ex)},"cost_inc_tax":${n(cost.inc)},"cost_tax":${n(cost.tax)},"cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"base_handling_cost":${n(consignment.baseHandling)},"handling_cost_ex_tax":${n(handling.ex)},"handling_cost_inc_tax":${n(handling.inc)},` +
    `"handling_cost_tax":${n(handling.tax)},"handling_cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"shipping_zone_id":1,"shipping_zone_name":"${consignment.address.place.country}",` +
    `"shipping_quotes":{"url":"${urlBase}${quotes}","resource":"${quotes}"}`
  );
}

/** A pickup without line_items, not closed. */
export function pickupText(order: OrderModel): string {
  return (
    `{"id":${order.pickupId},"pickup_method_id":1,"pickup_method_display_name":"Pick up in store",` +
    '"collection_instructions":"Bring your ID","collection_time_description":"9am - 6pm",' +
    '"location":{"id":1,"name":"Default location","code":"BC-LOCATION-1","address_line_1":"4 Quay Road","address_line_2":"",' +
    '"city":"Leith","state":"Midlothian","postal_code":"EH6 6AA","country_alpha2":"GB","email":"leith@example.com","phone":"0131 555 0101"}'
  );
}

/** A complete shipping address of /shipping_addresses: money as strings. */
export function shippingAddressText(orderId: number, consignment: Consignment, urlBase: string): string {
  const m = moneyText;
  const { cost, handling } = consignment;
  const quotes = `/orders/${orderId}/shipping_addresses/${consignment.id}/shipping_quotes`;
  return (
    `{"id":${consignment.id},"order_id":${orderId},${consignment.address.consignmentText},"items_total":${consignment.itemsTotal},` +
    `"items_shipped":${consignment.itemsShipped},"shipping_method":"${consignment.method}","base_cost":"${m(consignment.baseCost)}",` +
    `"cost_ex_tax":"${m(cost.ex)}","cost_inc_tax":"${m(cost.inc)}","cost_tax":"${m(cost.tax)}","cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"base_handling_cost":"${m(consignment.baseHandling)}","handling_cost_ex_tax":"${m(handling.ex)}","handling_cost_inc_tax":"${m(handling.inc)}",` +
    `"handling_cost_tax":"${m(handling.tax)}","handling_cost_tax_class_id":${SHIPPING_CLASS_ID},` +
    `"shipping_zone_id":1,"shipping_zone_name":"${consignment.address.place.country}",` +
    `"shipping_quotes":{"url":"${urlBase}${quotes}","resource":"${quotes}"}}`
  );
}

export function feeText(fee: Fee): string {
  const m = moneyText;
  return (
    `{"id":${fee.id},"type":"custom_fee","display_name_customer":"${fee.name}","display_name_merchant":"${fee.name}","source":"checkout",` +
    `"base_cost":"${m(fee.baseCost)}","cost_ex_tax":"${m(fee.cost.ex)}","cost_inc_tax":"${m(fee.cost.inc)}","cost_tax":"${m(fee.cost.tax)}","tax_class_id":0}`
  );
}

export function couponText(orderId: number, coupon: Coupon): string {
  return (
    `{"id":${coupon.id},"coupon_id":${coupon.couponId},"order_id":${orderId},"code":"${coupon.code}",` +
    `"amount":"${moneyText(coupon.amount)}","type":${coupon.type},"discount":"${moneyText(coupon.discount)}"}`
  );
}
