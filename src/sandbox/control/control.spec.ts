import { aClient, type Client } from '../testing/a-client.js';
import { exact } from '../testing/exact.js';
import { asList, type Json } from '../stores/json.js';

let client: Client;
beforeEach(async () => {
  client = await aClient({ orders: 600, profile: 'all', tax: 'mixed' });
});
afterEach(() => client.sandbox.close());

async function order(id: number): Promise<Json> {
  return (await client.get(`/v2/orders/${id}?include=consignments.line_items&consignment_structure=object`))
    .body as Json;
}

describe('control API', () => {
  it('says what it can do', async () => {
    const body = (await client.control('GET', '')).body as Json;
    expect(asList(body.control).map(({ request }) => request)).toContain(
      'POST /_sandbox/stores/{hash}/orders/{id}/patch',
    );
    expect((await client.control('GET', '/nothing')).status).toBe(404);
  });

  it('counts requests by endpoint and status, and not itself', async () => {
    await client.control('DELETE', '/requests');
    await client.get('/v2/orders/1001');
    await client.get('/v2/orders/1002');
    await client.get('/v2/orders/9');
    expect((await client.control('GET', '/requests')).body).toEqual({
      total: 3,
      byEndpoint: { 'GET /v2/orders/{order_id}': 3 },
      byStatus: { 200: 2, 404: 1 },
      byEndpointAndStatus: { 'GET /v2/orders/{order_id}': { 200: 2, 404: 1 } },
    });
  });

  it('patches an order and a line, whatever it is, and takes it back', async () => {
    const before = await order(1001);
    const patched = await client.control('POST', '/stores/sandbox1/orders/1001/patch', {
      order: { total_inc_tax: 'many', billing_address: { city: 'Nowhere' } },
      lines: [{ index: 0, patch: { sku: 'NO-SUCH-SKU', quantity: null } }],
    });
    expect(patched.status).toBe(200);
    const broken = await order(1001);
    expect(broken).toMatchObject({ total_inc_tax: 'many', billing_address: { city: 'Nowhere' } });
    expect((broken.billing_address as Json).first_name).toBe((before.billing_address as Json).first_name);
    const [line] = asList((await client.get('/v2/orders/1001/products')).body);
    expect(line).toMatchObject({ sku: 'NO-SUCH-SKU', quantity: null });
    const [last] = asList((await client.get('/v2/orders?sort=date_modified:desc&limit=1')).body);
    expect(last?.id).toBe(1001);
    await client.control('POST', '/stores/sandbox1/orders/1001/unpatch');
    const { date_modified: _was, ...rest } = before;
    const { date_modified: _is, ...now } = await order(1001);
    expect(now).toEqual(rest);
  });

  it('keeps date_modified of a patch that asks for it', async () => {
    const before = await order(1005);
    await client.control('POST', '/stores/sandbox1/orders/1005/patch', { staff_notes: 'quiet', touch: false });
    expect(await order(1005)).toEqual({ ...before, staff_notes: 'quiet' });
    const [, , , , fifth] = asList((await client.get('/v2/orders?sort=date_modified:asc&limit=5')).body);
    expect(fifth?.id).toBe(1005);
  });

  it('keeps a patch on top of what the API writes', async () => {
    await client.control('POST', '/stores/sandbox1/orders/1001/patch', { staff_notes: 'patched' });
    await client.send('PUT', '/v2/orders/1001', { status_id: 5, staff_notes: 'written' });
    expect(await order(1001)).toMatchObject({ status_id: 5, status: 'Cancelled', staff_notes: 'patched' });
    await client.control('POST', '/stores/sandbox1/orders/1001/unpatch', { touch: false });
    expect(await order(1001)).toMatchObject({ status_id: 5, staff_notes: 'written' });
  });

  it('sets status and payment status', async () => {
    await client.control('POST', '/stores/sandbox1/orders/1003/status', { status_id: 2, payment_status: 'captured' });
    expect(await order(1003)).toMatchObject({ status_id: 2, status: 'Shipped', payment_status: 'captured' });
    expect((await client.control('POST', '/stores/sandbox1/orders/1003/status', { status_id: 99 })).status).toBe(400);
  });

  it('adds orders dated now', async () => {
    const { ids } = (await client.control('POST', '/stores/sandbox1/orders', { count: 3 })).body as { ids: number[] };
    expect(ids).toEqual([1601, 1602, 1603]);
    const rows = asList((await client.get('/v2/orders?min_id=1601')).body);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(Math.abs(Date.parse(String(rows[0]?.date_created)) - Date.now())).toBeLessThan(60_000);
  });

  it('keeps stores apart', async () => {
    const made = await client.control('POST', '/stores', { hash: 'two', token: 'two-token', orders: 5, seed: 9 });
    expect(made.status).toBe(201);
    const url = `${client.sandbox.url}/stores/two/v2/orders`;
    const reply = await fetch(url, { headers: { 'X-Auth-Token': 'two-token', Accept: 'application/json' } });
    expect(asList(await reply.json())).toHaveLength(5);
    expect((await fetch(url, { headers: { 'X-Auth-Token': client.sandbox.token } })).status).toBe(401);
    expect((await client.control('POST', '/stores', { hash: 'bad hash' })).status).toBe(400);
  });

  it('totals what a full walk through the API adds up, after changes too', async () => {
    await client.send('PUT', '/v2/orders/1010', {
      products: [{ name: 'More', quantity: 1, price_ex_tax: 1, price_inc_tax: 1.2 }],
    });
    await client.control('POST', '/stores/sandbox1/orders', { count: 5 });
    const sums = new Map<string, { orders: number; inc: bigint; tax: bigint }>();
    const states = new Map<string, number>();
    for (let page = 1; ; page += 1) {
      const reply = await client.get(`/v2/orders?limit=250&page=${page}`);
      if (reply.status === 204) break;
      for (const row of asList(reply.body)) {
        const code = String(row.default_currency_code);
        const sum = sums.get(code) ?? { orders: 0, inc: 0n, tax: 0n };
        sums.set(code, {
          orders: sum.orders + 1,
          inc: sum.inc + exact(row.total_inc_tax),
          tax: sum.tax + exact(row.total_tax),
        });
        states.set(String(row.status_id), (states.get(String(row.status_id)) ?? 0) + 1);
      }
    }
    const totals = (await client.control('GET', '/stores/sandbox1/totals')).body as {
      orders: number;
      byCurrency: Record<string, Json>;
      byStatusId: Json;
      complete: Json;
    };
    expect(totals.orders).toBe(605);
    expect(totals.byStatusId).toEqual(Object.fromEntries(states));
    expect(totals.complete.orders).toBe(605 - (states.get('0') ?? 0));
    expect(new Set(Object.keys(totals.byCurrency))).toEqual(new Set(sums.keys()));
    for (const [code, sum] of sums) {
      const told = totals.byCurrency[code] ?? {};
      expect([code, told.orders, exact(told.totalIncTax), exact(told.totalTax)]).toEqual([
        code,
        sum.orders,
        sum.inc,
        sum.tax,
      ]);
    }
    const some = (await client.control('GET', '/stores/sandbox1/totals?fromId=1001&toId=1003')).body as Json;
    expect(some.orders).toBe(3);
  });
});
