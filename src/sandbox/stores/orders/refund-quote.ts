import { mulDiv, parseAmount, type Amount } from '../../generator/money.js';
import { gatewayOf } from '../../generator/text/follow-up-rows.js';
import { asList, type Json } from '../json.js';
import { amountOf, lineNet, taxOfLine } from './line-amounts.js';
import type { OrderDocument } from './order-document.js';

export interface Quote {
  total: Amount;
  tax: Amount;
  orderLevel: Amount;
  adjustment: Amount;
  /** Sets of tenders; each is to be used as a whole. */
  methods: { providerId: string; amount: Amount }[][];
}

export class QuoteError extends Error {}

/** What refunding these items comes to (14.3). Throws a QuoteError with a sentence when it cannot be. */
export function quoteRefund(document: OrderDocument, body: Json): Quote {
  const items = asList(body.items);
  const taxAdjustment = parseAmount(body.tax_adjustment_amount);
  if (items.length === 0 && taxAdjustment === null)
    throw new QuoteError('Items or tax_adjustment_amount must be given.');
  const quote: Quote = {
    total: taxAdjustment ?? 0,
    tax: taxAdjustment ?? 0,
    orderLevel: 0,
    adjustment: 0,
    methods: [],
  };
  for (const item of items) {
    const { gross, tax } = amountOfItem(document, item);
    const adjustment = asList(item.adjustments).reduce((sum, row) => sum + (parseAmount(row.amount) ?? 0), 0);
    if (adjustment > 0) throw new QuoteError('An adjustment must be 0 or less.');
    quote.total += gross + adjustment;
    quote.tax += tax;
    quote.adjustment += adjustment;
    if (item.item_type === 'ORDER') quote.orderLevel += gross;
  }
  const left = amountOf(document.header, 'total_inc_tax') - refundedSoFar(document);
  if (quote.total > left) throw new QuoteError('The refund is more than what is left of the order.');
  if (quote.total <= 0) throw new QuoteError('The refund comes to nothing.');
  quote.methods = tenders(document, quote.total);
  return quote;
}

export function refundedSoFar(document: OrderDocument): Amount {
  return document.refunds.reduce((sum, refund) => sum + (parseAmount(refund.total_amount) ?? 0), 0);
}

function amountOfItem(document: OrderDocument, item: Json): { gross: Amount; tax: Amount } {
  const inclusive = document.header.is_tax_inclusive_pricing === true;
  switch (item.item_type) {
    case 'PRODUCT': {
      const line = lineOf(document, item);
      const [quantity, done, quantityAll] = [
        Number(item.quantity),
        Number(line.quantity_refunded),
        Number(line.quantity),
      ];
      if (!Number.isInteger(quantity) || quantity < 1 || done + quantity > quantityAll) {
        throw new QuoteError(`Only ${quantityAll - done} of order product ${String(line.id)} can be refunded.`);
      }
      const net = lineNet(line);
      const tax = taxOfLine(document, line, net);
      // Cumulative, so that piece by piece adds up to the line.
      const part = (amount: Amount): Amount =>
        mulDiv(amount, done + quantity, quantityAll) - mulDiv(amount, done, quantityAll);
      return { gross: part(inclusive ? net : net + tax), tax: part(tax) };
    }
    case 'GIFT_WRAPPING': {
      const line = lineOf(document, item);
      return { gross: amountOf(line, 'wrapping_cost_inc_tax'), tax: amountOf(line, 'wrapping_cost_tax') };
    }
    case 'SHIPPING':
      return ofCharge(document.addresses, item, 'cost_inc_tax', 'cost_tax');
    case 'HANDLING':
      return ofCharge(document.addresses, item, 'handling_cost_inc_tax', 'handling_cost_tax');
    case 'FEE':
      return ofCharge(document.fees, item, 'cost_inc_tax', 'cost_tax');
    case 'ORDER':
      return { gross: given(item), tax: 0 };
    case 'TAX':
      return { gross: given(item), tax: given(item) };
    default:
      throw new QuoteError(`The item type ${String(item.item_type)} is not known.`);
  }
}

function lineOf(document: OrderDocument, item: Json): Json {
  const line = document.lines.find(({ id }) => id === Number(item.item_id));
  if (!line) throw new QuoteError(`The order product ${String(item.item_id)} does not belong to this order.`);
  return line;
}

function given(item: Json): Amount {
  const amount = parseAmount(item.amount);
  if (amount === null || amount <= 0) throw new QuoteError('The amount must be more than 0.');
  return amount;
}

function ofCharge(
  rows: readonly Json[],
  item: Json,
  grossField: string,
  taxField: string,
): { gross: Amount; tax: Amount } {
  const row = rows.find(({ id }) => id === Number(item.item_id));
  if (!row) throw new QuoteError(`The item ${String(item.item_id)} does not belong to this order.`);
  const [gross, all, tax] = [given(item), amountOf(row, grossField), amountOf(row, taxField)];
  if (gross > all) throw new QuoteError('The amount is more than what was charged.');
  return { gross, tax: all > 0 ? mulDiv(tax, gross, all) : 0 };
}

/** First what was paid with, then store credit alone (customers only). */
function tenders(document: OrderDocument, total: Amount): Quote['methods'] {
  const { header } = document;
  const credit = amountOf(header, 'store_credit_amount');
  const certificate = amountOf(header, 'gift_certificate_amount');
  const byGateway = Math.max(0, amountOf(header, 'total_inc_tax') - credit - certificate - paidBack(document));
  const first: Quote['methods'][number] = [];
  let left = total;
  const take = (providerId: string, available: Amount): void => {
    const amount = Math.min(left, available);
    if (amount <= 0) return;
    first.push({ providerId, amount });
    left -= amount;
  };
  take(gatewayOf(String(header.payment_method)) || 'custom', byGateway);
  take('giftcertificate', certificate);
  if (left > 0) first.push({ providerId: header.customer_id === 0 ? 'custom' : 'storecredit', amount: left });
  const methods = [first];
  const onlyCredit = first.length === 1 && first[0]?.providerId === 'storecredit';
  if (header.customer_id !== 0 && !onlyCredit) methods.push([{ providerId: 'storecredit', amount: total }]);
  return methods;
}

function paidBack(document: OrderDocument): Amount {
  const gateway = gatewayOf(String(document.header.payment_method));
  return document.refunds
    .flatMap((refund) => asList(refund.payments))
    .filter((payment) => payment.provider_id === gateway)
    .reduce((sum, payment) => sum + (parseAmount(payment.amount) ?? 0), 0);
}
