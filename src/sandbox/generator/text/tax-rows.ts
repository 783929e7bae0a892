import { moneyText } from '../money.js';
import { discountOf } from '../orders/discounts.js';
import type { OrderModel } from '../orders/order-model.js';
import { LOCAL, STANDARD, ZERO, withTax, type TaxClass } from '../tax.js';

type Row = Record<string, unknown>;

/** The rows of /taxes?details=true: one per line, shipping, handling and wrapping, and per jurisdiction. They add up to total_tax less fees. */
export function taxRows(order: OrderModel): Row[] {
  const rows: Row[] = [];
  const add = (
    tax: number,
    taxClass: TaxClass,
    type: string,
    lineId: number | null,
    addressId: number,
    pickupId: number,
  ): void => {
    let left = tax;
    taxClass.parts.forEach((part, i) => {
      const last = i === taxClass.parts.length - 1;
      const amount = last ? left : Math.floor((tax * part.millionths) / Math.max(1, taxClass.millionths));
      left -= amount;
      rows.push({
        id: order.id * 1000 + rows.length,
        order_id: order.id,
        order_address_id: addressId,
        tax_rate_id: part.id,
        sales_tax_id: String(part.id),
        tax_class_id: taxClass.id,
        name: part.name,
        class: taxClass.name,
        rate: moneyText(part.millionths),
        priority: i,
        priority_amount: moneyText(amount),
        line_amount: moneyText(amount),
        order_pickup_method_id: pickupId,
        order_product_id: lineId,
        line_item_type: type,
      });
    });
  };
  const inclusive = order.shape.side !== 'exclusive';
  for (const line of order.lines) {
    if (line.kind === 'certificate' || line.kind === 'pick-list-child') continue;
    const base = line.baseTotal - discountOf(line) - line.hiddenDiscount;
    add(
      withTax(base, line.taxClass.millionths, inclusive).tax,
      line.taxClass,
      'item',
      line.id,
      line.addressId,
      line.pickupId,
    );
    if (line.wrapping) add(line.wrapping.tax, line.taxClass, 'gift-wrapping', line.id, line.addressId, line.pickupId);
  }
  const charges = order.shape.tax === 'zero-rated' ? ZERO : order.shape.tax === 'two-jurisdictions' ? LOCAL : STANDARD;
  let relief = order.shippingTaxRelief;
  for (const consignment of order.consignments) {
    const taken = Math.min(relief, consignment.cost.tax);
    relief -= taken;
    add(consignment.cost.tax - taken, charges, 'shipping', null, consignment.id, 0);
    if (consignment.baseHandling > 0) add(consignment.handling.tax, charges, 'handling', null, consignment.id, 0);
  }
  return rows;
}
