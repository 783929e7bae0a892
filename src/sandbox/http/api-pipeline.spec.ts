import { aClient, type Client } from '../testing/a-client.js';

let client: Client;
afterEach(() => client.sandbox.close());

const LIMIT_HEADERS = [
  'x-rate-limit-time-window-ms',
  'x-rate-limit-time-reset-ms',
  'x-rate-limit-requests-quota',
  'x-rate-limit-requests-left',
];

describe('quota', () => {
  it('shows four headers on every answer, errors included, falling by one', async () => {
    client = await aClient({ plan: 'standard', startMs: 30_000_000 });
    const replies = [
      await client.get('/v2/store'),
      await client.get('/v3/nowhere'),
      await client.get('/v2/orders/9'),
      await client.get('/v2/store', { 'X-Auth-Token': 'no' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 404, 404, 401]);
    expect(replies.map(({ headers }) => headers.get('x-rate-limit-requests-left'))).toEqual([
      '149',
      '148',
      '147',
      '146',
    ]);
    for (const { headers } of replies) {
      for (const name of LIMIT_HEADERS) expect(headers.get(name)).toMatch(/^\d+$/);
      expect(headers.get('x-rate-limit-time-window-ms')).toBe('30000');
      expect(headers.get('x-rate-limit-requests-quota')).toBe('150');
    }
  });

  it('answers 429 with headers and seconds to wait when spent, and starts anew with the window', async () => {
    client = await aClient({ plan: '3', startMs: 30_000_000 });
    for (let i = 0; i < 3; i += 1) expect((await client.get('/v2/time')).status).toBe(200);
    const spent = await client.get('/v2/time');
    expect(spent.status).toBe(429);
    expect(spent.headers.get('x-rate-limit-requests-left')).toBe('0');
    expect(Number(spent.headers.get('x-retry-after'))).toBeGreaterThan(0);
    expect(spent.body).toMatchObject({ status: 429, title: 'Too many requests' });
    await client.control('POST', '/clock', { advanceMs: 30_000 });
    expect((await client.get('/v2/time')).status).toBe(200);
  });

  it('is shared with other apps of the store', async () => {
    client = await aClient({ plan: '10', startMs: 30_000_000 });
    await client.control('PUT', '/stores/sandbox1', { eatenByOthers: 8, addToken: { token: 'second' } });
    expect((await client.get('/v2/time')).headers.get('x-rate-limit-requests-left')).toBe('1');
    expect((await client.get('/v2/time', { 'X-Auth-Token': 'second' })).headers.get('x-rate-limit-requests-left')).toBe(
      '0',
    );
    expect((await client.get('/v2/time')).status).toBe(429);
  });
});

describe('tokens and scopes', () => {
  it('refuses a bad token, no token and a token of another store with 401', async () => {
    client = await aClient();
    await client.control('POST', '/stores', { hash: 'other', token: 'other-token', orders: 1 });
    for (const token of ['bad', '', 'other-token']) {
      const reply = await client.get('/v2/store', { 'X-Auth-Token': token });
      expect(reply.status).toBe(401);
      expect(reply.body).toMatchObject({
        status: 401,
        title: expect.stringContaining('not a valid combination for this store') as string,
      });
    }
  });

  it.each([
    ['store_v2_orders', '/v2/orders', '/v3/orders/1001/transactions'],
    ['store_v2_transactions', '/v3/orders/1001/transactions', '/v2/orders'],
    ['store_v2_products_read_only', '/v3/catalog/products', '/v3/customers'],
    ['store_v2_information', '/v2/tax_classes', '/v2/coupons'],
    ['store_v2_marketing', '/v2/coupons', '/v2/store'],
    ['store_locations', '/v3/inventory/locations', '/v3/inventory/items'],
    ['store_inventory', '/v3/inventory/items', '/v3/inventory/locations'],
    ['store_channel_settings', '/v3/channels', '/v3/sites'],
    ['store_v2_customers', '/v3/customers', '/v3/catalog/brands'],
  ])('%s opens %s and not %s', async (scope, opens, closed) => {
    client = await aClient({ scopes: [scope] });
    expect((await client.get(opens)).status).toBe(200);
    const refused = await client.get(closed);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      status: 403,
      title: "You don't have a required scope to access the endpoint",
      errors: {},
    });
  });

  it('lets read-only scopes read and not write, and refunds through either scope', async () => {
    client = await aClient({ scopes: ['store_v2_orders_read_only'] });
    expect((await client.get('/v2/orders/1001')).status).toBe(200);
    expect((await client.send('PUT', '/v2/orders/1001', { staff_notes: 'x' })).status).toBe(403);
    expect((await client.get('/v3/orders/payment_actions/refunds')).status).toBe(200);
    await client.control('PUT', '/stores/sandbox1', { scopes: ['store_v2_transactions'] });
    expect((await client.get('/v3/orders/payment_actions/refunds')).status).toBe(200);
  });

  it('forgets a revoked token and knows a renamed one', async () => {
    client = await aClient();
    await client.control('PUT', '/stores/sandbox1', { token: 'new-token' });
    expect((await client.get('/v2/store')).status).toBe(401);
    expect((await client.get('/v2/store', { 'X-Auth-Token': 'new-token' })).status).toBe(200);
    await client.control('PUT', '/stores/sandbox1', { revoke: true });
    expect((await client.get('/v2/store', { 'X-Auth-Token': 'new-token' })).status).toBe(401);
  });
});

describe('transport', () => {
  it('answers unknown routes, methods, types and bodies as the sheet says', async () => {
    client = await aClient();
    expect((await client.get('/v3/nowhere')).body).toMatchObject({
      status: 404,
      title: 'The route is not found, check the URL',
    });
    expect((await client.get('/v2/nowhere')).body).toEqual([
      { status: 404, message: 'The requested resource was not found.' },
    ]);
    const method = await client.send('PATCH', '/v2/orders', {});
    expect(method.status).toBe(405);
    expect(method.body).toHaveProperty('detail');
    const type = await client.send('PUT', '/v2/orders/1001', {}, { 'Content-Type': 'text/plain' });
    expect(type.status).toBe(415);
    expect(type.headers.get('content-type')).toContain('text/html');
    expect((await client.get('/v2/store.json')).status).toBe(200);
  });

  it('refuses unknown filters and values of the wrong type on V3, and too high limits on V2', async () => {
    client = await aClient();
    const filter = await client.get('/v3/catalog/products?foo=1');
    expect(filter.status).toBe(422);
    expect(filter.body).toMatchObject({ title: 'The filter(s): foo are not valid filter parameter(s).' });
    const value = await client.get('/v3/catalog/products?limit=a');
    expect(value.status).toBe(422);
    expect(value.body).toMatchObject({
      title: 'Query parameter "limit" value must be integer. For input string: "a".',
    });
    const limit = await client.get('/v2/orders?limit=251');
    expect(limit.status).toBe(413);
    expect(limit.body).toEqual([
      { status: 413, message: 'The specified limit exceeds the maximum allowed.', details: { max_limit: 250 } },
    ]);
  });

  it('compresses only when asked', async () => {
    client = await aClient();
    expect((await client.get('/v2/orders', { 'Accept-Encoding': 'gzip' })).headers.get('content-encoding')).toBe(
      'gzip',
    );
    expect(
      (await client.get('/v2/orders', { 'Accept-Encoding': 'identity' })).headers.get('content-encoding'),
    ).toBeNull();
  });

  it('answers a capped endpoint with 429 without headers while one request is in flight', async () => {
    client = await aClient();
    const replies = await Promise.all([1, 2, 3].map(() => client.get('/v3/catalog/trees/1/categories')));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.headers.get('x-rate-limit-requests-left')).toBeNull();
    expect((await client.get('/v3/catalog/trees/1/categories')).status).toBe(200);
  });
});
