import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { CatalogModule } from '../index.js';

let app: RestApp;

beforeAll(async () => {
  app = await restApp(CatalogModule);
}, 60_000);

afterAll(() => app.close());

interface Variant {
  id: string;
  sku: string;
  version: number;
  price: { amount: string; currency: string } | null;
}
interface Product {
  id: string;
  name: string;
  version: number;
  isArchived: boolean;
  variants: Variant[];
}
interface PriceList {
  id: string;
  currency: string;
  version: number;
  isDefault: boolean;
  isForCurrency: boolean;
}
const usd = (amount: string) => ({ amount, currency: 'USD' });
const data = <T>(answer: { body: unknown }): T[] => (answer.body as { data: T[] }).data;

let next = 0;
async function addProduct(over: object = {}): Promise<Product> {
  const sku = `REST-${++next}`;
  const body = { name: `Lamp ${next}`, variants: [{ sku, price: usd('19.99'), weightGrams: '750.5' }], ...over };
  const answer = await app.http.post('/api/v1/products').send(body).expect(201);
  return answer.body as Product;
}
const variantOf = (product: Product) => product.variants[0] as Variant;

async function addList(currency: string): Promise<PriceList> {
  const answer = await app.http
    .post('/api/v1/price-lists')
    .send({ name: `List ${++next}`, currency })
    .expect(201);
  return answer.body as PriceList;
}

describe('products and variants over REST', () => {
  it('creates a product with variants and images, and shows it whole', async () => {
    const product = await addProduct({
      kind: 'goods',
      variants: [
        { sku: 'LAMP-R', price: usd('19.99'), optionsText: 'Red', options: [{ attribute: 'Colour', value: 'Red' }] },
        { sku: '' },
      ],
      images: [{ url: 'https://img.example/lamp.png' }],
    });
    expect(product).toMatchObject({
      kind: 'goods',
      tracking: 'none',
      version: 1,
      variants: [
        { sku: 'LAMP-R', price: { amount: '19.9900', currency: 'USD' }, weightGrams: '0.0000', isArchived: false },
        { sku: '', price: null },
      ],
      images: [{ url: 'https://img.example/lamp.png', alt: '', variantId: null, position: 0 }],
    });
    expect((await app.http.get(`/api/v1/products/${product.id}`).expect(200)).body).toEqual(product);
  });

  it('refuses a SKU that is taken, in any case, and writes nothing', async () => {
    const sku = variantOf(await addProduct()).sku;
    const answer = await app.http
      .post('/api/v1/products')
      .send({ name: 'Copycat', variants: [{ sku: sku.toLowerCase() }] })
      .expect(409);
    expect(answer.body).toMatchObject({ code: 'catalog.sku-taken' });
    expect(data(await app.http.get('/api/v1/products?name=copycat'))).toEqual([]);

    const other = variantOf(await addProduct());
    const change = { version: 1, sku: sku.toLowerCase() };
    await app.http.patch(`/api/v1/variants/${other.id}`).send(change).expect(409);
    const twins = { name: 'Twins', variants: [{ sku: 'TWIN' }, { sku: 'twin' }] };
    await app.http.post('/api/v1/products').send(twins).expect(422);
  });

  it.each<[string, object, string]>([
    ['no variant', { variants: [] }, 'variants'],
    ['a price as a number', { variants: [{ price: { amount: 5, currency: 'USD' } }] }, 'variants.0.price.amount'],
    ['five decimals', { variants: [{ price: usd('1.00001') }] }, 'variants.0.price.amount'],
    [
      'a currency nobody knows',
      { variants: [{ price: { amount: '1', currency: 'XXX' } }] },
      'variants.0.price.currency',
    ],
    ['an unknown kind', { kind: 'cake' }, 'kind'],
    ['an unknown field of a variant', { variants: [{ colour: 'red' }] }, 'variants.0.colour'],
    ['a price that is a text', { variants: [{ price: '5' }] }, 'variants.0.price'],
    ['an image that is no address', { images: [{ url: 'javascript:alert(1)' }] }, 'images.0.url'],
    ['variants that are no objects', { variants: ['x', null] }, 'variants.0'],
  ])('refuses %s', async (_, over, field) => {
    const body = { name: 'Wrong', variants: [{ sku: '' }], ...over };
    const answer = await app.http.post('/api/v1/products').send(body).expect(400);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });

  it('prices variants in the currency of the default list only, and not below zero', async () => {
    const inEuro = { name: 'Euro', variants: [{ price: { amount: '1', currency: 'EUR' } }] };
    const answer = await app.http.post('/api/v1/products').send(inEuro).expect(422);
    expect(answer.body).toMatchObject({
      code: 'catalog.wrong-currency',
      detail: 'Give this price in USD, not in EUR.',
    });
    const negative = { name: 'Minus', variants: [{ price: usd('-0.01') }] };
    await app.http.post('/api/v1/products').send(negative).expect(422);
  });

  it('changes products and variants for whoever read the last version', async () => {
    const product = await addProduct();
    const url = `/api/v1/products/${product.id}`;
    const edits = ['Desk lamp', 'Floor lamp'].map((name) => app.http.patch(url).send({ version: 1, name }));
    const answers = await Promise.all(edits);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);

    const variant = variantOf(product);
    const changed = await app.http
      .patch(`/api/v1/variants/${variant.id}`)
      .send({ version: 1, price: null, barcode: '4006381333931' })
      .expect(200);
    expect(changed.body).toMatchObject({ price: null, barcode: '4006381333931', sku: variant.sku, version: 2 });
    expect(app.audit.at(-1)).toMatchObject({
      action: 'variant.changed',
      before: { price: '19.9900', barcode: '' },
      after: { price: null },
    });
  });

  it('adds a variant to a product, and archives what is not sold any more', async () => {
    const product = await addProduct();
    const added = await app.http.post(`/api/v1/products/${product.id}/variants`).send({ sku: 'ADDED-1' }).expect(201);
    expect(added.body).toMatchObject({ productId: product.id, sku: 'ADDED-1', version: 1 });
    await app.http.post(`/api/v1/variants/${(added.body as Variant).id}/archive`).expect(200);
    await app.http.post(`/api/v1/products/${product.id}/archive`).expect(200);
    expect(data<Product>(await app.http.get('/api/v1/products?isArchived=true')).map((row) => row.id)).toEqual([
      product.id,
    ]);
    const restored = await app.http.post(`/api/v1/products/${product.id}/restore`).expect(200);
    expect(restored.body).toMatchObject({ isArchived: false });
    await app.http.post(`/api/v1/products/${newId()}/variants`).send({ sku: 'NOWHERE' }).expect(404);
  });

  it('finds variants by the beginning of their SKU, in order', async () => {
    await addProduct({ variants: [{ sku: 'find-b' }, { sku: 'FIND-A' }, { sku: 'Find-C' }] });
    const found = await app.http.get('/api/v1/variants?sku=FIND-&sort=sku').expect(200);
    expect(data<Variant>(found).map((row) => row.sku)).toEqual(['FIND-A', 'find-b', 'Find-C']);
  });
});

describe('price lists over REST', () => {
  const defaultList = async () =>
    data<PriceList>(await app.http.get('/api/v1/price-lists?isDefault=true'))[0] as PriceList;

  it('has a default list from the first start', async () => {
    expect(await defaultList()).toMatchObject({ name: 'Default', currency: 'USD', isForCurrency: true });
  });

  it('hands the task of a currency, or the default, from one list to another', async () => {
    const [one, two] = [await addList('USD'), await addList('USD')];
    const first = await defaultList();
    const answer = await app.http
      .patch(`/api/v1/price-lists/${one.id}`)
      .send({ version: 1, isDefault: true, isForCurrency: true })
      .expect(200);
    expect(answer.body).toMatchObject({ isDefault: true, isForCurrency: true, version: 2 });
    const before = await app.http.get(`/api/v1/price-lists/${first.id}`);
    expect(before.body).toMatchObject({ isDefault: false, isForCurrency: false });

    const both = [one, two].map((list) =>
      app.http.patch(`/api/v1/price-lists/${list.id}`).send({ version: list === one ? 2 : 1, isDefault: true }),
    );
    await Promise.all(both);
    expect(data(await app.http.get('/api/v1/price-lists?isDefault=true'))).toHaveLength(1);
  });

  it('keeps a default, in its currency', async () => {
    const list = await defaultList();
    const euro = await addList('EUR');
    const url = `/api/v1/price-lists/${list.id}`;
    const takenAway = await app.http.patch(url).send({ version: list.version, isDefault: false }).expect(422);
    expect(takenAway.body).toMatchObject({ code: 'catalog.default-list-needed' });
    await app.http.post(`${url}/archive`).expect(422);
    const wrong = await app.http
      .patch(`/api/v1/price-lists/${euro.id}`)
      .send({ version: 1, isDefault: true })
      .expect(422);
    expect(wrong.body).toMatchObject({ code: 'catalog.default-currency' });
    const archived = await app.http.post(`/api/v1/price-lists/${euro.id}/archive`).expect(200);
    expect(archived.body).toMatchObject({ isArchived: true, isForCurrency: false });
  });

  it('sets many prices at once, replaces those that stand, and removes one', async () => {
    const list = await addList('EUR');
    const { id: variantId } = variantOf(await addProduct());
    const url = `/api/v1/price-lists/${list.id}/items`;
    const euro = (amount: string) => ({ amount, currency: 'EUR' });
    await app.http
      .put(url)
      .send({
        items: [
          { variantId, price: euro('9') },
          { variantId, minQuantity: 10, price: euro('8') },
        ],
      })
      .expect(204);
    await app.http
      .put(url)
      .send({ items: [{ variantId, price: euro('9.5') }] })
      .expect(204);

    const items = data<{ id: string; minQuantity: number; price: unknown }>(
      await app.http.get(`${url}?sort=createdAt`),
    );
    expect(items.map(({ minQuantity, price }) => [minQuantity, price])).toEqual(
      expect.arrayContaining([
        [1, { amount: '9.5000', currency: 'EUR' }],
        [10, { amount: '8.0000', currency: 'EUR' }],
      ]),
    );
    await app.http.delete(`${url}/${items[0]?.id}`).expect(204);
    await app.http.delete(`${url}/${items[0]?.id}`).expect(404);
    expect(data(await app.http.get(url))).toHaveLength(1);

    await app.http
      .put(url)
      .send({ items: [{ variantId, price: usd('9') }] })
      .expect(422);
    await app.http
      .put(url)
      .send({ items: [{ variantId: newId(), price: euro('9') }] })
      .expect(422);
    const twice = [
      { variantId, price: euro('9') },
      { variantId: variantId.toUpperCase(), price: euro('8') },
    ];
    await app.http.put(url).send({ items: twice }).expect(422);
    await app.http.get(`/api/v1/price-lists/${newId()}/items`).expect(404);
  });
});
