import { aClient, type Client } from '../testing/a-client.js';

let client: Client;
beforeEach(async () => {
  client = await aClient({ orders: 300, profile: 'all' });
});
afterEach(() => client.sandbox.close());

const PAGE = '/v2/orders?include=consignments.line_items&consignment_structure=object&limit=50';

describe('faults', () => {
  it.each(['500', '502', '503', '504'])('answer %s as often as told, with quota headers', async (kind) => {
    await client.control('POST', '/faults', [{ endpoint: 'all', kind, rate: 1, times: 1 }]);
    const reply = await client.get('/v2/store');
    expect(reply.status).toBe(Number(kind));
    expect(reply.headers.get('x-rate-limit-requests-left')).not.toBeNull();
    expect((await client.get('/v2/store')).status).toBe(200);
  });

  it('answer 429 with headers, and bare without', async () => {
    await client.control('POST', '/faults', [{ kind: '429', times: 1 }, { kind: '429-bare' }]);
    const full = await client.get('/v2/store');
    const bare = await client.get('/v2/store');
    expect([full.status, bare.status]).toEqual([429, 429]);
    expect(full.headers.get('x-retry-after')).not.toBeNull();
    expect(bare.headers.get('x-rate-limit-requests-quota')).toBeNull();
    expect(bare.headers.get('x-retry-after')).toBeNull();
  });

  it('drop the connection before the work, or after it', async () => {
    await client.control('POST', '/faults', [{ endpoint: 'PUT *', kind: 'drop-before', times: 1 }]);
    await expect(client.send('PUT', '/v2/orders/1001', { staff_notes: 'lost' })).rejects.toThrow();
    expect((await client.get('/v2/orders/1001')).body).not.toMatchObject({ staff_notes: 'lost' });
    await client.control('POST', '/faults', [{ endpoint: 'PUT *', kind: 'drop-after', times: 1 }]);
    await expect(client.send('PUT', '/v2/orders/1001', { staff_notes: 'done' })).rejects.toThrow();
    expect((await client.get('/v2/orders/1001')).body).toMatchObject({ staff_notes: 'done' });
  });

  it('time out: the connection ends without an answer', async () => {
    await client.control('POST', '/faults', [{ kind: 'timeout', afterMs: 20, times: 1 }]);
    await expect(client.get('/v2/store')).rejects.toThrow();
  });

  it('break JSON, and cut consignments silently', async () => {
    await client.control('POST', '/faults', [{ kind: 'broken-json', times: 1 }]);
    const broken = await client.get(PAGE);
    expect([broken.status, broken.body]).toEqual([200, undefined]);
    expect(broken.text.length).toBeGreaterThan(1000);
    const whole = await client.get(PAGE);
    await client.control('POST', '/faults', [{ endpoint: 'GET /v2/orders', kind: 'truncated-consignments' }]);
    const cut = await client.get(PAGE);
    expect(cut.status).toBe(200);
    expect(Array.isArray(cut.body)).toBe(true);
    expect(cut.text.length).toBeLessThan(whole.text.length * 0.8);
  });

  it('strike only what the glob names, at the seeded rate', async () => {
    await client.control('POST', '/faults', { seed: 7, rules: [{ endpoint: '/v2/orders*', rate: 0.3, kind: '503' }] });
    expect((await client.get('/v2/store')).status).toBe(200);
    const run = async (): Promise<number[]> => {
      const statuses: number[] = [];
      for (let i = 0; i < 60; i += 1) statuses.push((await client.get('/v2/orders/1001')).status);
      return statuses;
    };
    const first = await run();
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(30);
    await client.control('POST', '/faults', { seed: 7, rules: [{ endpoint: '/v2/orders*', rate: 0.3, kind: '503' }] });
    expect(await run()).toEqual(first);
    await client.control('DELETE', '/faults');
    expect(new Set(await run())).toEqual(new Set([200]));
  });

  it('refuse rules that make no sense', async () => {
    expect((await client.control('POST', '/faults', [{ kind: 'gremlin' }])).status).toBe(400);
    expect((await client.control('POST', '/faults', [{ kind: '500', rate: 2 }])).status).toBe(400);
  });
});
