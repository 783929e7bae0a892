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
  IsUrl,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../../../platform/http/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const CODE = { message: 'code must be 1 to 10 capital letters or digits' };
const MOST = 1_000_000;

export class CreateWarehouseBody {
  @Matches(/^[A-Z0-9]{1,10}$/, CODE)
  code!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;
}

/** What is left out stays as it is. */
export class ChangeWarehouseBody {
  /** The one that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @Matches(/^[A-Z0-9]{1,10}$/, CODE)
  code?: string;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @ValidateIf(isGiven)
  @IsBoolean()
  isActive?: boolean;

  /** true: takes this task from the warehouse that has it. */
  @ValidateIf(isGiven)
  @IsBoolean()
  isDefault?: boolean;
}

export class CreateLocationBody {
  @IsUUID()
  warehouseId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;
}

export class ChangeLocationBody {
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @ValidateIf(isGiven)
  @IsBoolean()
  isActive?: boolean;
}

const MODES = ['count', 'change'] as const;

export class AdjustmentLineBody {
  @IsUUID()
  variantId!: string;

  /** What is there (count), or what is added, or taken when below zero (change). */
  @IsInt()
  @Min(-MOST)
  @Max(MOST)
  quantity!: number;
}

export class CreateAdjustmentBody {
  @IsUUID()
  locationId!: string;

  @IsIn(MODES)
  mode!: (typeof MODES)[number];

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(1_000)
  note?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => AdjustmentLineBody)
  lines!: AdjustmentLineBody[];
}

export class ShippedLineBody {
  @IsUUID()
  lineId!: string;

  @IsInt()
  @Min(0)
  @Max(MOST)
  quantity!: number;
}

export class ValidateDeliveryBody {
  /** What really left; lines left out did not. Without it, everything left. */
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => ShippedLineBody)
  quantities?: ShippedLineBody[];

  /** The goods are gone whatever the count says. */
  @ValidateIf(isGiven)
  @IsBoolean()
  goodsHaveLeft?: boolean;

  /** Now when left out. */
  @ValidateIf(isGiven)
  @IsInstant()
  doneAt?: string;
}

export class PackageBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  carrier!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  trackingNumber!: string;

  @ValidateIf(isGiven)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(2_000)
  trackingUrl?: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  weightGrams?: number | null;
}
