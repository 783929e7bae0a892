import type { Catalog, Variant } from '../catalog.js';
import { convert, type Currency } from '../currencies.js';
import type { Rng } from '../rng.js';
import { LOCAL, REDUCED, STANDARD, UNTAXED, ZERO, withTax, type TaxClass } from '../tax.js';
import type { Line, LineKind } from './order-model.js';
import type { Composition, Shape } from './shapes.js';

export interface LineContext {
  orderId: number;
  shape: Shape;
  inclusive: boolean;
  currency: Currency;
  catalog: Catalog;
  rng: Rng;
  addressIds: readonly number[];
  pickupId: number;
}

/** Order line ids stay unique over all orders: each order owns a block of them. */
export const LINES_PER_ORDER = 256;
export const ADDRESSES_PER_ORDER = 10;

export function addressIdsFor(orderId: number, composition: Composition): number[] {
  const first = orderId * ADDRESSES_PER_ORDER + 1;
  if (composition === 'digital' || composition === 'certificate' || composition === 'pickup') return [];
  if (composition === 'two-addresses' || composition === 'long-two-addresses') return [first, first + 1];
  if (composition === 'three-addresses') return [first, first + 1, first + 2];
  return [first];
}

export function makeLines(context: LineContext): Line[] {
  const { rng, shape, addressIds } = context;
  const lines: Line[] = [];
  const [home = 0] = addressIds;
  const goods = (count: number, addressId: number, pickupId = 0): void => {
    for (let i = 0; i < count; i += 1)
      lines.push(goodsLine(context, lines.length, quantityOf(rng), addressId, pickupId));
  };
  switch (shape.composition) {
    case 'plain':
      goods(rng.between(1, 3), home);
      break;
    case 'single':
      goods(1, home);
      break;
    case 'two-addresses':
    case 'three-addresses':
      for (const addressId of addressIds) goods(rng.between(1, 2), addressId);
      break;
    case 'pickup':
      goods(rng.between(1, 2), 0, context.pickupId);
      break;
    case 'pickup-and-shipping':
      goods(1, home);
      goods(1, 0, context.pickupId);
      break;
    case 'digital':
      lines.push(digitalLine(context, 0));
      if (rng.below(2) === 0) lines.push(digitalLine(context, 1));
      break;
    case 'mixed-digital':
      goods(rng.between(1, 2), home);
      lines.push(digitalLine(context, lines.length));
      break;
    case 'certificate':
      lines.push(certificateLine(context, 0));
      break;
    case 'certificate-and-goods':
      goods(rng.between(1, 2), home);
      lines.push(certificateLine(context, lines.length));
      break;
    case 'custom':
      goods(rng.below(2), home);
      lines.push(customLine(context, lines.length, home));
      break;
    case 'pick-list':
      goods(1, home);
      lines.push(pickListChild(context, lines[0] as Line));
      goods(rng.below(2), home);
      break;
    case 'long':
      goods(rng.between(51, 130), home);
      break;
    case 'long-two-addresses':
      goods(rng.between(51, 60), home);
      goods(3, addressIds[1] ?? home);
      break;
    case 'huge':
      lines.push(goodsLine(context, 0, rng.between(1001, 5000), home, 0));
      goods(1, home);
      break;
    case 'wrapped':
      goods(2, home);
      wrap(context, lines[0] as Line);
      break;
  }
  if (shape.statusId === 3) makeDivisible(context, lines);
  return lines;
}

/** A partial shipment needs at least two pieces that can be shipped. */
function makeDivisible(context: LineContext, lines: Line[]): void {
  const first = lines.findIndex((line) => line.addressId !== 0 && !line.wrapping);
  const line = lines[first];
  if (!line || line.quantity > 1) return;
  const child = lines.find((other) => other.parentId === line.id);
  price(context, line, line.basePrice, 2);
  if (child) child.quantity = 2;
}

function quantityOf(rng: Rng): number {
  const roll = rng.below(10);
  return roll < 6 ? 1 : roll < 9 ? 2 : 3;
}

function blank(context: LineContext, index: number, kind: LineKind, variant: Variant | null, taxClass: TaxClass): Line {
  const none = { ex: 0, inc: 0, tax: 0 };
  return {
    id: context.orderId * LINES_PER_ORDER + index,
    kind,
    variant,
    name: '',
    sku: '',
    quantity: 1,
    shipped: 0,
    refunded: 0,
    taxClass,
    basePrice: 0,
    price: none,
    baseTotal: 0,
    total: none,
    discounts: [],
    hiddenDiscount: 0,
    tax: 0,
    addressId: 0,
    pickupId: 0,
    parentId: null,
    certificateId: null,
    wrapping: null,
    wrappingBase: 0,
  };
}

/** Unit price times quantity on both sides; in an inclusive store the side without tax is derived from the line's total. */
function price(context: LineContext, line: Line, basePrice: number, quantity: number): void {
  line.basePrice = basePrice;
  line.quantity = quantity;
  line.price = withTax(basePrice, line.taxClass.millionths, context.inclusive);
  line.baseTotal = basePrice * quantity;
  if (context.inclusive) {
    line.total = withTax(line.baseTotal, line.taxClass.millionths, true);
  } else {
    const inc = line.price.inc * quantity;
    line.total = { ex: line.baseTotal, inc, tax: inc - line.baseTotal };
  }
}

function taxClassOf(shape: Shape, index: number, variant: Variant | null): TaxClass {
  switch (shape.tax) {
    case 'standard':
      return STANDARD;
    case 'zero-rated':
      return ZERO;
    case 'two-jurisdictions':
      return LOCAL;
    case 'mixed-rates':
      if (variant?.product.taxClassId === REDUCED.id) return REDUCED;
      return index % 3 === 0 ? STANDARD : index % 3 === 1 ? REDUCED : ZERO;
  }
}

function goodsLine(context: LineContext, index: number, quantity: number, addressId: number, pickupId: number): Line {
  const variant = context.rng.pick(context.catalog.physical);
  const line = blank(context, index, 'goods', variant, taxClassOf(context.shape, index, variant));
  line.addressId = addressId;
  line.pickupId = pickupId;
  price(context, line, convert(variant.price, context.currency), quantity);
  return line;
}

function digitalLine(context: LineContext, index: number): Line {
  const variant = context.rng.pick(context.catalog.digital);
  const line = blank(context, index, 'digital', variant, taxClassOf(context.shape, index, variant));
  price(context, line, convert(variant.price, context.currency), 1);
  return line;
}

function certificateLine(context: LineContext, index: number): Line {
  const face = context.rng.pick([250000, 500000, 1000000]);
  const line = blank(context, index, 'certificate', null, UNTAXED);
  line.name = `${face / 10000} ${context.currency.code} Gift Certificate`;
  line.certificateId = context.orderId;
  price(context, line, convert(face, context.currency), 1);
  return line;
}

function customLine(context: LineContext, index: number, addressId: number): Line {
  const { rng, shape, currency } = context;
  const line = blank(context, index, 'custom', null, taxClassOf(shape, index, null));
  line.name = rng.pick(['Rewiring, by the hour', 'Special order: brass <rod> 3 × 40 mm', 'Ремонт лампы']);
  line.sku = rng.below(2) === 0 ? '' : `CUSTOM-${rng.below(1000)}`;
  line.addressId = addressId;
  price(context, line, convert(rng.between(101, 9999) * 100, currency), rng.between(1, 3));
  return line;
}

/** What a shopper chose through a pick list: a line of its own that ships and costs nothing. */
function pickListChild(context: LineContext, parent: Line): Line {
  const variant = context.rng.pick(context.catalog.physical);
  const line = blank(context, 1, 'pick-list-child', variant, parent.taxClass);
  line.addressId = parent.addressId;
  line.parentId = parent.id;
  price(context, line, 0, parent.quantity);
  return line;
}

/** Whether wrapping is per piece or per line is not documented: a wrapped line holds one piece, so both readings agree. */
function wrap(context: LineContext, line: Line): void {
  price(context, line, line.basePrice, 1);
  line.wrappingBase = convert(24900, context.currency);
  line.wrapping = withTax(line.wrappingBase, line.taxClass.millionths, context.inclusive);
}
