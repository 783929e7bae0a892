import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsDay } from '../../../platform/http/index.js';
import { currencyCodes } from '../../../shared-kernel/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const ACCOUNT_TYPES = ['asset', 'liability', 'equity', 'income', 'expense'] as const;
const COUNTRY = { message: 'country must be two capital letters, like "US"' };
const CURRENCY = { message: 'currency must be an ISO 4217 code like "USD"' };

class Versioned {
  /** The one that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class CreateCompanyBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @IsIn(currencyCodes(), CURRENCY)
  currency!: string;

  @Matches(/^[A-Z]{2}$/, COUNTRY)
  country!: string;
}

/** What is left out stays as it is. */
export class ChangeCompanyBody extends Versioned {
  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  /** Only while there are no entries. */
  @ValidateIf(isGiven)
  @IsIn(currencyCodes(), CURRENCY)
  currency?: string;

  @ValidateIf(isGiven)
  @Matches(/^[A-Z]{2}$/, COUNTRY)
  country?: string;

  /** true: takes this task from the company that has it. */
  @ValidateIf(isGiven)
  @IsBoolean()
  isDefault?: boolean;
}

export class CreateAccountBody {
  @IsUUID()
  companyId!: string;

  @Matches(/^[0-9A-Za-z.-]{1,20}$/, { message: 'code must be 1 to 20 letters, digits, points or hyphens' })
  code!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @IsIn(ACCOUNT_TYPES)
  type!: (typeof ACCOUNT_TYPES)[number];

  @ValidateIf(isGiven)
  @IsBoolean()
  isReconciled?: boolean;
}

export class ChangeAccountBody extends Versioned {
  @ValidateIf(isGiven)
  @Matches(/^[0-9A-Za-z.-]{1,20}$/, { message: 'code must be 1 to 20 letters, digits, points or hyphens' })
  code?: string;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @ValidateIf(isGiven)
  @IsBoolean()
  isActive?: boolean;
}

export class CreateJournalBody {
  @IsUUID()
  companyId!: string;

  @Matches(/^[A-Z0-9]{1,10}$/, { message: 'code must be 1 to 10 capital letters or digits' })
  code!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  /** The asset account money lands in. */
  @IsUUID()
  accountId!: string;
}

export class ChangeNamedBody extends Versioned {
  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @ValidateIf(isGiven)
  @IsBoolean()
  isActive?: boolean;
}

export class CreateTaxBody {
  @IsUUID()
  companyId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  /** Percent. */
  @Matches(/^\d{1,4}(\.\d{1,4})?$/, { message: 'rate must be a percentage as text, like "20" or "7.25"' })
  rate!: string;

  /** Whether prices with this tax hold it already. */
  @IsBoolean()
  priceInclude!: boolean;
}

export class CreateExchangeRateBody {
  @IsUUID()
  companyId!: string;

  @IsIn(currencyCodes(), CURRENCY)
  currency!: string;

  @IsDay()
  validOn!: string;

  /** Units of `currency` for one unit of the company's. */
  @Matches(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,10})?$/, {
    message: 'rate must be a number above zero as text, like "0.9125"',
  })
  rate!: string;
}

export class CloseMonthBody {
  @IsUUID()
  companyId!: string;

  @Matches(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, { message: 'month must be like "2026-11"' })
  month!: string;
}
