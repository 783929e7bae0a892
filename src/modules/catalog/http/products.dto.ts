import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsOptionalMoney, MoneyBody } from '../../../platform/http/index.js';
import { PRODUCT_KINDS, TRACKINGS, type ProductKind, type Tracking } from '../domain/catalog.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const WEIGHT = /^\d{1,15}(\.\d{1,4})?$/;
const weightText = { message: 'weightGrams must be text like "250" or "250.5", with at most four decimals' };

export class OptionBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  attribute!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  value!: string;
}

class VariantFields {
  /** '' for none. */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  sku?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  barcode?: string;

  /** In the currency of the default price list; null: no price of its own. */
  @IsOptionalMoney()
  price?: MoneyBody | null;

  @ValidateIf(isGiven)
  @Matches(WEIGHT, weightText)
  weightGrams?: string;

  /** What tells it from the other variants, for people: "Red, L". */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  optionsText?: string;
}

export class CreateVariantBody extends VariantFields {
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => OptionBody)
  options?: OptionBody[];
}

/** What is left out stays as it is. */
export class ChangeVariantBody extends VariantFields {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class ImageBody {
  @IsUrl({ require_protocol: true, protocols: ['http', 'https'], require_tld: false })
  @MaxLength(2000)
  url!: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  alt?: string;
}

class ProductFields {
  @ValidateIf(isGiven)
  @IsIn(PRODUCT_KINDS)
  kind?: ProductKind;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(20_000)
  description?: string;

  @ValidateIf(isGiven)
  @IsIn(TRACKINGS)
  tracking?: Tracking;
}

export class CreateProductBody extends ProductFields {
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(600)
  @ValidateNested({ each: true })
  @Type(() => CreateVariantBody)
  variants!: CreateVariantBody[];

  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ImageBody)
  images?: ImageBody[];
}

/** What is left out stays as it is. */
export class ChangeProductBody extends ProductFields {
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;
}
