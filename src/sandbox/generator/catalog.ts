import { Rng, mix } from './rng.js';
import { roundTo, type Amount } from './money.js';

export interface Option {
  optionId: number;
  displayName: string;
  name: string;
  valueId: number;
  label: string;
}

export interface Variant {
  id: number;
  product: Product;
  sku: string;
  upc: string;
  /** null = the product's price. */
  ownPrice: Amount | null;
  price: Amount;
  option: Option | null;
  /** The parts of an order line that never change, as JSON text without braces. */
  nameText: string;
  skuText: string;
  sizeText: string;
}

export interface Product {
  id: number;
  name: string;
  type: 'physical' | 'digital';
  sku: string;
  price: Amount;
  cost: Amount;
  /** Hundredths of the weight unit. */
  weight: number;
  categories: readonly number[];
  brandId: number;
  taxClassId: number;
  bin: string;
  createdAt: number;
  modifiedAt: number;
  variants: readonly Variant[];
}

export const FIRST_PRODUCT_ID = 101;
export const FIRST_VARIANT_ID = 1001;
export const CATEGORIES = [
  'Lighting',
  'Shades',
  'Cables',
  'Bulbs',
  'Downloads',
  'Garden',
  'Café & Küche',
  'Lamps > Desk',
];
export const BRANDS = ['Harbour', 'Nordlicht', 'Lumière', 'Tide', 'Quay & Co'];
export const FIRST_CATEGORY_ID = 21;
export const FIRST_BRAND_ID = 31;
const KINDS = [
  'Desk Lamp',
  'Linen Shade',
  'Brass Hook',
  'Braided Cable',
  'Filament Bulb',
  'Wall Light',
  'Dimmer',
  'Floor Lamp',
  'Lantern',
  'Clip',
];
const FINISHES = ['Brass', 'Black', 'Chrome', 'Copper'];
const LONG = ' with adjustable joint, weighted base and two metres of braided cable, hand finished'.repeat(4);

/** The catalogue of one store, whole in memory: products are few, orders are many. Rules of who is what are by number. */
export class Catalog {
  readonly products: readonly Product[];
  readonly variants: readonly Variant[];
  /** What a plain order line may be: physical variants. */
  readonly physical: readonly Variant[];
  readonly digital: readonly Variant[];

  constructor(seed: number, count: number, plainNames: boolean, origin: number) {
    const products: Product[] = [];
    const variants: Variant[] = [];
    for (let k = 0; k < count; k += 1) {
      const product = makeProduct(seed, k, plainNames, origin, variants);
      products.push(product);
    }
    this.products = products;
    this.variants = variants;
    this.physical = variants.filter((variant) => variant.product.type === 'physical');
    const digital = variants.filter((variant) => variant.product.type === 'digital');
    this.digital = digital.length > 0 ? digital : this.physical;
  }

  productById(id: number): Product | undefined {
    return this.products[id - FIRST_PRODUCT_ID];
  }

  variantById(id: number): Variant | undefined {
    return this.variants[id - FIRST_VARIANT_ID];
  }
}

function makeProduct(seed: number, k: number, plainNames: boolean, origin: number, variants: Variant[]): Product {
  const rng = new Rng(mix(seed ^ 0xca7a, k));
  const digital = k % 10 === 7;
  const name = productName(k, digital, plainNames);
  const sku = `${digital ? 'DL' : 'HL'}-${String(k + 1).padStart(4, '0')}`;
  const price = priceOf(rng);
  const mine: Variant[] = [];
  const product: Product = {
    id: FIRST_PRODUCT_ID + k,
    name,
    type: digital ? 'digital' : 'physical',
    sku,
    price,
    cost: roundTo(Math.floor(price * 0.37), 2),
    weight: digital ? 0 : rng.between(5, 2500),
    categories: digital ? [FIRST_CATEGORY_ID + 4] : [FIRST_CATEGORY_ID + (k % CATEGORIES.length)],
    brandId: FIRST_BRAND_ID + (k % BRANDS.length),
    taxClassId: k % 13 === 5 ? 4 : 0,
    bin: k % 4 === 0 ? `A-${k % 50}` : '',
    createdAt: origin - 86400 * 60 + k * 60,
    modifiedAt: origin - 86400 * 20 + k * 60,
    variants: mine,
  };
  const finishes = !digital && (k % 10 === 3 || k % 10 === 6 || k % 10 === 8) ? FINISHES.slice(0, 2 + (k % 3)) : [];
  if (finishes.length === 0) mine.push(makeVariant(product, FIRST_VARIANT_ID + variants.length, null, k, 0));
  finishes.forEach((label, i) => {
    const option = {
      optionId: 500 + k,
      displayName: 'Finish',
      name: `Finish17568078${String(k).padStart(4, '0')}-${product.id}`,
      valueId: 3000 + k * 4 + i,
      label,
    };
    mine.push(makeVariant(product, FIRST_VARIANT_ID + variants.length + i, option, k, i));
  });
  variants.push(...mine);
  return product;
}

function makeVariant(product: Product, id: number, option: Option | null, k: number, i: number): Variant {
  const ownPrice = option && i === 1 ? product.price + 25000 : null;
  const sku = option ? `${product.sku}-${option.label.toUpperCase()}` : product.sku;
  const upc = k % 3 === 0 ? String(5012345000000 + id) : '';
  const s = JSON.stringify;
  const weight = `${Math.floor(product.weight / 100)}.${String(product.weight % 100).padStart(2, '0')}00`;
  const size = product.type === 'digital' ? '0.0000' : '18.0000';
  return {
    id,
    product,
    sku,
    upc,
    ownPrice,
    price: ownPrice ?? product.price,
    option,
    nameText: `"name":${s(product.name)},"name_customer":${s(product.name)},"name_merchant":${s(product.name)}`,
    skuText: `"sku":${s(sku)},"upc":"${upc}","type":"${product.type}"`,
    sizeText: `"weight":"${weight}","width":"${size}","height":"${size}","depth":"${size}"`,
  };
}

/** Cents that do not divide evenly are the rule: they are what breaks careless arithmetic. */
function priceOf(rng: Rng): Amount {
  const cents = rng.pick([999, 1799, 1735, 333, 107, 2500, 3000, 7, 4999, 12345, 1667, 8988]);
  return cents * 100 + rng.below(7) * 1000;
}

function productName(k: number, digital: boolean, plainNames: boolean): string {
  const kind = digital ? 'Wiring Guide (PDF)' : KINDS[k % KINDS.length];
  if (plainNames) return `${kind} No. ${k + 1}`;
  if (k % 20 === 5) return `Lámpara “Été” 灯 № ${k + 1} 💡 ${kind}`;
  if (k % 20 === 11) return `<b>${kind}</b> &amp; "Söhne" <script>alert(${k + 1})</script>`;
  if (k % 20 === 17 || k === 2) return `${kind} No. ${k + 1}${LONG}`.slice(0, 250);
  return `${kind} No. ${k + 1}`;
}
