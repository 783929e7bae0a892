import type { ConnectionReport, Disposition, InstanceRef } from '../../marketplace-base/contract/index.js';
import { instanceOf, startStubConnector, v3, type StubConnector } from '../testing/stub-connector.js';

describe('the connection to BigCommerce', () => {
  let hub: StubConnector;
  beforeEach(async () => {
    hub = await startStubConnector();
  });
  afterEach(async () => {
    await hub.close();
  });

  const withCredentials = (changed: Record<string, string>): InstanceRef =>
    instanceOf({ ...hub.instance.credentials, ...changed });
  const codes = (report: ConnectionReport): string[] => report.problems.map((problem) => problem.code);

  it('tells what the store calls itself, in few requests', async () => {
    const report = await hub.connector.testConnection(hub.instance);
    expect(report).toEqual({
      ok: true,
      problems: [],
      store: {
        name: 'Tidewater',
        url: 'https://tidewater.example',
        currency: 'USD',
        timeZone: 'America/New_York',
        countryCode: 'US',
        weightUnit: 'LBS',
        pricesIncludeTax: false,
      },
    });
    expect(hub.stub.seen).toHaveLength(6);
  });

  it('names every missing scope and where to tick it, once each', async () => {
    for (const path of ['/v2/store', '/v2/tax_classes', '/v2/orders/count', '/v3/inventory/locations'])
      hub.stub.forbidden.add(path);
    const report = await hub.connector.testConnection(hub.instance);
    expect(report.ok).toBe(false);
    expect(report.problems.map((problem) => problem.endpoint)).toEqual([
      'GET /stores/stub77/v2/store',
      'GET /stores/stub77/v2/orders/count',
      'GET /stores/stub77/v3/inventory/locations',
    ]);
    const words = report.problems.map((problem) => problem.message).join('\n');
    for (const scope of ['store_v2_information', 'store_v2_orders', 'store_locations']) expect(words).toContain(scope);
    expect(words).toContain('set "Orders" to "modify"');
    expect(words).not.toContain('store_v2_products');
  });

  it('says to create a location when there is none, besides what else is wrong', async () => {
    hub.stub.answers.set('/v3/inventory/locations', v3([]));
    hub.stub.forbidden.add('/v3/channels');
    const report = await hub.connector.testConnection(hub.instance);
    expect(codes(report).sort()).toEqual(['bigcommerce.missing-scope', 'bigcommerce.no-locations']);
    expect(report.problems.find((problem) => problem.code === 'bigcommerce.no-locations')?.message).toContain(
      'create one',
    );
    await expect(hub.connector.masterData.read(hub.instance, 'locations')).rejects.toMatchObject({
      code: 'bigcommerce.no-locations',
    });
  });

  it.each([
    [{ accessToken: 'other' }, 'bigcommerce.token-refused', 'access token'],
    [{ storeHash: 'nobody' }, 'bigcommerce.store-unknown', 'nobody'],
    [{ storeHash: 'store-x' }, 'bigcommerce.store-hash-invalid', 'letters and digits'],
    [{ apiBaseUrl: 'http://example.com' }, 'bigcommerce.base-url-insecure', 'https://'],
    [{ apiBaseUrl: 'http://127.0.0.1:1' }, 'bigcommerce.host-refused', 'API Base URL'],
    [{ apiBaseUrl: 'https://no-such-host.invalid' }, 'bigcommerce.host-unknown', 'no-such-host.invalid'],
  ])('says that %p is wrong, and only that', async (changed, code, words) => {
    const report = await hub.connector.testConnection(withCredentials(changed));
    expect(codes(report)).toEqual([code]);
    expect(report.problems[0]?.message).toContain(words);
    expect(report.store).toBeNull();
  });

  it('notices that it speaks plain http to a TLS port, or TLS to a plain one', async () => {
    const report = await hub.connector.testConnection(
      withCredentials({ apiBaseUrl: hub.stub.url.replace('http:', 'https:') }),
    );
    expect(codes(report)).toEqual(['bigcommerce.certificate']);
  });

  it('repeats the words of the store, without the token', async () => {
    hub.stub.echoToken = true;
    const failure = await fails(() => hub.connector.orders.page(hub.instance, { modifiedFrom: null }, null));
    expect(failure.vendorMessage).toContain('Bad token [redacted].');
    expect(JSON.stringify(failure)).not.toContain(hub.stub.token);
  });

  it('waits as long as the store says', async () => {
    hub.stub.fail('quota-spent', 1_000);
    expect(await fails(() => hub.connector.orders.page(hub.instance, { modifiedFrom: null }, null))).toMatchObject({
      do: 'retry',
      code: 'bigcommerce.rate-limited',
      afterMs: expect.any(Number) as number,
    });
  });

  async function fails(work: () => Promise<unknown>): Promise<Disposition> {
    try {
      await work();
    } catch (error) {
      return hub.connector.classify(error);
    }
    throw new Error('nothing failed');
  }

  it('is called bigcommerce and hides the token', () => {
    const { connector } = hub;
    expect(connector.key).toBe('bigcommerce');
    expect(connector.credentialFields.filter((field) => field.secret).map((field) => field.name)).toEqual([
      'accessToken',
    ]);
    expect(connector.orders).toMatchObject({ neverImportStatusIds: ['0'], defaultStatusIds: ['11'] });
  });
});
