import { isoOffset, rfc2822 } from '../dates.js';
import { OFFLINE_METHODS } from '../orders/payment.js';
import type { Line, OrderModel } from '../orders/order-model.js';

type Row = Record<string, unknown>;

/** Ids of generated refunds are the order's own number; those made through the API count on from here. */
export const FIRST_MADE_ID = 500_000_000;

/** What was shipped before the store was ever asked: one shipment per address with shipped pieces. */
export function shipmentRows(order: OrderModel): Row[] {
  const rows: Row[] = [];
  const billing = parseInner(order.billing.billingText);
  for (const consignment of order.consignments) {
    const shipped = order.lines.filter((line) => line.addressId === consignment.id && line.shipped > 0);
    if (shipped.length === 0) continue;
    rows.push({
      id: consignment.id,
      order_id: order.id,
      customer_id: order.buyer.id,
      order_address_id: consignment.id,
      date_created: rfc2822(order.modifiedAt),
      tracking_number: `SB${consignment.id}GB`,
      merchant_shipping_cost: '0.0000',
      shipping_method: consignment.method,
      comments: '',
      shipping_provider: 'royalmail',
      tracking_carrier: '',
      tracking_link: '',
      billing_address: withoutForms(billing),
      shipping_address: withoutForms(parseInner(consignment.address.billingText)),
      items: shipped.map((line) => ({ order_product_id: line.id, product_id: 0, quantity: line.shipped })),
      shipping_provider_display_name: 'Royal Mail',
      generated_tracking_link: `https://www.royalmail.example/track/SB${consignment.id}GB`,
    });
  }
  return rows;
}

/** Tenders of the order as transactions: gift certificate, store credit, and what the gateway did. */
export function transactionRows(order: OrderModel): Row[] {
  const rows: Row[] = [];
  const add = (event: string, method: string, amount: number, gateway: string, extra: Row = {}): void => {
    if (amount <= 0) return;
    rows.push({
      id: order.id * 8 + rows.length,
      order_id: String(order.id),
      event,
      method,
      amount: amount / 10000,
      currency: order.currency.code,
      gateway,
      gateway_transaction_id: '',
      payment_method_id: method === 'credit_card' ? `${gateway}.card` : gateway,
      status: 'ok',
      test: false,
      fraud_review: false,
      reference_transaction_id: null,
      date_created: isoOffset(order.createdAt + 5),
      avs_result: { code: '', message: '', street_match: '', postal_match: '' },
      cvv_result: { code: '', message: '' },
      credit_card: null,
      gift_certificate: null,
      store_credit: null,
      offline: null,
      custom: null,
      payment_instrument_token: null,
      ...extra,
    });
  };
  if (order.statusId === 0) return rows;
  add('purchase', 'gift_certificate', order.certificateAmount, 'giftcertificate', {
    gift_certificate: {
      code: `GC-${order.id}`,
      original_balance: order.certificateAmount / 10000,
      starting_balance: order.certificateAmount / 10000,
      remaining_balance: 0,
      status: 'active',
    },
  });
  add('purchase', 'store_credit', order.storeCredit, 'storecredit', { store_credit: { remaining_balance: 0 } });
  const rest = order.total.inc - order.storeCredit - order.certificateAmount;
  if (OFFLINE_METHODS.has(order.paymentMethod)) {
    if (order.paymentStatus !== '')
      add('pending', 'offline', rest, 'offline', { offline: { display_name: order.paymentMethod } });
    return rows;
  }
  const gateway = gatewayOf(order.paymentMethod);
  const reference = { gateway_transaction_id: referenceOf(order), ...cardOf(order.paymentMethod) };
  const method = 'credit_card' in reference ? 'credit_card' : 'electronic_wallet';
  const first = rows.length;
  const chain = EVENTS[order.paymentStatus] ?? ['purchase'];
  for (const event of chain) {
    const amount = event === 'refund' ? refundTotal(order) : rest;
    const status = order.paymentStatus === 'declined' ? 'error' : 'ok';
    const follows = rows.length > first ? { reference_transaction_id: rows[first]?.id ?? null } : {};
    add(event, method, amount, gateway, {
      ...reference,
      ...follows,
      status,
      fraud_review: order.paymentStatus === 'held for review',
    });
  }
  return rows;
}

/** One refund on refunded orders: all lines of a refunded one, one piece or a sum of a partly refunded one. */
export function refundRows(order: OrderModel): Row[] {
  if (order.statusId !== 4 && order.statusId !== 14) return [];
  const amount = refundTotal(order);
  const lines = order.lines.filter((line) => line.refunded > 0);
  const items = order.statusId === 4 || lines.length === 0 ? [orderItem(order, amount)] : lines.map(productItem);
  return [
    {
      id: order.id,
      order_id: order.id,
      user_id: 0,
      created: isoOffset(order.modifiedAt),
      reason: 'Damaged',
      total_amount: amount / 10000,
      total_tax: order.statusId === 4 ? order.total.tax / 10000 : 0,
      uses_merchant_override_values: false,
      items,
      payments: [
        {
          id: order.id,
          provider_id: gatewayOf(order.paymentMethod),
          amount: amount / 10000,
          offline: false,
          is_declined: false,
          declined_message: '',
          transaction_id: null,
        },
      ],
    },
  ];
}

const EVENTS: Record<string, readonly string[]> = {
  authorized: ['authorization'],
  'capture pending': ['authorization'],
  captured: ['authorization', 'capture'],
  paid: ['purchase'],
  declined: ['authorization'],
  'held for review': ['authorization'],
  refunded: ['purchase', 'refund'],
  'partially refunded': ['purchase', 'refund'],
  void: ['authorization', 'void'],
  'void pending': ['authorization'],
};

export function gatewayOf(paymentMethod: string): string {
  return paymentMethod === 'Credit Card' ? 'stripe' : paymentMethod.toLowerCase().replace(/[^a-z]+/g, '');
}

function cardOf(paymentMethod: string): Row {
  if (paymentMethod !== 'Credit Card' && paymentMethod !== 'Stripe') return {};
  return {
    credit_card: {
      card_type: 'visa',
      card_iin: '424242',
      card_last4: '4242',
      card_expiry_month: 4,
      card_expiry_year: 2029,
    },
  };
}

function referenceOf(order: OrderModel): string {
  return order.paymentReference?.replaceAll('"', '') ?? '';
}

/** A refunded piece gives back its share of the line; four decimals, because the quote does the same. */
function refundTotal(order: OrderModel): number {
  if (order.statusId === 4) return order.total.inc;
  const line = order.lines.find((candidate) => candidate.refunded > 0);
  return line ? Math.min(order.total.inc, line.price.inc * line.refunded) : Math.floor(order.total.inc / 2);
}

function orderItem(order: OrderModel, amount: number): Row {
  return {
    item_type: 'ORDER',
    item_id: order.id,
    reason: '',
    quantity: null,
    requested_amount: amount / 10000,
    adjustments: [],
  };
}

function productItem(line: Line): Row {
  return {
    item_type: 'PRODUCT',
    item_id: line.id,
    reason: 'Damaged',
    quantity: line.refunded,
    requested_amount: null,
    adjustments: [],
  };
}

function parseInner(text: string): Row {
  return JSON.parse(`{${text}}`) as Row;
}

function withoutForms(address: Row): Row {
  const { form_fields: _forms, ...rest } = address;
  return rest;
}
