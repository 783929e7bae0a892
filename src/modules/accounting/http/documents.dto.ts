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
import { IsDay, IsMoney, IsOptionalMoney, MoneyBody } from '../../../platform/http/index.js';
import { currencyCodes } from '../../../shared-kernel/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const KINDS = ['goods', 'shipping', 'handling', 'wrapping', 'fee', 'gift-certificate'] as const;
const RATE = /^\d{1,9}(\.\d{1,10})?$/;
const RATE_MESSAGE = { message: 'rate must be a number as text, like "0.9125"' };

export class InvoiceLineBody {
  /** 'goods' when left out. */
  @ValidateIf(isGiven)
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  @IsOptional()
  @IsUUID()
  variantId?: string | null;

  @IsOptional()
  @IsUUID()
  orderLineId?: string | null;

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

  /** Of one, with or without tax as the invoice says. */
  @IsMoney()
  unitPrice!: MoneyBody;

  /** Off the whole line. */
  @IsOptionalMoney()
  discount?: MoneyBody | null;

  /** Null or left out: no tax. */
  @IsOptional()
  @IsUUID()
  taxId?: string | null;
}

class InvoiceFields {
  @IsUUID()
  contactId!: string;

  @IsOptional()
  @IsUUID()
  orderId?: string | null;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  reference?: string;

  @IsIn(currencyCodes(), { message: 'currency must be an ISO 4217 code like "USD"' })
  currency!: string;

  /** Units of `currency` for one unit of the company's; the exchange rate of the day when left out. */
  @IsOptional()
  @Matches(RATE, RATE_MESSAGE)
  rate?: string | null;

  @IsDay()
  invoicedOn!: string;

  /** The day of the invoice when left out. */
  @ValidateIf(isGiven)
  @IsDay()
  dueOn?: string;

  /** Whether unit prices and discounts hold the tax already; no when left out. */
  @ValidateIf(isGiven)
  @IsBoolean()
  pricesIncludeTax?: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => InvoiceLineBody)
  lines!: InvoiceLineBody[];
}

export class CreateInvoiceBody extends InvoiceFields {
  @IsUUID()
  companyId!: string;
}

export class ReplaceInvoiceBody extends InvoiceFields {
  /** The one that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class CreditNoteBody {
  /** The day of the credit note; today when left out. */
  @ValidateIf(isGiven)
  @IsDay()
  invoicedOn?: string;
}

export class AllocationBody {
  /** An invoice for money received, a credit note for money paid back. */
  @IsUUID()
  invoiceId!: string;

  @IsMoney()
  amount!: MoneyBody;
}

const PAYMENT_KINDS = ['gateway', 'store-credit', 'gift-certificate'] as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;

export class CreatePaymentBody {
  @IsUUID()
  companyId!: string;

  @IsUUID()
  contactId!: string;

  /** 'gateway' when left out. */
  @ValidateIf(isGiven)
  @IsIn(PAYMENT_KINDS)
  kind?: (typeof PAYMENT_KINDS)[number];

  /** 'inbound' when left out. */
  @ValidateIf(isGiven)
  @IsIn(DIRECTIONS)
  direction?: (typeof DIRECTIONS)[number];

  /** The bank or gateway journal the money lands in; store credit and gift certificates have none. */
  @IsOptional()
  @IsUUID()
  journalId?: string | null;

  @IsMoney()
  amount!: MoneyBody;

  @IsOptional()
  @Matches(RATE, RATE_MESSAGE)
  rate?: string | null;

  @IsDay()
  paidOn!: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  reference?: string;

  /** Documents it settles at once; the rest is a prepayment. */
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AllocationBody)
  allocations?: AllocationBody[];
}

export class AllocatePaymentBody extends AllocationBody {
  /** Today when left out. */
  @ValidateIf(isGiven)
  @IsDay()
  allocatedOn?: string;
}

export class CompanyDayQuery {
  @IsUUID()
  companyId!: string;

  /** Up to and including this day; today when left out. */
  @ValidateIf(isGiven)
  @IsDay()
  until?: string;
}

export class CompanyRangeQuery {
  @IsUUID()
  companyId!: string;

  @IsDay()
  from!: string;

  @IsDay()
  to!: string;
}

export class JournalExportQuery extends CompanyRangeQuery {
  @ValidateIf(isGiven)
  @IsUUID()
  journalId?: string;
}
