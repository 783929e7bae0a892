import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant, IsMoney, IsOptionalMoney, MoneyBody } from '../../../platform/http/index.js';
import { currencyCodes } from '../../../shared-kernel/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const KINDS = ['goods', 'shipping', 'handling', 'wrapping', 'fee'] as const;
const PERCENT = /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/;

export class QuotationLineBody {
  /** 'goods' when left out. */
  @ValidateIf(isGiven)
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  /** null or left out: free text. */
  @IsOptional()
  @IsUUID()
  variantId?: string | null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  name!: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  sku?: string;

  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity!: number;

  /** Of one, with or without tax as the order says. */
  @IsMoney()
  unitPrice!: MoneyBody;

  /** Off the whole line. */
  @IsOptionalMoney()
  discount?: MoneyBody | null;

  @IsOptional()
  @IsUUID()
  taxId?: string | null;

  /** Percent; 0 when left out. */
  @ValidateIf(isGiven)
  @Matches(PERCENT, { message: 'taxRate must be a percentage as text, like "20" or "7.25"' })
  taxRate?: string;
}

class OrderFields {
  @IsOptional()
  @IsUUID()
  deliveryContactId?: string | null;

  @IsOptional()
  @IsUUID()
  priceListId?: string | null;

  /** When the customer ordered; now when left out of a new quotation. */
  @ValidateIf(isGiven)
  @IsInstant()
  orderedAt?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(10_000)
  note?: string;

  /** Whether unit prices and discounts hold the tax already; no when left out of a new quotation. */
  @ValidateIf(isGiven)
  @IsBoolean()
  pricesIncludeTax?: boolean;
}

export class CreateQuotationBody extends OrderFields {
  @IsUUID()
  companyId!: string;

  @IsUUID()
  contactId!: string;

  @IsUUID()
  warehouseId!: string;

  @IsIn(currencyCodes(), { message: 'currency must be an ISO 4217 code like "USD"' })
  currency!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => QuotationLineBody)
  lines!: QuotationLineBody[];
}

/** What is left out stays as it is. `lines` replaces all lines; `pricesIncludeTax` changes only together with them. */
export class ChangeOrderBody extends OrderFields {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsUUID()
  contactId?: string;

  @ValidateIf(isGiven)
  @IsUUID()
  warehouseId?: string;

  @ValidateIf((body: ChangeOrderBody) => body.lines !== undefined || body.pricesIncludeTax !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => QuotationLineBody)
  lines?: QuotationLineBody[];
}

export class CancelOrderBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

export class SettleOrderBody {
  /** What was done about it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  note!: string;
}
