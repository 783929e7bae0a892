import { Body, Controller, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  IdParam,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { ChangeOrder } from '../application/change-order.use-case.js';
import { CreateQuotation } from '../application/create-quotation.use-case.js';
import { MoveOrder } from '../application/move-order.use-case.js';
import { ReadOrder, type SaleOrderDetails } from '../application/read-order.js';
import type { LineInput } from '../domain/price-lines.js';
import {
  saleOrderList,
  timelineList,
  type SaleOrderView,
  type TimelineEntry,
} from '../infrastructure/sale-order.lists.js';
import {
  CancelOrderBody,
  ChangeOrderBody,
  CreateQuotationBody,
  QuotationLineBody,
  SettleOrderBody,
} from './sale-orders.dto.js';

@ApiTags('sale-orders')
@Controller('api/v1/sale-orders')
export class SaleOrdersController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadOrder,
    private readonly create: CreateQuotation,
    private readonly change: ChangeOrder,
    private readonly move: MoveOrder,
  ) {}

  @Get()
  @Requires('orders.read')
  @ApiList(saleOrderList)
  list(
    @ListQuery(saleOrderList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<SaleOrderView>> {
    return saleOrderList.run(this.database, query, access);
  }

  /** With its lines. */
  @Get(':id')
  @Requires('orders.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<SaleOrderDetails> {
    return this.read.run(id, access);
  }

  /** What happened to the order and why, oldest first. */
  @Get(':id/timeline')
  @Requires('orders.read')
  @ApiList(timelineList)
  async timeline(
    @IdParam() id: string,
    @ListQuery(timelineList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<TimelineEntry>> {
    await this.read.header(id, access);
    return timelineList.run(this.database, query, access, { orderId: id });
  }

  /** A quotation made by hand; its totals are computed. */
  @Post()
  @Requires('orders.write')
  async add(@Body() body: CreateQuotationBody, @CurrentAccess() access: Access): Promise<SaleOrderDetails> {
    const {
      deliveryContactId = null,
      priceListId = null,
      orderedAt = null,
      note = '',
      pricesIncludeTax = false,
    } = body;
    const { companyId, contactId, warehouseId, currency } = body;
    const header = { companyId, contactId, warehouseId, currency, deliveryContactId, priceListId };
    const lines = body.lines.map(lineInput);
    const id = await this.create.run({ ...header, orderedAt, note, pricesIncludeTax, lines }, access);
    return this.read.run(id, access);
  }

  @Patch(':id')
  @Requires('orders.write')
  async edit(
    @IdParam() id: string,
    @Body() { version, lines, ...change }: ChangeOrderBody,
    @CurrentAccess() access: Access,
  ): Promise<SaleOrderDetails> {
    await this.change.run(id, version, { ...change, ...(lines && { lines: lines.map(lineInput) }) }, access);
    return this.read.run(id, access);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('orders.write')
  async confirm(@IdParam() id: string, @CurrentAccess() access: Access): Promise<SaleOrderDetails> {
    await this.move.confirm(id, access);
    return this.read.run(id, access);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('orders.write')
  async cancel(
    @IdParam() id: string,
    @Body() { reason }: CancelOrderBody,
    @CurrentAccess() access: Access,
  ): Promise<SaleOrderDetails> {
    await this.move.cancel(id, reason, access);
    return this.read.run(id, access);
  }

  /** Says that what called a person to the order is dealt with; import it by its id to apply what waited meanwhile. */
  @Post(':id/settle')
  @HttpCode(200)
  @Requires('orders.write')
  async settle(
    @IdParam() id: string,
    @Body() { note }: SettleOrderBody,
    @CurrentAccess() access: Access,
  ): Promise<SaleOrderDetails> {
    await this.move.settle(id, note, access);
    return this.read.run(id, access);
  }
}

function lineInput(body: QuotationLineBody): Omit<LineInput, 'id'> {
  const { kind = 'goods', variantId = null, name, sku = '', quantity, unitPrice } = body;
  const { discount = null, taxId = null, taxRate = '0' } = body;
  return { kind, variantId, name, sku, quantity, unitPrice, discount, taxId, taxRate };
}
