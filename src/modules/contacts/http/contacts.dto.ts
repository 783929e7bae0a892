import {
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { CONTACT_KINDS, type ContactKind } from '../domain/contact-kind.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const isFilled = (_body: object, value: unknown): boolean => value !== undefined && value !== '';

/** Text fields are '' when unset. */
class ContactFields {
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  company?: string;

  @ValidateIf(isFilled)
  @IsEmail()
  @MaxLength(320)
  email?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(50)
  phone?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  street1?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  street2?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  city?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  state?: string;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(50)
  postalCode?: string;

  @ValidateIf(isGiven)
  @Matches(/^([A-Z]{2})?$/, { message: 'countryCode must be two capital letters (ISO 3166-1), or empty' })
  countryCode?: string;
}

export class CreateContactBody extends ContactFields {
  @IsIn(CONTACT_KINDS)
  kind!: ContactKind;

  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;
}

/** What is left out stays as it is. */
export class ChangeContactBody extends ContactFields {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;
}
