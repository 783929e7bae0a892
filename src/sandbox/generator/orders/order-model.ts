import type { Variant } from '../catalog.js';
import type { Currency } from '../currencies.js';
import type { Amount } from '../money.js';
import type { Address, Person } from '../people/people.js';
import type { TaxClass, TaxedAmount } from '../tax.js';
import type { Shape } from './shapes.js';

export interface AppliedDiscount {
  id: string;
  name: string;
  code: string | null;
  target: 'order' | 'product';
  amount: Amount;
}

export type LineKind = 'goods' | 'digital' | 'certificate' | 'custom' | 'pick-list-child';

export interface Line {
  id: number;
  kind: LineKind;
  variant: Variant | null;
  /** Of custom and gift certificate lines. */
  name: string;
  sku: string;
  quantity: number;
  shipped: number;
  refunded: number;
  taxClass: TaxClass;
  /** As entered: with tax inside in an inclusive store, without it in an exclusive one. */
  basePrice: Amount;
  price: TaxedAmount;
  baseTotal: Amount;
  total: TaxedAmount;
  discounts: AppliedDiscount[];
  /** Of a discount that shows only in the header. */
  hiddenDiscount: Amount;
  /** Tax after every discount: these add up to the order's subtotal_tax. */
  tax: Amount;
  addressId: number;
  pickupId: number;
  parentId: number | null;
  certificateId: number | null;
  wrapping: TaxedAmount | null;
  wrappingBase: Amount;
}

export interface Consignment {
  id: number;
  address: Address;
  method: string;
  baseCost: Amount;
  cost: TaxedAmount;
  baseHandling: Amount;
  handling: TaxedAmount;
  itemsTotal: number;
  itemsShipped: number;
}

export interface Fee {
  id: number;
  name: string;
  baseCost: Amount;
  cost: TaxedAmount;
}

export interface Coupon {
  id: number;
  couponId: number;
  code: string;
  /** 0 per item, 1 percentage, 2 per total, 3 shipping, 4 free shipping, 5 promotion. */
  type: number;
  amount: Amount;
  discount: Amount;
}

/** Everything about one order, in whole ten-thousandths; the text modules turn it into the API's JSON. */
export interface OrderModel {
  id: number;
  seed: number;
  shape: Shape;
  statusId: number;
  paymentStatus: string;
  /** 1 = the storefront, 2 = a marketplace. */
  channelId: number;
  paymentMethod: string;
  paymentReference: string | null;
  createdAt: number;
  modifiedAt: number;
  shippedAt: number | null;
  inclusiveFlag: boolean;
  buyer: Person;
  billing: Address;
  currency: Currency;
  display: Currency;
  lines: Line[];
  consignments: Consignment[];
  pickupId: number;
  fees: Fee[];
  coupons: Coupon[];
  discountAmount: Amount;
  couponDiscount: Amount;
  /** Part of couponDiscount that comes off shipping and shows on no line. */
  shippingDiscount: Amount;
  /** The tax that goes with it. */
  shippingTaxRelief: Amount;
  subtotal: TaxedAmount;
  baseShipping: Amount;
  shipping: TaxedAmount;
  baseHandling: Amount;
  handling: TaxedAmount;
  baseWrapping: Amount;
  wrapping: TaxedAmount;
  total: TaxedAmount;
  storeCredit: Amount;
  certificateAmount: Amount;
  itemsTotal: number;
  itemsShipped: number;
}
