import { type DataSource } from 'typeorm';
import { createDataSource, Database } from '../../../platform/database/index.js';
import { testDatabase, type TestDatabase } from '../../../platform/database/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { ProductDraft, VariantDraft } from '../contract/index.js';
import { CatalogFacade } from './catalog.facade.js';

let server: TestDatabase;
let dataSource: DataSource;
let database: Database;
let catalog: CatalogFacade;

beforeAll(async () => {
  server = await testDatabase();
  dataSource = await createDataSource({ url: server.url }).initialize();
  database = new Database(dataSource);
  catalog = new CatalogFacade(database);
}, 60_000);

afterAll(async () => {
  await dataSource.destroy();
  await server.close();
});

function aVariant(sku: string, over: Partial<VariantDraft> = {}): VariantDraft {
  return { id: newId(), sku, barcode: '', price: '9.9900', weightGrams: '250.0000', optionsText: '', ...over };
}

function aProduct(name: string, variants: VariantDraft[], over: Partial<ProductDraft> = {}): ProductDraft {
  return { id: newId(), name, kind: 'goods', description: '', variants, ...over };
}

const create = (drafts: ProductDraft[]) => database.transaction((tx) => catalog.createProducts(tx, drafts));
const productsNamed = (name: string) =>
  database.query<{ id: string }>('SELECT id FROM catalog.product WHERE name = $1', [name]);

describe('CatalogFacade.createProducts', () => {
  it('writes products with variants, options and images', async () => {
    const red = aVariant('MUG-RED', { optionsText: 'Red', options: [{ attribute: 'Colour', value: 'Red' }] });
    const blue = aVariant('MUG-BLUE', { optionsText: 'Blue', options: [{ attribute: 'colour', value: 'Blue' }] });
    const images = [
      { url: 'https://img.example/mug.png', alt: 'Mug', variantId: null },
      { url: 'https://img.example/red.png', alt: '', variantId: red.id },
    ];
    await create([aProduct('Mug', [red, blue], { images })]);

    const found = await catalog.variantsBySku(['mug-red', 'Mug-Blue', 'nothing', '']);
    expect([...found.keys()].sort()).toEqual(['mug-blue', 'mug-red']);
    expect(found.get('mug-red')).toMatchObject({
      variantId: red.id,
      sku: 'MUG-RED',
      name: 'Mug (Red)',
      kind: 'goods',
      tracking: 'none',
      active: true,
    });
    const values = await database.query<{ name: string; value: string; n: number }>(
      `SELECT a.name, v.value, (SELECT count(*)::int FROM catalog.attribute) AS n FROM catalog.variant_value vv
        JOIN catalog.attribute_value v ON v.id = vv.attribute_value_id JOIN catalog.attribute a ON a.id = v.attribute_id
        WHERE vv.variant_id = $1`,
      [blue.id],
    );
    expect(values).toEqual([{ name: 'Colour', value: 'Blue', n: 1 }]);
    expect(await database.query('SELECT variant_id FROM catalog.product_image ORDER BY position')).toEqual([
      { variant_id: null },
      { variant_id: red.id },
    ]);
  });

  it('gives back the variant that has the SKU already, and makes no empty product', async () => {
    const first = aVariant('SKU-1');
    await create([aProduct('First', [first])]);
    const same = aVariant(' sku-1 ');
    const fresh = aVariant('SKU-2');
    const twin = aVariant('sku-2');

    const ids = await create([aProduct('Second', [same]), aProduct('Third', [fresh]), aProduct('Fourth', [twin])]);

    expect([ids.get(same.id), ids.get(fresh.id), ids.get(twin.id)]).toEqual([first.id, fresh.id, fresh.id]);
    expect(await productsNamed('Second')).toEqual([]);
    expect(await productsNamed('Fourth')).toEqual([]);
  });

  it('allows any number of variants without a SKU', async () => {
    const ids = await create([aProduct('No SKU', [aVariant(''), aVariant('  ')])]);
    expect(new Set(ids.values()).size).toBe(2);
    expect((await catalog.variants([...ids.values()])).size).toBe(2);
  });

  it('lets workers make the same products at once: one set of variants stands and all agree', async () => {
    const list = (reverse: boolean) => {
      const drafts = Array.from({ length: 40 }, (_, n) => aProduct('Race', [aVariant(`RACE-${n}`)]));
      return reverse ? drafts.reverse() : drafts;
    };
    const lists = [list(false), list(true), list(false)];

    const results = await Promise.all(lists.map(create));

    const standing = lists.map((drafts, index) =>
      Object.fromEntries(drafts.flatMap((draft) => draft.variants.map((v) => [v.sku, results[index]?.get(v.id)]))),
    );
    for (const other of standing) expect(other).toEqual(standing[0]);
    expect(await productsNamed('Race')).toHaveLength(40);
    expect((await catalog.variants(Object.values(standing[0] ?? {}) as string[])).size).toBe(40);
  });
});

describe('price lists', () => {
  it('make the list of a currency once, however many ask', async () => {
    const ask = () =>
      database.transaction((tx) =>
        catalog.ensurePriceLists(tx, [
          { name: 'Euro', currency: 'EUR' },
          { name: 'Pound', currency: 'GBP' },
        ]),
      );
    const answers = await Promise.all([ask(), ask(), ask()]);

    const ids = answers.map((lists) => [lists.get('EUR')?.id, lists.get('GBP')?.id]);
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    expect((await catalog.priceLists()).map((list) => list.currency).sort()).toEqual(['EUR', 'GBP']);
    expect(await catalog.priceListByCurrency('EUR')).toMatchObject({ name: 'Euro', isDefault: false });
    expect(await catalog.priceListByCurrency('CHF')).toBeNull();
  });

  it('have one default, made once and kept', async () => {
    const make = (currency: string) =>
      database.transaction((tx) => catalog.ensureDefaultPriceList(tx, { name: 'Default', currency }));
    const [one, two] = await Promise.all([make('USD'), make('USD')]);

    expect(one).toMatchObject({ currency: 'USD', isDefault: true });
    expect(two).toEqual(one);
    expect(await make('EUR')).toEqual(one);
  });
});
