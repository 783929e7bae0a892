import { IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import { IsDay, IsMoney, MoneyBody } from '../../../platform/http/index.js';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class InvoiceOrderBody {
  /** Today (UTC) when left out; a day in a closed period moves to the next open one. */
  @ValidateIf(isGiven)
  @IsDay()
  invoicedOn?: string;

  /** The day of the invoice when left out. */
  @ValidateIf(isGiven)
  @IsDay()
  dueOn?: string;
}

export class PayOrderBody {
  /** A bank or gateway journal of the order's company. */
  @IsUUID()
  journalId!: string;

  /** In the order's currency; not more than is open. */
  @IsMoney()
  amount!: MoneyBody;

  @IsDay()
  paidOn!: string;

  /** What the bank or the customer wrote. */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(255)
  reference?: string;
}
