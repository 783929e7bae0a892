import type { OrderModel } from '../../generator/orders/order-model.js';
import { refundRows, shipmentRows, transactionRows } from '../../generator/text/follow-up-rows.js';
import { taxRows } from '../../generator/text/tax-rows.js';
import { headerText } from '../../generator/text/header-text.js';
import { lineText } from '../../generator/text/line-text.js';
import {
  consignmentText,
  couponText,
  feeText,
  pickupText,
  shippingAddressText,
} from '../../generator/text/parts-text.js';
import type { Json } from '../json.js';

/** An order that somebody changed, or that is read one part at a time: plain objects, field for field as the API writes them. */
export interface OrderDocument {
  header: Json;
  lines: Json[];
  consignments: Json[];
  pickups: Json[];
  addresses: Json[];
  certificateRecipient: string;
  fees: Json[];
  coupons: Json[];
  taxes: Json[];
  messages: Json[];
  shipments: Json[];
  transactions: Json[];
  refunds: Json[];
}

const parse = (text: string): Json => JSON.parse(text) as Json;

export function documentOf(order: OrderModel, urlBase: string): OrderDocument {
  return {
    header: parse(`${headerText(order)}}`),
    lines: order.lines.map((line) => parse(lineText(order, line))),
    consignments: order.consignments.map((consignment) => parse(`${consignmentText(order.id, consignment, urlBase)}}`)),
    pickups: order.pickupId ? [parse(`${pickupText(order)}}`)] : [],
    addresses: order.consignments.map((consignment) => parse(shippingAddressText(order.id, consignment, urlBase))),
    certificateRecipient: 'rui@example.com',
    fees: order.fees.map((fee) => parse(feeText(fee))),
    coupons: order.coupons.map((coupon) => parse(couponText(order.id, coupon))),
    taxes: taxRows(order),
    messages: [],
    shipments: shipmentRows(order),
    transactions: transactionRows(order),
    refunds: refundRows(order),
  };
}
