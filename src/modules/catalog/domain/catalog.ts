export const PRODUCT_KINDS = ['goods', 'service', 'digital'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];
export const TRACKINGS = ['none', 'lot', 'serial'] as const;
export type Tracking = (typeof TRACKINGS)[number];

/** A sellable variant as other modules need it. */
export interface VariantRef {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** `service` and `digital` are never delivered. */
  readonly kind: ProductKind;
  /** Lot and serial tracked products are left out of stock imports (A7.3). */
  readonly tracking: Tracking;
  readonly active: boolean;
}

/** A product made on the fly or by an import; with one variant at least. */
export interface ProductDraft {
  readonly id: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly description: string;
  readonly variants: readonly VariantDraft[];
  /** Default `none`. */
  readonly tracking?: Tracking;
  /** In the order they are shown; `variantId` for the one image of a variant's own (A4.6). */
  readonly images?: readonly { readonly url: string; readonly alt: string; readonly variantId: string | null }[];
}

export interface VariantDraft {
  readonly id: string;
  /** Unique among variants without regard to case; '' is allowed any number of times. */
  readonly sku: string;
  readonly barcode: string;
  /** Decimal text, 4 decimals, in the company's currency; null = no own price. */
  readonly price: string | null;
  readonly weightGrams: string;
  readonly optionsText: string;
  /** Attributes and their values, made where missing (A4.5); e.g. `{ attribute: 'Colour', value: 'Red' }`. */
  readonly options?: readonly { readonly attribute: string; readonly value: string }[];
}

export interface PriceListRef {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** The company's own: the end of the ladder (Z10). At most one list is. */
  readonly isDefault: boolean;
}

/** A price list an order's currency calls for (A21.1). */
export interface PriceListDraft {
  readonly name: string;
  readonly currency: string;
}
