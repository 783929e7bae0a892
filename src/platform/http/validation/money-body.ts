import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { currencyCodes } from '../../../shared-kernel/index.js';

const AMOUNT = /^-?\d{1,15}(\.\d{1,4})?$/;

/** An amount in a request: text, never a number, so that no float ever touches it. Negative ones are for the rule to refuse. */
export class MoneyBody {
  @Matches(AMOUNT, { message: 'amount must be text like "12.50", with at most four decimals' })
  amount!: string;

  @IsIn(currencyCodes(), { message: 'currency must be an ISO 4217 code like "USD"' })
  currency!: string;
}

/** `{ "amount": "12.50", "currency": "USD" }` on a field of type MoneyBody. */
export function IsMoney(): PropertyDecorator {
  return applyDecorators(
    IsDefined(),
    IsObject(),
    ValidateNested(),
    Type(() => MoneyBody),
  ) as PropertyDecorator;
}

/** The same, or null, or left out. */
export function IsOptionalMoney(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsObject(),
    ValidateNested(),
    Type(() => MoneyBody),
  ) as PropertyDecorator;
}
