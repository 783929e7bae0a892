import { moneyText, mulDiv, parseAmount, type Amount } from '../../generator/money.js';
import { withTax } from '../../generator/tax.js';
import { asList, type Json } from '../json.js';
import type { OrderDocument } from './order-document.js';

/** Money fields of a document as whole ten-thousandths; what cannot be read counts as nothing. */
export function amountOf(row: Json, field: string): Amount {
  return parseAmount(row[field]) ?? 0;
}

export function setAmount(row: Json, field: string, amount: Amount): void {
  row[field] = moneyText(amount);
}

export function lineDiscounts(line: Json, withCode: boolean): Amount {
  return asList(line.applied_discounts)
    .filter((discount) => (discount.code !== null) === withCode)
    .reduce((sum, discount) => sum + amountOf(discount, 'amount'), 0);
}

/** Net amount of a line on the side its store enters prices, after the discounts that show on it. */
export function lineNet(line: Json): Amount {
  return amountOf(line, 'base_total') - lineDiscounts(line, true) - lineDiscounts(line, false);
}

export function taxRowsOf(document: OrderDocument, line: Json): Json[] {
  return document.taxes.filter((row) => row.order_product_id === line.id && row.line_item_type === 'item');
}

/** The tax in (inclusive) or on (exclusive) such an amount, at the rate of the line's tax rows, or of its price when it has none. */
export function taxOfLine(document: OrderDocument, line: Json, amount: Amount): Amount {
  const rows = taxRowsOf(document, line);
  const [tax, ex] = [amountOf(line, 'price_tax'), amountOf(line, 'price_ex_tax')];
  // "20.0000" per cent reads as 200000 ten-thousandths, which is the rate in millionths.
  const listed = rows.reduce((sum, row) => sum + amountOf(row, 'rate'), 0);
  const rate = rows.length > 0 ? listed : ex > 0 ? mulDiv(tax, 1_000_000, ex) : 0;
  return withTax(amount, rate, document.header.is_tax_inclusive_pricing === true).tax;
}

/** Sets quantity and unit prices, and the line totals that follow. Any touch takes the line's discounts away. */
export function setLinePrices(line: Json, ex: Amount, inc: Amount, quantity: number, inclusive: boolean): void {
  line.quantity = quantity;
  setAmount(line, 'price_ex_tax', ex);
  setAmount(line, 'price_inc_tax', inc);
  setAmount(line, 'price_tax', inc - ex);
  setAmount(line, 'base_price', inclusive ? inc : ex);
  setAmount(line, 'base_total', (inclusive ? inc : ex) * quantity);
  setAmount(line, 'total_ex_tax', ex * quantity);
  setAmount(line, 'total_inc_tax', inc * quantity);
  setAmount(line, 'total_tax', (inc - ex) * quantity);
  setAmount(line, 'discounted_total_inc_tax', inc * quantity);
  line.applied_discounts = [];
}
