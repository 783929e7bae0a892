import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsInstant } from '../../../platform/http/index.js';
import { ROLES, type Role } from '../domain/permissions.js';

export class CreateApiKeyBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  @IsIn(ROLES)
  role!: Role;

  /** Left out or null: all instances. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  instanceIds?: string[] | null;

  @IsOptional()
  @IsUUID()
  userId?: string | null;

  @IsOptional()
  @IsInstant()
  expiresAt?: string | null;
}

const ONE_WEEK_SECONDS = 604_800;

export class RotateApiKeyBody {
  /** How long the old key goes on working beside the new one; 0 ends it at once. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(ONE_WEEK_SECONDS)
  graceSeconds?: number | null;

  /** Of the new key; left out or null: never. */
  @IsOptional()
  @IsInstant()
  expiresAt?: string | null;
}
