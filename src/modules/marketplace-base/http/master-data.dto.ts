import { IsBoolean, IsInt, IsOptional, IsUUID, Min, ValidateIf } from 'class-validator';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class ChangeStoreLocationBody {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  /** Null: the instance's warehouse (A9.2). */
  @IsOptional()
  @IsUUID()
  warehouseId?: string | null;

  @IsOptional()
  @IsUUID()
  stockLocationId?: string | null;

  /** Off: no stock is read from or sent to this location (A9.5). */
  @ValidateIf(isGiven)
  @IsBoolean()
  syncsStock?: boolean;
}
