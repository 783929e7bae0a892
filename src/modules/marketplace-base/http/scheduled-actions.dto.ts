import { IsBoolean, IsInt, Max, Min, ValidateIf } from 'class-validator';

const isGiven = (_body: object, value: unknown): boolean => value !== undefined;

export class ChangeScheduledActionBody {
  /** The version that was read. */
  @IsInt()
  @Min(1)
  version!: number;

  @ValidateIf(isGiven)
  @IsBoolean()
  active?: boolean;

  /** From one minute to a week. */
  @ValidateIf(isGiven)
  @IsInt()
  @Min(1)
  @Max(10_080)
  intervalMinutes?: number;
}
