import { DomainError } from '../../../shared-kernel/index.js';

export const LOG_LEVELS = ['all', 'success', 'error'] as const;
export const SYNC_KEYS = ['sku', 'barcode', 'barcode-and-sku'] as const;
export const STOCK_BASES = ['on-hand', 'forecasted', 'free-to-use'] as const;

/** Settings of an instance (A3). Every field has a default, so a stored object may lack what came later. */
export interface InstanceSettings {
  /** What is written to the log (A3.5, Z20); a line's own error is always kept on the line. */
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Records a worker takes at once (A3.6). */
  readonly queueBatchLimit: number;
  /** A3.4; null: the store's own. */
  readonly countryCode: string | null;
  /** A3.4 */
  readonly language: string;
  /** Remote status ids an import takes (A3.15); null: the connector's default. */
  readonly orderStatusIds: readonly string[] | null;
  /** A3.7 */
  readonly priceListId: string | null;
  /** A3.8, A14: variants for order lines that have no catalogue product. */
  readonly giftCertificateVariantId: string | null;
  readonly customVariantId: string | null;
  /** A3.9 */
  readonly updateExistingListing: boolean;
  /** A3.10 */
  readonly syncListingsBasedOn: (typeof SYNC_KEYS)[number];
  /** A3.11: make products that an order needs and nobody has. */
  readonly createProducts: boolean;
  /** A3.12 */
  readonly exportSalePrice: boolean;
  /** A3.13 */
  readonly stockBasedOn: (typeof STOCK_BASES)[number];
  /** A3.14 */
  readonly validateInventoryAdjustment: boolean;
  /** A3.16 */
  readonly markOrderAsPaid: boolean;
  /** A3.17, A20.4 */
  readonly createCompanyContact: boolean;
  /** A3.18 */
  readonly useMarketplaceOrderNumber: boolean;
  /** A3.19, A20.7 */
  readonly defaultContactId: string | null;
}

export const DEFAULT_SETTINGS: InstanceSettings = {
  logLevel: 'error',
  queueBatchLimit: 250,
  countryCode: null,
  language: 'en-US',
  orderStatusIds: null,
  priceListId: null,
  giftCertificateVariantId: null,
  customVariantId: null,
  updateExistingListing: false,
  syncListingsBasedOn: 'sku',
  createProducts: true,
  exportSalePrice: false,
  stockBasedOn: 'on-hand',
  validateInventoryAdjustment: false,
  markOrderAsPaid: false,
  createCompanyContact: false,
  useMarketplaceOrderNumber: false,
  defaultContactId: null,
};

export function settingsOf(stored: Readonly<Record<string, unknown>>): InstanceSettings {
  return { ...DEFAULT_SETTINGS, ...stored };
}

/** The stored settings with a change applied; unknown names are refused, nothing is dropped silently. */
export function changeSettings(
  stored: Readonly<Record<string, unknown>>,
  change: Partial<InstanceSettings>,
): Record<string, unknown> {
  const unknown = Object.keys(change).filter((name) => !(name in DEFAULT_SETTINGS));
  if (unknown.length > 0) {
    throw new DomainError(
      'invalid',
      'marketplace.unknown-setting',
      `There is no setting named ${unknown.join(', ')}.`,
      { unknown },
    );
  }
  return { ...stored, ...change };
}
