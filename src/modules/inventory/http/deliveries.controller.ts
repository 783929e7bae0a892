import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
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
import { newId } from '../../../shared-kernel/index.js';
import { MoveDelivery } from '../application/move-delivery.js';
import { ReadInventory } from '../application/read-inventory.js';
import type { OrderDelivery } from '../contract/index.js';
import { deliveryList, type DeliveryView } from '../infrastructure/inventory.lists.js';
import { PackageBody, ValidateDeliveryBody } from './inventory.dto.js';

@ApiTags('inventory')
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadInventory,
    private readonly move: MoveDelivery,
  ) {}

  @Get()
  @Requires('deliveries.read')
  @ApiList(deliveryList)
  list(@ListQuery(deliveryList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<DeliveryView>> {
    return deliveryList.run(this.database, query, access);
  }

  /** With its lines and packages. */
  @Get(':id')
  @Requires('deliveries.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<OrderDelivery> {
    return this.read.delivery(id, access);
  }

  /** Reserves its stock: all of it, or it goes on waiting and the answer says what is missing. */
  @Post(':id/ready')
  @HttpCode(200)
  @Requires('deliveries.write')
  async ready(@IdParam() id: string, @CurrentAccess() access: Access): Promise<OrderDelivery> {
    await this.move.ready(id, access);
    return this.read.delivery(id, access);
  }

  /** Goods have left. What did not leave becomes a delivery of its own. */
  @Post(':id/validate')
  @HttpCode(200)
  @Requires('deliveries.write')
  async validate(
    @IdParam() id: string,
    @Body() { quantities, goodsHaveLeft = false, doneAt = new Date().toISOString() }: ValidateDeliveryBody,
    @CurrentAccess() access: Access,
  ): Promise<OrderDelivery> {
    await this.move.validate({ deliveryId: id, goodsHaveLeft, doneAt, ...(quantities && { quantities }) }, access);
    return this.read.delivery(id, access);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('deliveries.write')
  async cancel(@IdParam() id: string, @CurrentAccess() access: Access): Promise<OrderDelivery> {
    await this.move.cancel(id, access);
    return this.read.delivery(id, access);
  }

  @Post(':id/packages')
  @Requires('deliveries.write')
  async addPackage(
    @IdParam() id: string,
    @Body() body: PackageBody,
    @CurrentAccess() access: Access,
  ): Promise<OrderDelivery> {
    const { carrier, trackingNumber, trackingUrl = '', weightGrams = null } = body;
    const draft = { id: newId(), deliveryId: id, carrier, trackingNumber, trackingUrl, weightGrams };
    await this.move.addPackage(draft, access);
    return this.read.delivery(id, access);
  }
}
