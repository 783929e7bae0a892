import { Type } from 'class-transformer';
import {
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { SettingsFields } from './settings.dto.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class CreateInstanceBody {
  /** 'bigcommerce' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  connector!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** By the connector's fields; GET /api/v1/connectors names them. Secret ones are never shown again. */
  @IsObject()
  credentials!: Record<string, unknown>;

  /** Left out: the first company and its warehouse. */
  @IsOptional()
  @IsUUID()
  companyId?: string | null;

  @IsOptional()
  @IsUUID()
  warehouseId?: string | null;

  /** IANA name; left out or null: the store's own. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  timeZone?: string | null;
}

/** What is left out stays as it is. */
export class ChangeInstanceBody {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @ValidateIf(isGiven)
  @IsUUID()
  companyId?: string;

  @ValidateIf(isGiven)
  @IsUUID()
  warehouseId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  timeZone?: string | null;

  @ValidateIf(isGiven)
  @IsObject()
  @ValidateNested()
  @Type(() => SettingsFields)
  settings?: SettingsFields;
}

export class ReplaceCredentialsBody {
  @IsObject()
  credentials!: Record<string, unknown>;
}
