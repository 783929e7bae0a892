import { aStore } from '../../testing/a-store.js';
import { exact, sumOf } from '../../testing/exact.js';
import type { OrderDocument } from '../../stores/orders/order-document.js';
import type { TaxMode } from '../../stores/store.js';
import { asList } from '../../stores/json.js';

const ORDERS = 2000;

function* documents(tax: TaxMode, seed: number, orders = ORDERS): Generator<OrderDocument> {
  const store = aStore({ profile: 'all', tax, seed, orders });
  for (let id = store.orders.firstId; id <= store.orders.lastId; id += 1)
    yield store.orders.document(id) as OrderDocument;
}

/** Subtotal and charges less discounts plus fees, on one side. */
function sumOfSide({ header, fees }: OrderDocument, side: 'inc_tax' | 'ex_tax'): bigint {
  return (
    exact(header[`subtotal_${side}`]) +
    exact(header[`shipping_cost_${side}`]) +
    exact(header[`handling_cost_${side}`]) +
    exact(header[`wrapping_cost_${side}`]) +
    sumOf(fees, (fee) => fee[`cost_${side}`]) -
    exact(header.discount_amount) -
    exact(header.coupon_discount)
  );
}

describe('totals of generated orders', () => {
  it('satisfy the sum with tax in an inclusive store', () => {
    for (const document of documents('inclusive', 1)) {
      expect(document.header.is_tax_inclusive_pricing).toBe(true);
      expect([document.header.id, sumOfSide(document, 'inc_tax')]).toEqual([
        document.header.id,
        exact(document.header.total_inc_tax),
      ]);
    }
  });

  it('satisfy the sum without tax in an exclusive store, and there a discount breaks the other sum', () => {
    let broken = 0;
    for (const document of documents('exclusive', 2)) {
      const { header } = document;
      expect(header.is_tax_inclusive_pricing).toBe(false);
      expect([header.id, sumOfSide(document, 'ex_tax')]).toEqual([
        header.id,
        exact(header.total_inc_tax) - exact(header.total_tax),
      ]);
      const discounted = exact(header.discount_amount) + exact(header.coupon_discount) > 0n;
      if (discounted && sumOfSide(document, 'inc_tax') !== exact(header.total_inc_tax)) broken += 1;
    }
    expect(broken).toBeGreaterThan(200);
  });

  it('satisfy one of the two sums in a mixed store, also when the flag names the other side', () => {
    let otherSide = 0;
    for (const document of documents('mixed', 3)) {
      const { header } = document;
      const inc = sumOfSide(document, 'inc_tax') === exact(header.total_inc_tax);
      const ex = sumOfSide(document, 'ex_tax') === exact(header.total_inc_tax) - exact(header.total_tax);
      expect([header.id, inc || ex]).toEqual([header.id, true]);
      if (header.is_tax_inclusive_pricing === false && inc && !ex) otherSide += 1;
    }
    expect(otherSide).toBeGreaterThan(30);
  });

  it('keep every part in step with the whole', () => {
    for (const document of documents('mixed', 4)) {
      const { header, lines, consignments, addresses, fees, taxes } = document;
      const id = header.id;
      expect([id, exact(header.total_ex_tax) + exact(header.total_tax)]).toEqual([id, exact(header.total_inc_tax)]);
      expect([id, sumOf(lines, (line) => line.total_inc_tax)]).toEqual([id, exact(header.subtotal_inc_tax)]);
      expect([id, sumOf(lines, (line) => line.total_ex_tax)]).toEqual([id, exact(header.subtotal_ex_tax)]);
      for (const side of ['cost_ex_tax', 'cost_inc_tax', 'cost_tax']) {
        const shipping = exact(header[`shipping_${side}`]);
        expect([id, sumOf(consignments, (row) => row[side])]).toEqual([id, shipping]);
        expect([id, sumOf(addresses, (row) => row[side])]).toEqual([id, shipping]);
        expect([id, sumOf(consignments, (row) => row[`handling_${side}`])]).toEqual([
          id,
          exact(header[`handling_${side}`]),
        ]);
        expect([id, sumOf(lines, (row) => row[`wrapping_${side}`])]).toEqual([id, exact(header[`wrapping_${side}`])]);
      }
      // What /taxes lists, with the fees it cannot list, is the tax of the order.
      const listed = sumOf(taxes, (row) => row.line_amount) + sumOf(fees, (fee) => fee.cost_tax);
      expect([id, listed]).toEqual([id, exact(header.total_tax)]);
      const goodsTax = sumOf(
        taxes.filter((row) => row.line_item_type === 'item'),
        (row) => row.line_amount,
      );
      expect([id, goodsTax]).toEqual([id, exact(header.subtotal_tax)]);
      expect(lines.reduce((sum, line) => sum + Number(line.quantity), 0)).toBe(header.items_total);
      expect(lines.reduce((sum, line) => sum + Number(line.quantity_shipped), 0)).toBe(header.items_shipped);
    }
  });

  it('price lines as unit times quantity and show discounts that never exceed the header', () => {
    for (const { header, lines } of documents('mixed', 5)) {
      let withCode = 0n;
      let without = 0n;
      for (const line of lines) {
        expect(exact(line.price_inc_tax) * BigInt(Number(line.quantity))).toBe(exact(line.total_inc_tax));
        expect(exact(line.price_ex_tax) + exact(line.price_tax)).toBe(exact(line.price_inc_tax));
        const discounts = asList(line.applied_discounts);
        const shown = sumOf(discounts, (discount) => discount.amount);
        expect(exact(line.total_inc_tax) - shown).toBe(exact(line.discounted_total_inc_tax));
        withCode += sumOf(
          discounts.filter(({ code }) => code !== null),
          (discount) => discount.amount,
        );
        without += sumOf(
          discounts.filter(({ code }) => code === null),
          (discount) => discount.amount,
        );
      }
      expect([header.id, withCode <= exact(header.coupon_discount)]).toEqual([header.id, true]);
      expect([header.id, without <= exact(header.discount_amount)]).toEqual([header.id, true]);
    }
  });

  it('never go below zero, nor do goods carry less than no tax, nor tenders more than the total', () => {
    for (const { header, fees } of documents('mixed', 6)) {
      const total = exact(header.total_inc_tax);
      const charges =
        exact(header.shipping_cost_tax) + exact(header.handling_cost_tax) + exact(header.wrapping_cost_tax);
      const goodsTax = exact(header.total_tax) - charges - sumOf(fees, (fee) => fee.cost_tax);
      expect([header.id, total >= 0n, goodsTax >= 0n]).toEqual([header.id, true, true]);
      expect(exact(header.store_credit_amount) + exact(header.gift_certificate_amount) <= total).toBe(true);
      expect(header.refunded_amount).toBe('0.0000');
    }
  });

  it('refund no more than the order came to', () => {
    let refunds = 0;
    for (const document of documents('mixed', 7)) {
      refunds += document.refunds.length;
      const back = sumOf(document.refunds, (refund) => refund.total_amount);
      expect([document.header.id, back <= exact(document.header.total_inc_tax)]).toEqual([document.header.id, true]);
    }
    expect(refunds).toBeGreaterThan(100);
  });
});
