import { aClient, type Client } from '../../testing/a-client.js';
import { asList, type Json } from '../../stores/json.js';

let client: Client;
beforeAll(async () => {
  client = await aClient({ orders: 500, profile: 'all', tax: 'mixed' });
});
afterAll(() => client.sandbox.close());

const FULL = 'include=consignments.line_items,fees&consignment_structure=object';

async function rows(path: string): Promise<Json[]> {
  return asList((await client.get(path)).body);
}

async function find(test: (order: Json) => boolean): Promise<Json> {
  for (const page of [1, 2]) {
    const found = (await rows(`/v2/orders?${FULL}&limit=250&page=${page}`)).find(test);
    if (found) return found;
  }
  throw new Error('no such order');
}

function shipping(order: Json): Json[] {
  return asList((order.consignments as Json).shipping);
}

describe('GET /v2/orders', () => {
  it('pages to an empty 204, also when the count is an exact multiple of the page', async () => {
    const seen: unknown[] = [];
    for (const page of [1, 2]) seen.push(...(await rows(`/v2/orders?limit=250&page=${page}`)).map(({ id }) => id));
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => 1001 + i));
    const past = await client.get('/v2/orders?limit=250&page=3');
    expect([past.status, past.text]).toEqual([204, '']);
  });

  it('defaults to 50 of lowest id', async () => {
    const page = await rows('/v2/orders');
    expect(page).toHaveLength(50);
    expect(page[0]?.id).toBe(1001);
  });

  it('goes on from a date, with ISO as well as RFC 2822', async () => {
    const [order] = await rows('/v2/orders?min_id=1200&max_id=1200');
    const rfc = encodeURIComponent(String(order?.date_modified));
    const iso = encodeURIComponent(new Date(String(order?.date_modified)).toISOString());
    for (const date of [rfc, iso]) {
      const [first] = await rows(`/v2/orders?min_date_modified=${date}&sort=date_modified:asc&limit=5`);
      expect(first?.id).toBe(1200);
    }
  });

  it('refuses lists of statuses, unknown sorts and dates that are none', async () => {
    for (const query of ['status_id=1,2', 'sort=name', 'sort=id:up', 'min_date_modified=yesterday']) {
      const reply = await client.get(`/v2/orders?${query}`);
      expect([query, reply.status]).toEqual([query, 400]);
      expect(Array.isArray(reply.body)).toBe(true);
    }
  });

  it('gives links unless asked to include', async () => {
    const [order] = await rows('/v2/orders?limit=1');
    for (const part of ['products', 'shipping_addresses', 'coupons', 'fees', 'consignments']) {
      expect(order?.[part]).toEqual({
        url: expect.stringContaining(`/stores/sandbox1/v2/orders/1001/${part}`) as string,
        resource: `/orders/1001/${part}`,
      });
    }
    const link = (order?.products as Json).url;
    const reply = await fetch(String(link), { headers: { 'X-Auth-Token': client.sandbox.token } });
    expect(reply.status).toBe(200);
  });

  it('wraps consignments in a list without consignment_structure, and links lines without line_items', async () => {
    const [old] = await rows('/v2/orders?limit=1&include=consignments.line_items');
    expect(Array.isArray(old?.consignments)).toBe(true);
    const [order] = await rows('/v2/orders?limit=1&include=consignments&consignment_structure=object');
    const [consignment] = shipping(order as Json);
    expect(asList(consignment?.line_items)[0]).toEqual({
      url: expect.any(String) as string,
      resource: expect.stringMatching(/^\/orders\/1001\/products\/\d+$/) as string,
    });
  });

  it('cuts a consignment at 50 lines with a warning, and /products has all of them', async () => {
    const order = await find((row) => shipping(row).some((consignment) => '__warning__' in consignment));
    const consignment = shipping(order).find((row) => '__warning__' in row) as Json;
    expect(asList(consignment.line_items)).toHaveLength(50);
    expect((consignment.__warning__ as Json).message).toContain(`/v2/orders/${String(order.id)}/products`);
    const lines = await rows(`/v2/orders/${String(order.id)}/products?limit=250`);
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.reduce((sum, line) => sum + Number(line.quantity), 0)).toBe(order.items_total);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    const others = shipping(order).filter((row) => row !== consignment);
    for (const other of others) expect(other).not.toHaveProperty('__warning__');
  });

  it('puts every line in exactly one place, whatever the kind of order', async () => {
    for (const order of await rows(`/v2/orders?${FULL}&limit=250`)) {
      const { pickups, downloads, email } = order.consignments as Json;
      const parts = [
        ...shipping(order),
        ...asList(pickups),
        ...asList(downloads),
        ...asList((email as Json).gift_certificates),
      ];
      const lines = parts.flatMap((part) => asList(part.line_items));
      const cut = parts.some((part) => '__warning__' in part);
      const pieces = lines.reduce((sum, line) => sum + Number(line.quantity), 0);
      if (cut) expect(pieces).toBeLessThan(Number(order.items_total));
      else expect([order.id, pieces]).toEqual([order.id, order.items_total]);
      for (const consignment of shipping(order)) {
        expect(typeof consignment.cost_inc_tax).toBe('number');
        for (const line of asList(consignment.line_items)) expect(line.order_address_id).toBe(consignment.id);
      }
      for (const part of asList(downloads))
        for (const line of asList(part.line_items))
          expect(line).toMatchObject({ order_address_id: 0, type: 'digital' });
    }
  });

  it('writes money as text with four decimals, rates with ten, dates in UTC', async () => {
    const money = /^-?\d+\.\d{4}$/;
    for (const order of await rows(`/v2/orders?${FULL}&limit=100`)) {
      for (const [field, value] of Object.entries(order)) {
        if (/(_tax|_cost|_amount|_discount)$/.test(field))
          expect([field, value]).toEqual([field, expect.stringMatching(money)]);
        if (/^date_(created|modified)$/.test(field))
          expect(value).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
        if (/_rate$/.test(field)) expect(value).toMatch(/^\d+\.\d{10}$/);
      }
    }
  });
});

describe('parts of an order', () => {
  it('are 204 when there are none, and 404 for an unknown order', async () => {
    const order = await find(
      (row) =>
        row.coupon_discount === '0.0000' &&
        asList(row.fees).length === 0 &&
        row.items_shipped === 0 &&
        row.status_id === 11,
    );
    for (const part of ['coupons', 'fees', 'messages', 'shipments']) {
      expect([part, (await client.get(`/v2/orders/${String(order.id)}/${part}`)).status]).toEqual([part, 204]);
      expect((await client.get(`/v2/orders/999999/${part}`)).status).toBe(404);
    }
    expect((await client.get('/v2/orders/999999')).body).toEqual([
      { status: 404, message: 'The requested resource was not found.' },
    ]);
  });

  it('write money of shipping addresses as text and the same as the consignment', async () => {
    const order = await find((row) => shipping(row).length > 1);
    const addresses = await rows(`/v2/orders/${String(order.id)}/shipping_addresses`);
    expect(addresses.map(({ id }) => id)).toEqual(shipping(order).map(({ id }) => id));
    expect(addresses.map(({ cost_inc_tax: cost }) => Number(cost))).toEqual(
      shipping(order).map(({ cost_inc_tax: cost }) => cost),
    );
    expect(addresses[0]?.cost_inc_tax).toMatch(/^\d+\.\d{4}$/);
  });

  it('say which line a tax belongs to only with details', async () => {
    const [detailed] = await rows('/v2/orders/1001/taxes?details=true');
    const [plain] = await rows('/v2/orders/1001/taxes');
    expect(detailed).toHaveProperty('line_item_type');
    expect(plain).not.toHaveProperty('line_item_type');
  });
});

describe('other V2 resources', () => {
  it('count orders by status', async () => {
    const body = (await client.get('/v2/orders/count')).body as Json;
    expect(body.count).toBe(500);
    expect(asList(body.statuses)).toHaveLength(15);
    expect(asList(body.statuses).reduce((sum, row) => sum + Number(row.count), 0)).toBe(500);
    expect(await rows('/v2/order_statuses')).toHaveLength(15);
  });

  it('list tax classes with text ids and without class 0, which answers nothing', async () => {
    const classes = await rows('/v2/tax_classes');
    expect(classes.every(({ id }) => typeof id === 'string' && id !== '0')).toBe(true);
    expect((await client.get('/v2/tax_classes/0')).status).toBe(204);
  });

  it('know currencies of 0, 2 and 3 decimals with exactly one default', async () => {
    const currencies = await rows('/v2/currencies');
    expect(new Set(currencies.map((row) => row.decimal_places))).toEqual(new Set([0, 2, 3]));
    expect(currencies.filter((row) => row.is_default)).toHaveLength(1);
  });

  it('list the gift certificates that orders sold', async () => {
    const [certificate] = await rows('/v2/gift_certificates');
    expect(typeof certificate?.order_id).toBe('string');
    const lines = await rows(`/v2/orders/${String(certificate?.order_id)}/products`);
    expect(lines.some((line) => line.gift_certificate_id === certificate?.id)).toBe(true);
  });
});
