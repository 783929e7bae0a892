import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;
const STAGES = ['quotation', 'confirmed', 'cancelled'] as const;

class Versioned {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class ChangeGatewayBody extends Versioned {
  @ValidateIf(isGiven)
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @ValidateIf(isGiven)
  @IsUUID()
  journalId?: string;
}

/** What runs for a gateway and payment status (A11.10, A11.14). */
export class CreateWorkflowBody {
  /** Left out or null: any gateway that has no row of its own for the status. */
  @IsOptional()
  @IsUUID()
  gatewayId?: string | null;

  /** As the store says it, in lower case with spaces: 'captured', 'partially refunded'; '' when it says nothing. */
  @IsString()
  @MaxLength(100)
  paymentStatus!: string;

  @IsBoolean()
  confirmsOrder!: boolean;

  @IsBoolean()
  validatesDelivery!: boolean;

  @IsBoolean()
  createsInvoice!: boolean;

  @IsBoolean()
  registersPayment!: boolean;

  /** Instead of the payment mapping's journal. */
  @IsOptional()
  @IsUUID()
  journalId?: string | null;

  @ValidateIf(isGiven)
  @IsInt()
  @Min(0)
  @Max(3650)
  paymentTermDays?: number;
}

export class ChangeWorkflowBody extends Versioned {
  @IsOptional()
  @IsUUID()
  gatewayId?: string | null;

  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(100)
  paymentStatus?: string;

  @ValidateIf(isGiven)
  @IsBoolean()
  confirmsOrder?: boolean;

  @ValidateIf(isGiven)
  @IsBoolean()
  validatesDelivery?: boolean;

  @ValidateIf(isGiven)
  @IsBoolean()
  createsInvoice?: boolean;

  @ValidateIf(isGiven)
  @IsBoolean()
  registersPayment?: boolean;

  @IsOptional()
  @IsUUID()
  journalId?: string | null;

  @ValidateIf(isGiven)
  @IsInt()
  @Min(0)
  @Max(3650)
  paymentTermDays?: number;
}

class PaymentMappingFields {
  /** Null only for a default row that is for no gateway in particular. */
  @IsOptional()
  @IsUUID()
  gatewayId?: string | null;

  /** Null: the gateway's own clearing journal. */
  @IsOptional()
  @IsUUID()
  journalId?: string | null;

  @IsOptional()
  @IsUUID()
  priceListId?: string | null;

  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters (ISO 4217), or null' })
  currency?: string | null;

  /** The row that catches unknown payment methods (B18). Exactly one is; setting it takes it from the other. */
  @ValidateIf(isGiven)
  @IsBoolean()
  isDefault?: boolean;
}

export class CreatePaymentMappingBody extends PaymentMappingFields {}

export class ChangePaymentMappingBody extends PaymentMappingFields {
  @IsInt()
  @Min(1)
  version!: number;
}

export class CreateStatusMappingBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  statusRemoteId!: string;

  @IsIn(STAGES)
  stage!: (typeof STAGES)[number];
}

export class ChangeStatusMappingBody extends Versioned {
  @IsIn(STAGES)
  stage!: (typeof STAGES)[number];
}
