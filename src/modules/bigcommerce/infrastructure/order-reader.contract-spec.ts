import type { PageCursor, RemoteRecord } from '../../marketplace-base/contract/index.js';
import { startStubConnector, type StubConnector } from '../testing/stub-connector.js';

describe('reading orders from BigCommerce', () => {
  let hub: StubConnector;
  beforeEach(async () => {
    hub = await startStubConnector();
  });
  afterEach(async () => {
    await hub.close();
  });

  async function readAll(): Promise<RemoteRecord[]> {
    const records: RemoteRecord[] = [];
    let cursor: PageCursor | null = null;
    do {
      const page = await hub.connector.orders.page(hub.instance, { modifiedFrom: null }, cursor);
      records.push(...page.records);
      cursor = page.next;
    } while (cursor);
    return records;
  }

  it('sends the token, asks for JSON and for everything at once', async () => {
    hub.stub.add(1);
    await hub.connector.orders.page(hub.instance, { modifiedFrom: '2026-03-01T10:00:00.700Z', statusId: '11' }, null);
    const [request] = hub.stub.seen;
    expect(request?.path).toBe('/stores/stub77/v2/orders');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      include: 'consignments.line_items,fees',
      consignment_structure: 'object',
      limit: '250',
      status_id: '11',
      sort: 'date_modified:asc',
      min_date_modified: '2026-03-01T10:00:00Z',
    });
    expect(request?.headers).toMatchObject({
      'x-auth-token': hub.stub.token,
      accept: 'application/json',
      'user-agent': 'Longshore',
    });
  });

  it('needs at most 6 requests for 1,000 simple orders', async () => {
    hub.stub.add(1000);
    expect(await readAll()).toHaveLength(1000);
    expect(hub.stub.seen.length).toBeLessThanOrEqual(6);
  });

  it('fetches the lines of a cut-off order, and of no other, and stores them all', async () => {
    hub.stub.add(3);
    const [long = ''] = hub.stub.add(1, 320);
    const records = await readAll();
    const paths = hub.stub.seen.map((request) => `${request.path}?page=${request.query.get('page')}`);
    expect(paths.slice(1)).toEqual([1, 2].map((page) => `/stores/stub77/v2/orders/${long}/products?page=${page}`));
    const record = records.find((candidate) => candidate.remoteId === long);
    expect(record?.position).toBeUndefined();
    const stored = hub.connector.orders.map(record?.content);
    expect(stored.lines).toHaveLength(320);
    expect(new Set(stored.lines.map((line) => line.remoteId)).size).toBe(320);
    expect(stored.lines.every((line) => line.consignmentRemoteId === '6021')).toBe(true);
  });

  it('does not hand an order out again because its lines came another way', async () => {
    hub.stub.add(250);
    const first = await hub.connector.orders.page(hub.instance, { modifiedFrom: null }, null);
    hub.stub.leavesLinesOut = true;
    hub.stub.add(1);
    const second = await hub.connector.orders.page(hub.instance, { modifiedFrom: null }, first.next);
    expect(second.records.map((record) => record.remoteId)).toEqual(['1250']);
    expect(hub.connector.orders.map(second.records[0]?.content).lines).toHaveLength(1);
  });

  it('lets an order whose lines cannot be read fail alone', async () => {
    hub.stub.add(1);
    const [gone = ''] = hub.stub.add(1, 60);
    hub.stub.vanished.add(`/v2/orders/${gone}/products`);
    const [fine, broken] = await readAll();
    expect(hub.connector.orders.map(fine?.content).lines).toHaveLength(1);
    expect(() => hub.connector.orders.map(broken?.content)).toThrow('not all of the lines could be read');
  });

  it('keeps an order with a broken amount or date, so that its own line can say so', async () => {
    hub.stub.add(1, 1, { total_inc_tax: '12.34567' });
    hub.stub.add(1, 1, { date_modified: 'soon' });
    hub.stub.add(1);
    const records = await readAll();
    const outcomes = records.map((record) => {
      try {
        return hub.connector.orders.map(record.content).remoteId;
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(outcomes).toEqual([
      expect.stringContaining('more than four decimals'),
      expect.stringContaining('date_modified is "soon"'),
      '1002',
    ]);
  });

  it('asks for a handful of ids one by one and for many close ones at once', async () => {
    const added = hub.stub.add(300);
    await hub.connector.orders.page(hub.instance, { ids: added.slice(0, 3) }, null);
    expect(hub.stub.seen.map((request) => request.path)).toEqual(
      [0, 1, 2].map((n) => `/stores/stub77/v2/orders/${added[n]}`),
    );
    const page = await hub.connector.orders.page(hub.instance, { ids: added.slice(10, 60) }, null);
    expect(page.records).toHaveLength(50);
    expect(Object.fromEntries(hub.stub.seen[3]?.query ?? [])).toMatchObject({
      min_id: '1010',
      max_id: '1059',
      sort: 'id:asc',
    });
    expect(hub.stub.seen).toHaveLength(4);
  });

  it('goes through many ids in steps and reports the missing ones of each', async () => {
    hub.stub.add(10);
    const ids = ['1003', 'abc', ...Array.from({ length: 12 }, (_, n) => String(5000 + n * 1000))];
    const missing: string[] = [];
    const found: string[] = [];
    let cursor: PageCursor | null = null;
    do {
      const page = await hub.connector.orders.page(hub.instance, { ids }, cursor);
      found.push(...page.records.map((record) => record.remoteId));
      missing.push(...page.missingIds);
      cursor = page.next;
    } while (cursor);
    expect(found).toEqual(['1003']);
    expect([...missing].sort()).toEqual(ids.filter((id) => id !== '1003').sort());
  });
});
