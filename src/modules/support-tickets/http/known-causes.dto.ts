import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const PRODUCT = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LARGEST_VERSION = 2_147_483_647;

export class KnownCausesQuery {
  /** Key of a support product; those that belong to any product come with it. */
  @IsOptional()
  @Matches(PRODUCT, { message: 'product is the key of a support product, e.g. bigcommerce' })
  @MaxLength(60)
  product?: string;

  /** Code of an error, e.g. `bigcommerce.token-refused`. */
  @IsOptional()
  @IsString()
  @MaxLength(120)
  code?: string;
}

export class KnownCauseBody {
  /** Key of a support product; left out: any. */
  @IsOptional()
  @Matches(PRODUCT, { message: 'product is the key of a support product, e.g. bigcommerce' })
  @MaxLength(60)
  product: string | null = null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  cause!: string;

  /** Steps, in order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(1_000, { each: true })
  fix!: string[];

  /** Words and phrases by which a report gives it away, e.g. "401", "token is not accepted". Whole words count, whatever their case. */
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @Matches(/[\p{L}\p{N}]/u, { each: true, message: 'each of signs has a letter or digit' })
  signs!: string[];

  /** The version that is changed; left out: there is none yet. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LARGEST_VERSION)
  version: number | null = null;
}

export class WithdrawCauseQuery {
  /** The version that is taken out. */
  @Matches(/^[1-9]\d{0,8}$/, { message: 'version is the number of the version that you have seen' })
  version!: string;
}
