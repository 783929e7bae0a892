import { mapProduct } from './map-product.js';
import { toGrams } from './weight.js';

const product = (overrides: Record<string, unknown> = {}) => ({
  id: 73,
  name: 'Tidewater Mug',
  type: 'physical',
  sku: 'TWM',
  description: '<p>Mug</p>',
  weight: 0.45,
  price: 12,
  is_visible: true,
  brand_id: 4,
  categories: [9, 11],
  upc: '',
  gtin: '',
  variants: [
    {
      id: 318,
      sku: 'TWM-BLUE',
      price: null,
      weight: null,
      upc: '111',
      option_values: [{ option_display_name: 'Colour', label: 'Blue' }],
    },
    {
      id: 319,
      sku: 'TWM-RED',
      price: 12.5,
      weight: 0.5,
      upc: '',
      gtin: '222',
      option_values: [{ option_display_name: 'Colour', label: 'Red' }],
    },
  ],
  ...overrides,
});

describe('mapProduct', () => {
  it('lets variants inherit price and weight', () => {
    expect(mapProduct(product(), 'KGS')).toEqual({
      remoteId: '73',
      name: 'Tidewater Mug',
      sku: 'TWM',
      description: '<p>Mug</p>',
      kind: 'physical',
      visible: true,
      brandRemoteId: '4',
      categoryRemoteIds: ['9', '11'],
      variants: [
        {
          remoteId: '318',
          sku: 'TWM-BLUE',
          barcode: '111',
          price: '12',
          weightGrams: '450.00',
          optionsText: 'Colour: Blue',
        },
        {
          remoteId: '319',
          sku: 'TWM-RED',
          barcode: '222',
          price: '12.5',
          weightGrams: '500.00',
          optionsText: 'Colour: Red',
        },
      ],
    });
  });

  it('gives the base variant of a simple product the identity of the product', () => {
    const simple = product({ sku: 'S', upc: '333', brand_id: 0, variants: [{ id: 1, sku: '', option_values: [] }] });
    expect(mapProduct(simple, 'KGS')).toMatchObject({
      brandRemoteId: null,
      variants: [{ sku: 'S', barcode: '333', optionsText: '' }],
    });
  });

  it.each([
    [{ price: 1e-7 }, 'price'],
    [{ price: 1.23456 }, 'price'],
    [{ price: 'x' }, 'price'],
    [{ weight: '1e3' }, 'weight'],
    [{ variants: [{ id: 0 }] }, 'variants.id'],
  ])('refuses %p', (broken, field) => {
    expect(() => mapProduct(product({ weight: 1, variants: [{ id: 5 }], ...broken }), 'KGS')).toThrow(field);
  });
});

describe('toGrams', () => {
  it.each([
    ['1', 'Ounces', '28.35'],
    ['2.5', 'LBS', '1133.98'],
    ['0.4500', 'KGS', '450.00'],
    ['7', 'Grams', '7.00'],
    ['0.001', 'Tonnes', '1000.00'],
  ])('%s %s are %s g', (weight, unit, grams) => {
    expect(toGrams(weight, unit)).toBe(grams);
  });

  it('names a unit it does not know', () => {
    expect(() => toGrams('1', 'stone')).toThrow('"stone"');
  });
});
