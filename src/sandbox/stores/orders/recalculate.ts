import { allocate, mulDiv, type Amount } from '../../generator/money.js';
import type { Json } from '../json.js';
import { amountOf, lineDiscounts, lineNet, setAmount, taxOfLine, taxRowsOf } from './line-amounts.js';
import type { OrderDocument } from './order-document.js';

const CHARGES = ['shipping_cost', 'handling_cost', 'wrapping_cost'] as const;

/** What of the header's discounts no line shows; read before an edit, because edits take discounts off lines. */
export interface HiddenDiscounts {
  manual: Amount;
  coupon: Amount;
}

export function hiddenDiscounts(document: OrderDocument): HiddenDiscounts {
  return {
    manual: amountOf(document.header, 'discount_amount') - sum(document.lines, (line) => lineDiscounts(line, false)),
    coupon: amountOf(document.header, 'coupon_discount') - sum(document.lines, (line) => lineDiscounts(line, true)),
  };
}

/** Totals of the sheet's 11.5 after lines, fees, charges or discounts changed. */
export function recalculate(document: OrderDocument, hidden: HiddenDiscounts): void {
  const { header, lines } = document;
  const inclusive = header.is_tax_inclusive_pricing === true;
  const nets = lines.map(lineNet);
  const relief = allocate(
    Math.max(0, hidden.manual),
    nets.map((net) => Math.max(0, net)),
  );
  const taxes = lines.map((line, i) => taxOfLine(document, line, (nets[i] ?? 0) - (relief[i] ?? 0)));
  const goodsTax = taxes.reduce((total, tax) => total + tax, 0);
  rewriteTaxRows(document, taxes);
  for (const line of lines) {
    const discounts = lineDiscounts(line, true) + lineDiscounts(line, false);
    setAmount(line, 'discounted_total_inc_tax', amountOf(line, 'total_inc_tax') - discounts);
  }
  const manual = hidden.manual + sum(lines, (line) => lineDiscounts(line, false));
  const coupon = hidden.coupon + sum(lines, (line) => lineDiscounts(line, true));
  const subtotalEx = sum(lines, (line) => amountOf(line, 'total_ex_tax'));
  const subtotalInc = sum(lines, (line) => amountOf(line, 'total_inc_tax'));
  setAmount(header, 'subtotal_ex_tax', subtotalEx);
  setAmount(header, 'subtotal_inc_tax', subtotalInc);
  setAmount(header, 'subtotal_tax', goodsTax);
  setAmount(header, 'discount_amount', manual);
  setAmount(header, 'coupon_discount', coupon);
  setAmount(
    header,
    'wrapping_cost_ex_tax',
    sum(lines, (line) => amountOf(line, 'wrapping_cost_ex_tax')),
  );
  setAmount(
    header,
    'wrapping_cost_inc_tax',
    sum(lines, (line) => amountOf(line, 'wrapping_cost_inc_tax')),
  );
  setAmount(
    header,
    'wrapping_cost_tax',
    sum(lines, (line) => amountOf(line, 'wrapping_cost_tax')),
  );
  const chargeSum = (side: string): Amount =>
    CHARGES.reduce((total, charge) => total + amountOf(header, `${charge}_${side}`), 0) +
    sum(document.fees, (fee) => amountOf(fee, `cost_${side}`));
  const tax = goodsTax + chargeSum('tax') - shippingRelief(header, hidden.coupon, inclusive);
  const side = inclusive ? 'inc_tax' : 'ex_tax';
  const total = (inclusive ? subtotalInc : subtotalEx) + chargeSum(side) - manual - coupon;
  setAmount(header, 'total_tax', tax);
  setAmount(header, 'total_inc_tax', inclusive ? total : total + tax);
  setAmount(header, 'total_ex_tax', inclusive ? total - tax : total);
  header.items_total = sum(lines, (line) => Number(line.quantity));
  header.items_shipped = sum(lines, (line) => Number(line.quantity_shipped));
  for (const part of [...document.consignments, ...document.addresses]) {
    const mine = lines.filter((line) => line.order_address_id === part.id);
    part.items_total = sum(mine, (line) => Number(line.quantity));
    part.items_shipped = sum(mine, (line) => Number(line.quantity_shipped));
  }
}

/** Brings the rows of /taxes in step with the lines: gone lines lose theirs, new ones get one. */
function rewriteTaxRows(document: OrderDocument, taxes: readonly Amount[]): void {
  const { lines, header } = document;
  const known = new Set(lines.map(({ id }) => id));
  document.taxes = document.taxes.filter((row) => row.line_item_type !== 'item' || known.has(row.order_product_id));
  lines.forEach((line, i) => {
    const tax = taxes[i] ?? 0;
    const rows = taxRowsOf(document, line);
    if (rows.length === 0 && tax > 0) {
      const row = newTaxRow(header, line);
      document.taxes.push(row);
      rows.push(row);
    }
    const parts = allocate(
      tax,
      rows.map((row) => amountOf(row, 'rate')),
    );
    rows.forEach((row, at) => {
      setAmount(row, 'line_amount', parts[at] ?? 0);
      setAmount(row, 'priority_amount', parts[at] ?? 0);
    });
  });
}

function newTaxRow(header: Json, line: Json): Json {
  const ex = amountOf(line, 'price_ex_tax');
  const row: Json = {
    id: Number(line.id),
    order_id: header.id,
    order_address_id: line.order_address_id,
    tax_rate_id: 0,
    sales_tax_id: '',
    tax_class_id: 0,
    name: 'Tax',
    class: 'API Tax Override',
    priority: 0,
    order_pickup_method_id: line.order_pickup_method_id,
    order_product_id: line.id,
    line_item_type: 'item',
  };
  setAmount(row, 'rate', ex > 0 ? mulDiv(amountOf(line, 'price_tax'), 1_000_000, ex) : 0);
  return row;
}

/** Tax that a coupon on shipping takes with it. */
function shippingRelief(header: Json, discount: Amount, inclusive: boolean): Amount {
  const base = amountOf(header, inclusive ? 'shipping_cost_inc_tax' : 'shipping_cost_ex_tax');
  return base > 0 ? mulDiv(discount, amountOf(header, 'shipping_cost_tax'), base) : 0;
}

function sum<T>(rows: readonly T[], of: (row: T) => Amount): Amount {
  return rows.reduce((total, row) => total + of(row), 0);
}
