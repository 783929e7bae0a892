import { DomainError, Money } from '../../../shared-kernel/index.js';
import { aLine, anOrder, aShipping, someConsignments, type Payload } from '../testing/order-payload.js';
import { mapOrder } from './map-order.js';

const usd = (amount: string): Money => Money.of(amount, 'USD');

function failure(payload: unknown): DomainError {
  try {
    mapOrder(payload);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('the order was read');
}

describe('mapOrder', () => {
  it('puts the header of a simple order into shared words', () => {
    const order = mapOrder(anOrder());
    expect(order).toMatchObject({
      remoteId: '4410',
      createdAt: '2026-03-02T18:20:05.000Z',
      modifiedAt: '2026-03-03T07:01:59.000Z',
      statusId: '11',
      statusLabel: 'To pack',
      paymentStatus: 'captured',
      gateway: 'Credit Card',
      paymentReference: 'pi_8Zk41',
      currency: 'USD',
      storeCurrency: 'USD',
      storeToOrderRate: '1.0000000000',
      pricesIncludeTax: false,
      channelId: '1',
      customerRemoteId: '502',
      itemsTotal: 2,
      itemsShipped: 0,
      isDeleted: false,
      customerMessage: 'Ring twice &amp; wait',
      staffNotes: '',
    });
  });

  it('keeps both sides of every total', () => {
    const { totals } = mapOrder(anOrder());
    expect(totals.subtotal).toEqual({ exTax: usd('24.0000'), incTax: usd('26.4000') });
    expect(totals.shipping).toEqual({ exTax: usd('7.5000'), incTax: usd('7.5000') });
    expect(totals.total).toEqual(usd('33.9000'));
    expect(totals.totalTax).toEqual(usd('2.4000'));
  });

  it('reads a line with its options, weight and consignment', () => {
    const { lines } = mapOrder(anOrder());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      remoteId: '8101',
      kind: 'physical',
      productRemoteId: '73',
      variantRemoteId: '318',
      sku: 'TWM-BLUE',
      optionsText: 'Colour: Blue',
      quantity: 2,
      consignmentRemoteId: '6021',
      parentLineRemoteId: null,
      weight: '0.4500',
    });
    expect(lines[0]?.unitPrice.incTax).toEqual(usd('13.2000'));
  });

  it('takes consignment money as numbers and as text alike', () => {
    const asText = aShipping([aLine()], { cost_ex_tax: '7.5000', cost_inc_tax: '7.5000' });
    const numbers = mapOrder(anOrder()).consignments;
    expect(mapOrder(anOrder({ consignments: someConsignments({ shipping: [asText] }) })).consignments).toEqual(numbers);
    expect(numbers[0]?.shipping.incTax).toEqual(usd('7.5000'));
  });

  it('reads the old array shape of consignments', () => {
    const order = anOrder();
    expect(mapOrder({ ...order, consignments: [order['consignments']] })).toEqual(mapOrder(order));
  });

  it('reads JSON text as well as an object', () => {
    expect(mapOrder(JSON.stringify(anOrder()))).toEqual(mapOrder(anOrder()));
  });

  it('is not disturbed by fields it does not know, or by optional ones that are missing', () => {
    const {
      wrapping_cost_ex_tax: _1,
      wrapping_cost_inc_tax: _2,
      product_options: _3,
      applied_discounts: _4,
      weight: _5,
      ...line
    } = aLine();
    const { staff_notes: _6, fees: _7, billing_address: _8, is_deleted: _9, channel_id: _10, ...rest } = anOrder();
    const order = mapOrder({
      ...rest,
      brand_new: { a: 1 },
      consignments: someConsignments({ shipping: [aShipping([line])] }),
    });
    expect(order.lines[0]).toMatchObject({ optionsText: '', weight: '0', appliedDiscounts: [] });
    expect(order.billing).toMatchObject({ firstName: '', email: '' });
    expect(order.channelId).toBeNull();
  });

  it('calls a guest a guest', () => {
    expect(mapOrder(anOrder({ customer_id: 0 })).customerRemoteId).toBeNull();
  });

  it('knows digital lines and gift certificates as not delivered', () => {
    const order = mapOrder(
      anOrder({
        items_total: 3,
        consignments: someConsignments({
          downloads: [
            { recipient_email: 'a@example.com', line_items: [aLine({ id: 1, type: 'digital', order_address_id: 0 })] },
          ],
          email: {
            gift_certificates: [
              {
                recipient_email: 'b@example.com',
                line_items: [aLine({ id: 2, type: 'giftcertificate', product_id: 0, quantity: 1 })],
              },
            ],
          },
        }),
      }),
    );
    expect(order.lines.map((line) => [line.kind, line.consignmentRemoteId])).toEqual([
      ['digital', null],
      ['gift-certificate', null],
    ]);
    expect(order.consignments).toEqual([]);
  });

  it('gives a pickup its location and keeps its id apart from address ids', () => {
    const pickup = {
      id: 6021,
      pickup_method_id: 4,
      pickup_method_display_name: 'Dock 3',
      location: { id: 2, name: 'Yard' },
      line_items: [aLine({ id: 9 })],
    };
    const order = mapOrder(
      anOrder({ consignments: someConsignments({ pickups: [pickup], shipping: [aShipping([aLine()])] }) }),
    );
    expect(order.consignments.map((c) => [c.remoteId, c.kind, c.locationRemoteId, c.method])).toEqual([
      ['6021', 'shipping', null, 'Ground'],
      ['pickup-6021', 'pickup', '2', 'Dock 3'],
    ]);
    expect(order.lines.map((line) => line.consignmentRemoteId)).toEqual(['6021', 'pickup-6021']);
  });

  it('keeps custom lines without a product and pick-list children with their parent', () => {
    const lines = [
      aLine({ product_id: 0, variant_id: 0 }),
      aLine({ id: 8102, parent_order_product_id: 8101, price_ex_tax: '0.0000' }),
    ];
    const order = mapOrder(anOrder({ consignments: someConsignments({ shipping: [aShipping(lines)] }) }));
    expect(order.lines[0]).toMatchObject({ productRemoteId: null, variantRemoteId: null, parentLineRemoteId: null });
    expect(order.lines[1]).toMatchObject({ parentLineRemoteId: '8101' });
  });

  it('keeps wrapping and discounts with their codes', () => {
    const line = aLine({
      wrapping_cost_ex_tax: '2.0000',
      wrapping_cost_inc_tax: '2.2000',
      applied_discounts: [
        { id: 'total-coupon', amount: '1.5000', name: 'Ten', code: 'TEN', target: 'order' },
        { id: 'manual-discount', amount: 0.25, name: 'Manual', code: null, target: 'product' },
      ],
    });
    const [mapped] = mapOrder(anOrder({ consignments: someConsignments({ shipping: [aShipping([line])] }) })).lines;
    expect(mapped?.wrapping.incTax).toEqual(usd('2.2000'));
    expect(mapped?.appliedDiscounts).toEqual([
      { id: 'total-coupon', name: 'Ten', code: 'TEN', amount: usd('1.5000'), target: 'order' },
      { id: 'manual-discount', name: 'Manual', code: null, amount: usd('0.2500'), target: 'product' },
    ]);
  });

  it.each([
    ['bare', (fee: Payload) => [fee]],
    ['wrapped', (fee: Payload) => ({ fees: [fee] })],
  ])('reads a %s list of fees', (_, wrap) => {
    const fee = {
      id: 31,
      type: 'custom_fee',
      display_name_merchant: 'Pallet',
      cost_ex_tax: '10.0000',
      cost_tax: '1.0000',
      tax_class_id: 0,
    };
    expect(mapOrder(anOrder({ fees: wrap(fee) })).fees).toEqual([
      { remoteId: '31', name: 'Pallet', cost: { exTax: usd('10.0000'), incTax: usd('11.0000') }, taxClassId: '0' },
    ]);
  });

  it('uses the transactional currency, whatever the shopper was shown', () => {
    const order = mapOrder(
      anOrder({
        currency_code: 'USD',
        default_currency_code: 'JPY',
        store_default_to_transactional_exchange_rate: '151.2000000000',
      }),
    );
    expect([order.currency, order.storeCurrency, order.storeToOrderRate]).toEqual(['JPY', 'USD', '151.2000000000']);
  });

  it.each([
    ['total_inc_tax', '33.90001', 'more than four decimals'],
    ['total_inc_tax', 3.39e-7, 'exponent'],
    ['total_inc_tax', Number.NaN, 'not an amount'],
    ['total_inc_tax', 'abc', 'not an amount'],
    ['total_inc_tax', null, 'not an amount'],
    ['total_tax', undefined, 'is missing'],
    ['subtotal_ex_tax', { amount: 1 }, 'not an amount'],
    ['discount_amount', '1,50', 'not an amount'],
    ['id', 'x1', 'not an id'],
    ['status_id', undefined, 'not an id'],
    ['date_modified', 'yesterday', 'not a date'],
    ['date_created', 'Tue, 31 Feb 2026 10:00:00 +0000', 'not a date'],
    ['default_currency_code', 'DOUBLOON', 'currency code'],
    ['is_tax_inclusive_pricing', undefined, 'true or false'],
    ['items_total', 1.5, 'whole number'],
    ['store_default_to_transactional_exchange_rate', '0.0000', 'above zero'],
  ])('refuses an order whose %s is %p, naming field, value and remedy', (field, value, words) => {
    const error = failure(anOrder({ [field]: value }));
    expect(error.code).toBe('bigcommerce.order-unreadable');
    expect(error.message).toContain(field);
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/Retry\.$/);
    expect(error.facts).toMatchObject({ field });
  });

  it.each([
    [{ price_inc_tax: '1e3' }, 'consignments.shipping[0].line_items[0].price_inc_tax'],
    [{ quantity: -1 }, 'consignments.shipping[0].line_items[0].quantity'],
    [{ quantity: '1.5' }, 'consignments.shipping[0].line_items[0].quantity'],
    [{ quantity_shipped: 3 }, 'consignments.shipping[0].line_items[0].quantity_shipped'],
    [{ id: null }, 'consignments.shipping[0].line_items[0].id'],
    [{ product_id: 'seven' }, 'consignments.shipping[0].line_items[0].product_id'],
    [
      { applied_discounts: [{ id: 'x', amount: 'free' }] },
      'consignments.shipping[0].line_items[0].applied_discounts[0].amount',
    ],
  ])('refuses a line with %p by its path', (broken, path) => {
    const error = failure(anOrder({ consignments: someConsignments({ shipping: [aShipping([aLine(broken)])] }) }));
    expect(error.facts).toMatchObject({ orderId: '4410', field: path });
  });

  it('refuses an order whose lines are cut off, missing or repeated', () => {
    const cut = aShipping([aLine()], { __warning__: { message: 'Not all line items' } });
    for (const consignments of [
      someConsignments({ shipping: [cut] }),
      someConsignments({}),
      { url: 'https://x', resource: '/orders/4410/consignments' },
      someConsignments({ shipping: [aShipping([{ url: 'https://x', resource: '/orders/4410/products/8101' }])] }),
      someConsignments({ shipping: [aShipping([aLine(), aLine()])] }),
    ]) {
      expect(failure(anOrder({ consignments })).message).toContain('Press Retry to read the order again.');
    }
  });

  it('refuses what is no order at all', () => {
    for (const payload of [null, [], 'not json', 7]) expect(failure(payload).code).toBe('bigcommerce.order-unreadable');
  });
});
