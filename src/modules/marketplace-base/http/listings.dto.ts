import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

export class LinkItemBody {
  @IsUUID()
  variantId!: string;
}

export class AddItemBody extends LinkItemBody {
  @IsUUID()
  listingId!: string;

  /** The store's id of the variant. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  remoteId!: string;

  /** As the store has it; '' when it has none. */
  @IsString()
  @MaxLength(255)
  sku!: string;
}
