import { aClient, type Client } from '../../testing/a-client.js';
import { exact } from '../../testing/exact.js';
import { asList, type Json } from '../../stores/json.js';

let client: Client;
beforeEach(async () => {
  client = await aClient({ orders: 400, profile: 'all', products: 60, customers: 120 });
});
afterEach(() => client.sandbox.close());

interface Page {
  data: Json[];
  meta: { pagination?: Json & { links: Json }; cursor_pagination?: Json & { links: Json } };
}

async function page(path: string): Promise<Page> {
  const reply = await client.get(path);
  expect([path, reply.status]).toEqual([path, 200]);
  return reply.body as Page;
}

async function orderWith(paymentStatus: string): Promise<Json> {
  const found = asList((await client.get('/v2/orders?limit=250')).body).find(
    (row) =>
      row.payment_status === paymentStatus &&
      row.customer_id !== 0 &&
      row.total_inc_tax !== '0.0000' &&
      row.store_credit_amount === '0.0000' &&
      row.gift_certificate_amount === '0.0000',
  );
  return found as Json;
}

describe('lists', () => {
  it('link to neighbours by query string, absent at the ends, and are empty past the end', async () => {
    const first = await page('/v3/catalog/products?limit=25');
    expect(first.meta.pagination).toMatchObject({
      total: 60,
      count: 25,
      per_page: 25,
      current_page: 1,
      total_pages: 3,
    });
    expect(first.meta.pagination?.links).not.toHaveProperty('previous');
    const ids: unknown[] = [];
    for (let query: unknown = '?limit=25'; query !== undefined;) {
      const at = await page(`/v3/catalog/products${String(query)}`);
      ids.push(...at.data.map(({ id }) => id));
      query = at.meta.pagination?.links.next;
    }
    expect(new Set(ids).size).toBe(60);
    expect((await page('/v3/catalog/products?page=9')).data).toEqual([]);
  });

  it('hold ten products with options or modifiers, and the limit with variants', async () => {
    expect((await page('/v3/catalog/products?include=options&limit=250')).data).toHaveLength(10);
    expect((await page('/v3/catalog/products?include=modifiers&limit=250')).data).toHaveLength(10);
    expect((await page('/v3/catalog/products?include=variants,images,channels&limit=250')).data).toHaveLength(60);
  });

  it('keep id when fields are chosen', async () => {
    const [row] = (await page('/v3/catalog/products?include_fields=name&limit=1')).data;
    expect(Object.keys(row ?? {})).toEqual(['id', 'name']);
    const [other] = (await page('/v3/catalog/products?exclude_fields=id,name&limit=1')).data;
    expect(other).toHaveProperty('id');
    expect(other).not.toHaveProperty('name');
  });

  it('walk customers by cursor with the three forms of meta', async () => {
    const ids: unknown[] = [];
    let at = await page('/v3/customers?limit=50&include=addresses');
    expect(Object.keys(at.meta).sort()).toEqual(['cursor_pagination', 'pagination']);
    expect(Object.keys((await page('/v3/customers?limit=50&page=2')).meta)).toEqual(['pagination']);
    for (;;) {
      ids.push(...at.data.map(({ id }) => id));
      const cursor = at.meta.cursor_pagination;
      if (!cursor?.links.next) break;
      at = await page(`/v3/customers?limit=50&after=${String(cursor.end_cursor)}`);
      expect(Object.keys(at.meta)).toEqual(['cursor_pagination']);
    }
    expect(ids).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
    const [bare] = (await page('/v3/customers?id:in=7')).data;
    expect(bare).not.toHaveProperty('addresses');
    expect((await page(`/v3/customers?email:in=${String(bare?.email)}`)).data.map(({ id }) => id)).toEqual([7]);
  });
});

describe('catalogue', () => {
  it('gives every product a variant, a simple one its base variant', async () => {
    for (const product of (await page('/v3/catalog/products?include=variants&limit=250')).data) {
      const variants = asList(product.variants);
      expect(variants.length).toBeGreaterThan(0);
      if (variants.length === 1) {
        expect(product.base_variant_id).toBe(variants[0]?.id);
        expect(variants[0]).toMatchObject({ option_values: [], sku_id: null });
      } else expect(product.base_variant_id).toBeNull();
    }
  });

  it('sells only products it has, at names and SKUs it lists', async () => {
    const products = (await page('/v3/catalog/products?include=variants&limit=250')).data;
    const variants = new Map(
      products.flatMap((product) => asList(product.variants).map((variant) => [variant.id, { product, variant }])),
    );
    const orders = asList(
      (await client.get('/v2/orders?include=consignments.line_items&consignment_structure=object&limit=100')).body,
    );
    const lines = orders.flatMap((order) =>
      asList((order.consignments as Json).shipping).flatMap((row) => asList(row.line_items)),
    );
    for (const line of lines.filter(({ product_id: id }) => id !== 0)) {
      const known = variants.get(line.variant_id);
      expect([line.product_id, line.sku, line.name]).toEqual([
        known?.product.id,
        known?.variant.sku,
        known?.product.name,
      ]);
    }
  });

  it('finds a simple product by its SKU through products and not through variants', async () => {
    expect((await page('/v3/catalog/products?sku=hl-0001')).data.map(({ id }) => id)).toEqual([101]);
    expect((await page('/v3/catalog/variants?sku=HL-0001')).data).toEqual([]);
    const [withOptions] = (await page('/v3/catalog/variants?limit=250')).data.filter(
      (row) => asList(row.option_values).length > 0,
    );
    expect((await page(`/v3/catalog/variants?sku=${String(withOptions?.sku)}`)).data).toHaveLength(1);
  });

  it('hides locations when the store has none', async () => {
    expect((await page('/v3/inventory/locations')).data).toHaveLength(1);
    await client.control('PUT', '/stores/sandbox1', { locations: 0 });
    expect((await page('/v3/inventory/locations')).data).toEqual([]);
    await client.control('PUT', '/stores/sandbox1', { locations: 3 });
    expect((await page('/v3/inventory/locations')).data).toHaveLength(3);
  });
});

describe('payments', () => {
  it('capture and void later than they answer', async () => {
    const order = await orderWith('authorized');
    const path = `/v3/orders/${String(order.id)}/payment_actions/capture`;
    const reply = await client.send('POST', path);
    expect([reply.status, reply.body]).toEqual([201, {}]);
    expect((await client.get(`/v2/orders/${String(order.id)}`)).body).toMatchObject({
      payment_status: 'capture pending',
    });
    expect((await client.send('POST', path)).status).toBe(422);
    await client.control('POST', '/clock', { advanceMs: 5000 });
    expect((await client.get(`/v2/orders/${String(order.id)}`)).body).toMatchObject({ payment_status: 'captured' });
    const { data } = await page(`/v3/orders/${String(order.id)}/transactions`);
    expect(data.at(-1)).toMatchObject({ event: 'capture', order_id: String(order.id), status: 'ok' });
  });

  it('list transactions that add up to the order', async () => {
    for (const status of ['captured', 'paid']) {
      const order = await orderWith(status);
      const { data } = await page(`/v3/orders/${String(order.id)}/transactions`);
      const last = data.filter((row) => row.event === 'capture' || row.event === 'purchase');
      expect(last.reduce((sum, row) => sum + exact(row.amount), 0n)).toBe(exact(order.total_inc_tax));
    }
  });

  it('quote a refund, take exactly that, and settle later', async () => {
    const order = await orderWith('captured');
    const at = `/v3/orders/${String(order.id)}/payment_actions`;
    const [line] = asList((await client.get(`/v2/orders/${String(order.id)}/products`)).body).filter(
      ({ type, price_inc_tax: price }) => type === 'physical' && price !== '0.0000',
    );
    const items = [{ item_type: 'PRODUCT', item_id: line?.id, quantity: 1, reason: 'Damaged' }];
    const quoted = await client.send('POST', `${at}/refund_quotes`, { items });
    expect(quoted.status).toBe(201);
    const quote = (quoted.body as { data: Json }).data;
    const [set] = quote.refund_methods as Json[][];
    const payments = (set ?? []).map(({ provider_id, amount }) => ({ provider_id, amount, offline: false }));
    expect(
      (await client.send('POST', `${at}/refunds`, { items, payments: [{ provider_id: 'stripe', amount: 0.01 }] }))
        .status,
    ).toBe(422);
    const made = await client.send('POST', `${at}/refunds`, { items, payments });
    expect(made.status).toBe(201);
    const refund = (made.body as { data: Json }).data;
    expect(refund).toMatchObject({ order_id: order.id, total_amount: quote.total_refund_amount });
    const after = (await client.get(`/v2/orders/${String(order.id)}`)).body as Json;
    expect(after.refunded_amount).toBe('0.0000');
    expect(['partially refunded', 'refunded']).toContain(after.payment_status);
    await client.control('POST', '/clock', { advanceMs: 5000 });
    const [settled] = (await page(`/v3/orders/payment_actions/refunds?id:in=${String(refund.id)}`)).data;
    expect(asList(settled?.payments)[0]).toMatchObject({
      is_declined: false,
      transaction_id: expect.any(String) as string,
    });
    const since = encodeURIComponent(String(refund.created));
    expect((await page(`/v3/orders/payment_actions/refunds?created:min=${since}`)).data.map(({ id }) => id)).toContain(
      refund.id,
    );
  });

  it('refuse too much, and store credit for a guest', async () => {
    const order = await orderWith('captured');
    const at = `/v3/orders/${String(order.id)}/payment_actions`;
    const items = [{ item_type: 'ORDER', item_id: order.id, amount: Number(order.total_inc_tax) + 1 }];
    const reply = await client.send('POST', `${at}/refund_quotes`, { items });
    expect(reply.status).toBe(422);
    expect(asList((reply.body as Json).data)[0]).toMatchObject({ status: 422, title: expect.any(String) as string });
    const guest = asList((await client.get('/v2/orders?customer_id=0&limit=250')).body).find(
      (row) => row.payment_status === 'captured' && Number(row.total_inc_tax) > 2,
    ) as Json;
    const one = [{ item_type: 'ORDER', item_id: guest.id, amount: 1 }];
    const credit = await client.send('POST', `/v3/orders/${String(guest.id)}/payment_actions/refunds`, {
      items: one,
      payments: [{ provider_id: 'storecredit', amount: 1 }],
    });
    expect(credit.status).toBe(422);
    expect(credit.text).toContain('Unable to provide store credit for a guest customer.');
  });

  it('list generated refunds in bulk, each under its order', async () => {
    const { data, meta } = await page('/v3/orders/payment_actions/refunds?limit=250');
    expect(data.length).toBe(meta.pagination?.total);
    expect(data.length).toBeGreaterThan(20);
    for (const refund of data.slice(0, 10)) {
      const order = (await client.get(`/v2/orders/${String(refund.order_id)}`)).body as Json;
      expect([4, 14]).toContain(order.status_id);
      expect((await page(`/v3/orders/${String(refund.order_id)}/payment_actions/refunds`)).data).toEqual([refund]);
    }
    const two = data.slice(0, 2).map(({ order_id: id }) => id);
    expect((await page(`/v3/orders/payment_actions/refunds?order_id:in=${two.join(',')}`)).data).toEqual(
      data.slice(0, 2),
    );
  });
});
