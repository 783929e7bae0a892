import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { LOG_LEVELS, STOCK_BASES, SYNC_KEYS, type InstanceSettings } from '../domain/instance-settings.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

/** Settings of an instance (A3); what is left out stays as it is, null empties a field that can be empty. */
export class SettingsFields {
  /** What is written to the log: all, only successes or only errors (A3.5). */
  @ValidateIf(isGiven)
  @IsIn(LOG_LEVELS)
  logLevel?: InstanceSettings['logLevel'];

  /** Records a worker takes at once (A3.6). */
  @ValidateIf(isGiven)
  @IsInt()
  @Min(1)
  @Max(1000)
  queueBatchLimit?: number;

  /** Two capital letters; null: the store's own (A3.4). */
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'countryCode must be two capital letters (ISO 3166-1), or null' })
  countryCode?: string | null;

  /** 'en-US' (A3.4). */
  @ValidateIf(isGiven)
  @Matches(/^[a-z]{2,3}(-[A-Z]{2})?$/, { message: 'language must look like en-US' })
  language?: string;

  /** Remote status ids that are imported (A3.15); null: the connector's default. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  orderStatusIds?: string[] | null;

  /** A3.7 */
  @IsOptional()
  @IsUUID()
  priceListId?: string | null;

  /** Variant for gift certificates on orders (A3.8, A14). */
  @IsOptional()
  @IsUUID()
  giftCertificateVariantId?: string | null;

  /** Variant for lines without a catalogue product (A3.8, A14). */
  @IsOptional()
  @IsUUID()
  customVariantId?: string | null;

  /** A3.9 */
  @ValidateIf(isGiven)
  @IsBoolean()
  updateExistingListing?: boolean;

  /** A3.10 */
  @ValidateIf(isGiven)
  @IsIn(SYNC_KEYS)
  syncListingsBasedOn?: InstanceSettings['syncListingsBasedOn'];

  /** Make products that an order needs and nobody has (A3.11). */
  @ValidateIf(isGiven)
  @IsBoolean()
  createProducts?: boolean;

  /** A3.12 */
  @ValidateIf(isGiven)
  @IsBoolean()
  exportSalePrice?: boolean;

  /** A3.13 */
  @ValidateIf(isGiven)
  @IsIn(STOCK_BASES)
  stockBasedOn?: InstanceSettings['stockBasedOn'];

  /** A3.14 */
  @ValidateIf(isGiven)
  @IsBoolean()
  validateInventoryAdjustment?: boolean;

  /** A3.16 */
  @ValidateIf(isGiven)
  @IsBoolean()
  markOrderAsPaid?: boolean;

  /** A3.17 */
  @ValidateIf(isGiven)
  @IsBoolean()
  createCompanyContact?: boolean;

  /** A3.18 */
  @ValidateIf(isGiven)
  @IsBoolean()
  useMarketplaceOrderNumber?: boolean;

  /** For orders without any customer data (A3.19). */
  @IsOptional()
  @IsUUID()
  defaultContactId?: string | null;
}

export class ChangeSettingsBody extends SettingsFields {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}
