import { DEFAULT_CURRENCY } from '../currencies.js';
import { discountOf } from '../orders/discounts.js';
import type { Line, OrderModel } from '../orders/order-model.js';
import { moneyText } from '../money.js';
import { BRANDS, FIRST_BRAND_ID } from '../catalog.js';

const NO_OPTIONS = '"product_options":[]';
const CUSTOM_SIZE = '"weight":"0.0000","width":"0.0000","height":"0.0000","depth":"0.0000"';

/** A full order product, all fields of the sheet's 11.7, as JSON text. */
export function lineText(order: Pick<OrderModel, 'id' | 'currency'>, line: Line): string {
  const { variant, price, total } = line;
  const m = moneyText;
  const product = variant?.product;
  const cost = m(product && order.currency === DEFAULT_CURRENCY ? product.cost : 0);
  const s = JSON.stringify;
  const names = variant
    ? variant.nameText
    : `"name":${s(line.name)},"name_customer":${s(line.name)},"name_merchant":${s(line.name)}`;
  const type = line.kind === 'certificate' ? 'giftcertificate' : 'physical';
  const codes = variant ? variant.skuText : `"sku":${s(line.sku)},"upc":"","type":"${type}"`;
  const wrapping = line.wrapping
    ? `"wrapping_id":1,"wrapping_name":"Kraft paper","base_wrapping_cost":"${m(line.wrappingBase)}","wrapping_cost_ex_tax":"${m(line.wrapping.ex)}","wrapping_cost_inc_tax":"${m(line.wrapping.inc)}","wrapping_cost_tax":"${m(line.wrapping.tax)}","wrapping_message":"For you"`
    : '"wrapping_id":0,"wrapping_name":"","base_wrapping_cost":"0.0000","wrapping_cost_ex_tax":"0.0000","wrapping_cost_inc_tax":"0.0000","wrapping_cost_tax":"0.0000","wrapping_message":""';
  const refunded = line.refunded > 0 && line.refunded >= line.quantity;
  return (
    `{"id":${line.id},"order_id":${order.id},"product_id":${product ? product.id : 0},"variant_id":${variant ? variant.id : 0},` +
    `"order_pickup_method_id":${line.pickupId},"order_address_id":${line.addressId},${names},${codes},` +
    `"base_price":"${m(line.basePrice)}","price_ex_tax":"${m(price.ex)}","price_inc_tax":"${m(price.inc)}","price_tax":"${m(price.tax)}",` +
    `"base_total":"${m(line.baseTotal)}","total_ex_tax":"${m(total.ex)}","total_inc_tax":"${m(total.inc)}","total_tax":"${m(lineTotalTax(order, line))}",` +
    `${variant ? variant.sizeText : CUSTOM_SIZE},"quantity":${line.quantity},"base_cost_price":"${cost}","cost_price_inc_tax":"${cost}",` +
    `"cost_price_ex_tax":"${cost}","cost_price_tax":"0.0000","is_refunded":${refunded},"quantity_refunded":${line.refunded},` +
    `"refund_amount":"0.0000","return_id":0,${wrapping},"quantity_shipped":${line.shipped},"event_name":null,"event_date":null,` +
    `"fixed_shipping_cost":"0.0000","ebay_item_id":"","ebay_transaction_id":"","option_set_id":${variant?.option ? 61 : 'null'},` +
    `"parent_order_product_id":${line.parentId ?? 'null'},"is_bundled_product":false,"bin_picking_number":"${product ? product.bin : ''}",` +
    `"external_id":null,"fulfillment_source":"","brand":${s(product ? (BRANDS[product.brandId - FIRST_BRAND_ID] ?? '') : '')},` +
    `"gift_certificate_id":${line.certificateId ?? 'null'},"discounted_total_inc_tax":"${m(total.inc - discountOf(line))}",` +
    `"applied_discounts":${discountsText(line)},${optionsText(line)},"configurable_fields":[]}`
  );
}

/** The sheet cannot say whether this is before or after discounts: both occur, so that nobody can rely on it. */
function lineTotalTax(order: Pick<OrderModel, 'id'>, line: Line): number {
  return order.id % 4 === 1 ? line.total.tax : line.tax;
}

function discountsText(line: Line): string {
  if (line.discounts.length === 0) return '[]';
  const parts = line.discounts.map(
    ({ id, amount, name, code, target }) =>
      `{"id":"${id}","amount":"${moneyText(amount)}","name":${JSON.stringify(name)},"code":${JSON.stringify(code)},"target":"${target}"}`,
  );
  return `[${parts.join(',')}]`;
}

function optionsText(line: Line): string {
  const option = line.variant?.option;
  if (!option) return NO_OPTIONS;
  return (
    `"product_options":[{"id":${line.id},"option_id":96,"order_product_id":${line.id},"product_option_id":${option.optionId},` +
    `"display_name":"${option.displayName}","display_name_customer":"${option.displayName}","display_name_merchant":"${option.displayName}",` +
    `"display_value":"${option.label}","display_value_customer":"${option.label}","display_value_merchant":"${option.label}",` +
    `"value":"${option.valueId}","type":"Multiple choice","name":"${option.name}","display_style":"Rectangle"}]`
  );
}
