import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

export class StartOperationBody {
  /** One of GET …/operations: 'import-orders'. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  operation!: string;

  /** As the operation takes them; for import-orders `orderIds`, or `createdFrom` and `createdTo`, or nothing. */
  @IsOptional()
  @IsObject()
  parameters?: Record<string, unknown> | null;
}

export class RetryCauseBody {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  errorCode!: string;
}
