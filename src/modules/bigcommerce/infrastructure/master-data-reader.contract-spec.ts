import { startStubConnector, v3, type StubConnector } from '../testing/stub-connector.js';

describe('reading master data and products from BigCommerce', () => {
  let hub: StubConnector;
  beforeEach(async () => {
    hub = await startStubConnector();
  });
  afterEach(async () => {
    await hub.close();
  });

  const pagesOf =
    (...pages: readonly unknown[][]) =>
    (query: URLSearchParams): unknown => {
      const page = Number(query.get('page') ?? 1);
      return v3(pages[page - 1] ?? [], page, pages.length);
    };

  it('reads order statuses with the merchant’s own labels', async () => {
    hub.stub.answers.set('/v2/order_statuses', [
      { id: 0, name: 'Incomplete', system_label: 'Incomplete', custom_label: 'Lost cart', order: 0 },
      { id: 11, name: 'Awaiting Fulfillment', custom_label: 'To pack', order: 3 },
    ]);
    expect(await hub.connector.masterData.read(hub.instance, 'order-statuses')).toEqual([
      { remoteId: '0', name: 'Incomplete', customLabel: 'Lost cart', position: 0 },
      { remoteId: '11', name: 'Awaiting Fulfillment', customLabel: 'To pack', position: 3 },
    ]);
  });

  it('follows every page, and takes a row that moved between pages once', async () => {
    hub.stub.answers.set(
      '/v3/catalog/brands',
      pagesOf(
        [
          { id: 1, name: 'A' },
          { id: 2, name: 'B' },
        ],
        [
          { id: 2, name: 'B' },
          { id: 3, name: 'C' },
        ],
      ),
    );
    const brands = await hub.connector.masterData.read(hub.instance, 'brands');
    expect(brands.map((brand) => brand.remoteId)).toEqual(['1', '2', '3']);
    expect(hub.stub.seen.map((request) => request.query.get('page'))).toEqual([null, '2']);
  });

  it('reads categories with their parents', async () => {
    hub.stub.answers.set(
      '/v3/catalog/trees/categories',
      v3([
        { category_id: 24, parent_id: 0, name: 'Kitchen', is_visible: true },
        { category_id: 25, parent_id: 24, name: 'Mugs', is_visible: false },
      ]),
    );
    expect(await hub.connector.masterData.read(hub.instance, 'categories')).toEqual([
      { remoteId: '24', parentRemoteId: null, name: 'Kitchen', visible: true },
      { remoteId: '25', parentRemoteId: '24', name: 'Mugs', visible: false },
    ]);
  });

  it('adds the tax class that every store has and no list names', async () => {
    expect(await hub.connector.masterData.read(hub.instance, 'tax-classes')).toEqual([
      { remoteId: '0', name: 'Default Tax Class' },
      { remoteId: '1', name: 'Non-Taxable Products' },
    ]);
    hub.stub.answers.set('/v2/tax_classes', []);
    expect(await hub.connector.masterData.read(hub.instance, 'tax-classes')).toHaveLength(1);
  });

  it('knows the default location by asking for it when there are several', async () => {
    const rows = [
      { id: 1, code: 'MAIN', label: 'Main', enabled: true },
      { id: 5, code: 'DOCK', label: 'Dock', enabled: false },
    ];
    hub.stub.answers.set('/v3/inventory/locations', (query: URLSearchParams) =>
      v3(query.has('is_default') ? rows.slice(1) : rows),
    );
    expect(await hub.connector.masterData.read(hub.instance, 'locations')).toEqual([
      { remoteId: '1', code: 'MAIN', name: 'Main', isDefault: false, active: true },
      { remoteId: '5', code: 'DOCK', name: 'Dock', isDefault: true, active: false },
    ]);
  });

  it('reads channels', async () => {
    expect(await hub.connector.masterData.read(hub.instance, 'channels')).toEqual([
      { remoteId: '1', name: 'Tidewater', type: 'storefront', platform: 'bigcommerce', status: 'active' },
    ]);
  });

  it('refuses a row without an id instead of inventing one', async () => {
    hub.stub.answers.set('/v3/catalog/brands', v3([{ name: 'Nameless' }]));
    await expect(hub.connector.masterData.read(hub.instance, 'brands')).rejects.toMatchObject({
      code: 'bigcommerce.answer-unreadable',
    });
  });

  it('reads products a hundred at a time, in the store’s weight unit', async () => {
    hub.stub.answers.set('/v3/catalog/products', (query: URLSearchParams) =>
      v3(
        (query.get('id:in') ?? '').split(',').map((id) => ({
          id: Number(id),
          name: `P${id}`,
          sku: `S${id}`,
          type: 'physical',
          price: 2.5,
          weight: 1,
          variants: [{ id: Number(id) + 9000, sku: '', price: null, weight: null }],
        })),
      ),
    );
    const ids = Array.from({ length: 150 }, (_, n) => String(n + 1));
    const { products } = await hub.connector.products.byIds(hub.instance, [...ids, '1', 'x']);
    expect(products).toHaveLength(150);
    expect(products[149]).toMatchObject({
      remoteId: '150',
      sku: 'S150',
      variants: [{ remoteId: '9150', sku: 'S150', price: '2.5', weightGrams: '453.59' }],
    });
    await hub.connector.products.byIds(hub.instance, ['7']);
    expect(hub.stub.seen.map((request) => request.path.split('/').at(-1))).toEqual([
      'store',
      'products',
      'products',
      'products',
    ]);
    expect((await hub.connector.products.byIds(hub.instance, [])).products).toEqual([]);
  });

  it('lets a product that cannot be read keep no other one out', async () => {
    const product = (id: number, price: unknown) => ({
      id,
      name: `P${id}`,
      sku: `S${id}`,
      price,
      variants: [{ id: id + 90, sku: '' }],
    });
    hub.stub.answers.set('/v3/catalog/products', v3([product(1, 19.99), product(2, '19.99999'), product(3, 5)]));
    const { products, unreadable } = await hub.connector.products.byIds(hub.instance, ['1', '2', '3']);
    expect(products.map((read) => read.remoteId)).toEqual(['1', '3']);
    expect([...unreadable]).toEqual([['2', expect.stringContaining('price is "19.99999"')]]);
  });
});
