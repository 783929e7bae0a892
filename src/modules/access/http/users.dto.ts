import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { ROLES, type Role } from '../domain/permissions.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class CreateUserBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  @IsEmail()
  @MaxLength(320)
  email!: string;

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
}

/** What is left out stays as it is. */
export class ChangeUserBody {
  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @ValidateIf(isGiven)
  @IsEmail()
  @MaxLength(320)
  email?: string;

  @ValidateIf(isGiven)
  @IsIn(ROLES)
  role?: Role;

  /** null: all instances. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  instanceIds?: string[] | null;

  @ValidateIf(isGiven)
  @IsBoolean()
  isActive?: boolean;
}
