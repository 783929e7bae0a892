import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  IsDay,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { RegisterPurchase, type PurchaseDraft } from '../application/register-purchase.use-case.js';
import { purchaseList, type PurchaseLine } from '../infrastructure/purchase.list.js';

export class PurchaseBody {
  @IsString()
  @MaxLength(60)
  product!: string;

  /** Order or invoice number, as the customer has it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  reference!: string;

  @IsDay()
  purchasedOn!: string;

  /** Major version that was bought; left out: whatever version. */
  @IsOptional()
  @IsString()
  @MaxLength(30)
  version?: string | null;
}

/** Who bought support for what, so that a report's reference can be looked up. */
@ApiTags('support')
@Controller('api/v1/support/purchases')
export class PurchasesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly register: RegisterPurchase,
  ) {}

  @Get()
  @Requires('tickets.read')
  @ApiList(purchaseList)
  list(@ListQuery(purchaseList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<PurchaseLine>> {
    return purchaseList.run(this.database, query, access);
  }

  @Post()
  @Requires('tickets.write')
  add(@Body() { version, ...purchase }: PurchaseBody): Promise<PurchaseDraft & { id: string }> {
    return this.register.run({ ...purchase, version: version ?? null });
  }
}
