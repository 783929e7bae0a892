import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsMoney, MoneyBody } from '../../../platform/http/index.js';
import { currencyCodes } from '../../../shared-kernel/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class CreatePriceListBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @IsIn(currencyCodes(), { message: 'currency must be an ISO 4217 code like "USD"' })
  currency!: string;
}

/** What is left out stays as it is. The currency never changes: the prices are in it. */
export class ChangePriceListBody {
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  /** true: takes this task from the list that has it. */
  @ValidateIf(isGiven)
  @IsBoolean()
  isDefault?: boolean;

  /** true: orders in this currency get this list, instead of the one they got so far. */
  @ValidateIf(isGiven)
  @IsBoolean()
  isForCurrency?: boolean;
}

export class PriceBody {
  @IsUUID()
  variantId!: string;

  /** The price holds from this quantity on; 1 when left out. */
  @ValidateIf(isGiven)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  minQuantity?: number;

  @IsMoney()
  price!: MoneyBody;
}

export class SetPricesBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => PriceBody)
  items!: PriceBody[];
}
