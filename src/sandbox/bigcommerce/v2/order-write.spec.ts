import { aClient, type Client } from '../../testing/a-client.js';
import { exact, sumOf } from '../../testing/exact.js';
import { asList, type Json } from '../../stores/json.js';

let client: Client;
beforeEach(async () => {
  client = await aClient({ orders: 300, profile: 'all', tax: 'inclusive' });
});
afterEach(() => client.sandbox.close());

async function order(id: number): Promise<Json> {
  return (await client.get(`/v2/orders/${id}`)).body as Json;
}

async function lines(id: number): Promise<Json[]> {
  return asList((await client.get(`/v2/orders/${id}/products?limit=250`)).body);
}

async function find(test: (row: Json) => boolean): Promise<number> {
  const found = asList((await client.get('/v2/orders?limit=250')).body).find(test);
  return Number(found?.id);
}

describe('PUT /v2/orders/{id}', () => {
  it('changes status with its texts and moves date_modified', async () => {
    const before = await order(1001);
    const reply = await client.send('PUT', '/v2/orders/1001', { status_id: 9 });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status_id: 9, status: 'Awaiting Shipment', custom_status: 'Packed' });
    const after = await order(1001);
    expect(Date.parse(String(after.date_modified))).toBeGreaterThan(Date.parse(String(before.date_modified)));
    const [last] = asList((await client.get('/v2/orders?sort=date_modified:desc&limit=1')).body);
    expect(last?.id).toBe(1001);
  });

  it('refuses read-only fields by name, and changes nothing', async () => {
    const before = await order(1001);
    for (const field of ['payment_status', 'total_tax', 'date_modified', 'coupon_discount', 'id']) {
      const reply = await client.send('PUT', '/v2/orders/1001', { staff_notes: 'no', [field]: before[field] });
      expect(reply.status).toBe(400);
      expect(reply.text).toContain(
        `The field '${field}' cannot be written to. Please remove it from your request before trying again.`,
      );
    }
    expect((await client.send('PUT', '/v2/orders/1001', { external_merchant_id: 'x' })).status).toBe(400);
    expect((await client.send('PUT', '/v2/orders/1001', { total_inc_tax: '5' })).status).toBe(400);
    expect(await order(1001)).toEqual(before);
  });

  it('adds, changes and removes lines, takes discounts off touched ones and totals up again', async () => {
    const id = await find(
      (row) =>
        row.coupon_discount !== '0.0000' &&
        Number(row.items_total) > 1 &&
        Number(row.items_total) < 20 &&
        row.status_id === 11,
    );
    const [first, second] = await lines(id);
    const discounted = asList(first?.applied_discounts);
    const reply = await client.send('PUT', `/v2/orders/${id}`, {
      products: [
        { id: first?.id, quantity: 4 },
        ...(second ? [{ id: second.id, quantity: 0 }] : []),
        { name: 'Fitting', quantity: 2, price_ex_tax: '10', price_inc_tax: '12' },
        { product_id: 101, quantity: 1 },
      ],
    });
    expect(reply.status).toBe(200);
    const after = await order(id);
    const now = await lines(id);
    expect(discounted.length).toBeGreaterThanOrEqual(0);
    expect(now.find((line) => line.id === first?.id)).toMatchObject({ quantity: 4, applied_discounts: [] });
    expect(now.some((line) => line.id === second?.id)).toBe(false);
    expect(
      now.some((line) => line.product_id === 0 && line.name === 'Fitting' && line.total_inc_tax === '24.0000'),
    ).toBe(true);
    expect(now.some((line) => line.product_id === 101)).toBe(true);
    expect(sumOf(now, (line) => line.total_inc_tax)).toBe(exact(after.subtotal_inc_tax));
    const fees = asList((await client.get(`/v2/orders/${id}/fees`)).body);
    const total =
      exact(after.subtotal_inc_tax) +
      exact(after.shipping_cost_inc_tax) +
      exact(after.handling_cost_inc_tax) +
      exact(after.wrapping_cost_inc_tax) +
      sumOf(fees, (fee) => fee.cost_inc_tax) -
      exact(after.discount_amount) -
      exact(after.coupon_discount);
    expect(exact(after.total_inc_tax)).toBe(total);
    expect(exact(after.total_ex_tax) + exact(after.total_tax)).toBe(total);
    const taxes = asList((await client.get(`/v2/orders/${id}/taxes?details=true&limit=250`)).body);
    expect(sumOf(taxes, (row) => row.line_amount) + sumOf(fees, (fee) => fee.cost_tax)).toBe(exact(after.total_tax));
    expect(after.items_total).toBe(now.reduce((sum, line) => sum + Number(line.quantity), 0));
  });

  it('leaves totals alone when an edit changes nothing that counts', async () => {
    for (let id = 1001; id < 1040; id += 1) {
      const before = await order(id);
      const fees = asList((await client.get(`/v2/orders/${id}/fees`)).body);
      const same = fees.map(({ id: feeId, display_name_customer: name, cost_ex_tax: ex, cost_inc_tax: inc }) => ({
        id: feeId,
        display_name_customer: name,
        cost_ex_tax: ex,
        cost_inc_tax: inc,
      }));
      const reply = await client.send('PUT', `/v2/orders/${id}`, { fees: same });
      const { total_inc_tax: inc, coupon_discount: coupon, discount_amount: manual } = reply.body as Json;
      expect([id, inc, coupon, manual]).toEqual([
        id,
        before.total_inc_tax,
        before.coupon_discount,
        before.discount_amount,
      ]);
      expect([id, (reply.body as Json).total_tax]).toEqual([id, before.total_tax]);
    }
  });

  it('replaces fees', async () => {
    const reply = await client.send('PUT', '/v2/orders/1001', {
      fees: [{ display_name_customer: 'Rush', cost_ex_tax: '5', cost_tax: '1' }],
    });
    expect(reply.status).toBe(200);
    expect(asList((await client.get('/v2/orders/1001/fees')).body)).toEqual([
      expect.objectContaining({ cost_inc_tax: '6.0000', display_name_customer: 'Rush' }),
    ]);
    expect((await client.send('PUT', '/v2/orders/1001', { fees: [{ cost_ex_tax: '5' }] })).status).toBe(400);
  });
});

describe('POST and DELETE', () => {
  it('creates an order with every field, priced by the catalogue or by hand', async () => {
    const billing = {
      first_name: 'Ines',
      last_name: 'Ferro',
      street_1: '9 Shore Place',
      city: 'Edinburgh',
      state: 'Midlothian',
      zip: 'EH6 6SW',
      country_iso2: 'GB',
    };
    const reply = await client.send('POST', '/v2/orders', {
      billing_address: billing,
      external_order_id: 'ERP-1',
      products: [
        { product_id: 101, quantity: 2 },
        { name: 'Fitting', quantity: 1, price_ex_tax: 10, price_inc_tax: 12 },
      ],
    });
    expect(reply.status).toBe(200);
    const made = reply.body as Json;
    expect(Object.keys(made).sort()).toEqual(Object.keys(await order(1001)).sort());
    expect(made).toMatchObject({
      id: 1301,
      status_id: 1,
      customer_id: 0,
      order_source: 'external',
      external_order_id: 'ERP-1',
    });
    expect(exact(made.total_inc_tax)).toBe(sumOf(await lines(1301), (line) => line.total_inc_tax));
    const [found] = asList((await client.get('/v2/orders?external_order_id=ERP-1')).body);
    expect(found?.id).toBe(1301);
    for (const body of [
      { billing_address: billing },
      { products: [{ product_id: 101, quantity: 1 }] },
      { billing_address: billing, products: [{ product_id: 9999, quantity: 1 }] },
    ]) {
      expect((await client.send('POST', '/v2/orders', body)).status).toBe(400);
    }
    expect((await client.get('/v2/orders/1302')).status).toBe(404);
  });

  it('archives on DELETE', async () => {
    expect((await client.send('DELETE', '/v2/orders/1005')).status).toBe(204);
    expect(await order(1005)).toMatchObject({ id: 1005, is_deleted: true });
    const page = asList((await client.get('/v2/orders?limit=10')).body);
    expect(page.map(({ id }) => id)).not.toContain(1005);
  });
});

describe('shipments', () => {
  async function shippable(): Promise<{ id: number; addressId: number; line: Json; all: Json[] }> {
    for (let id = 1001; id < 1300; id += 1) {
      const all = await lines(id);
      const line = all.find(({ quantity, type }) => type === 'physical' && Number(quantity) > 1);
      if (line && (await order(id)).status_id === 11 && Number(line.order_address_id) > 0 && all.length === 1) {
        return { id, addressId: Number(line.order_address_id), line, all };
      }
    }
    throw new Error('no such order');
  }

  it('move quantities and status, partly and then wholly, and stay when deleted', async () => {
    const { id, addressId, line } = await shippable();
    const part = await client.send('POST', `/v2/orders/${id}/shipments`, {
      order_address_id: addressId,
      tracking_number: 'T1',
      shipping_provider: 'ups',
      items: [{ order_product_id: line.id, quantity: 1 }],
    });
    expect(part.status).toBe(201);
    expect(part.body).toMatchObject({
      order_id: id,
      tracking_number: 'T1',
      shipping_provider_display_name: 'UPS',
      items: [{ order_product_id: line.id, quantity: 1 }],
    });
    expect(await order(id)).toMatchObject({ status_id: 3, items_shipped: 1, date_shipped: '' });
    await client.send('POST', `/v2/orders/${id}/shipments`, {
      order_address_id: addressId,
      items: [{ order_product_id: line.id, quantity: Number(line.quantity) - 1 }],
    });
    expect(await order(id)).toMatchObject({ status_id: 2, items_shipped: line.quantity });
    expect((await order(id)).date_shipped).not.toBe('');
    expect((await client.get(`/v2/orders/${id}/shipments/count`)).body).toEqual({ count: 2 });
    expect((await client.send('DELETE', `/v2/orders/${id}/shipments`)).status).toBe(204);
    expect(await order(id)).toMatchObject({ status_id: 2, items_shipped: 0 });
  });

  it('refuse more than is left, one error per line, and product ids', async () => {
    const { id, addressId, line } = await shippable();
    const more = await client.send('POST', `/v2/orders/${id}/shipments`, {
      order_address_id: addressId,
      items: [
        { order_product_id: line.id, quantity: 999 },
        { order_product_id: 1, quantity: 1 },
      ],
    });
    expect(more.status).toBe(400);
    expect(more.body).toEqual([
      {
        status: 400,
        message: "The field 'quantity' is invalid.",
        details: {
          invalid_reason: expect.any(String) as string,
          available_quantity: line.quantity,
          order_product_id: line.id,
        },
      },
      expect.objectContaining({ message: "The field 'quantity' is invalid." }),
    ]);
    const product = await client.send('POST', `/v2/orders/${id}/shipments`, {
      order_address_id: addressId,
      items: [{ order_product_id: line.id, product_id: 1, quantity: 1 }],
    });
    expect(product.status).toBe(400);
    expect((await client.send('POST', `/v2/orders/${id}/shipments`, { order_address_id: 5, items: [] })).status).toBe(
      400,
    );
    expect((await order(id)).items_shipped).toBe(0);
  });

  it('let tracking be changed and items not', async () => {
    const { id, addressId, line } = await shippable();
    const made = (
      await client.send('POST', `/v2/orders/${id}/shipments`, {
        order_address_id: addressId,
        items: [{ order_product_id: line.id, quantity: 1 }],
      })
    ).body as Json;
    const path = `/v2/orders/${id}/shipments/${String(made.id)}`;
    expect((await client.send('PUT', path, { tracking_number: 'T2', tracking_carrier: 'dhl' })).body).toMatchObject({
      tracking_number: 'T2',
    });
    expect((await client.send('PUT', path, { items: [] })).status).toBe(400);
    expect((await client.get(path)).body).toMatchObject({
      tracking_number: 'T2',
      generated_tracking_link: expect.stringContaining('T2') as string,
    });
  });
});
