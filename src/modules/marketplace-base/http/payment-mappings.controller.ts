import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApiList,
  IdParam,
  InstanceScope,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { EditPaymentMappings } from '../application/edit-payment-mappings.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import { paymentMappingList, type PaymentMappingView } from '../infrastructure/workflow.lists.js';
import { ChangePaymentMappingBody, CreatePaymentMappingBody } from './workflow.dto.js';

/** Payment method → journal, price list, currency, with exactly one default row (B18). */
@ApiTags('payment mappings')
@Controller('api/v1/instances/:instanceId/payment-mappings')
@InstanceScope('instanceId')
export class PaymentMappingsController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly edit: EditPaymentMappings,
  ) {}

  @Get()
  @Requires('settings.read')
  @ApiList(paymentMappingList)
  list(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(paymentMappingList) query: ListRequest,
  ): Promise<ListPage<PaymentMappingView>> {
    return this.read.list(paymentMappingList, instanceId, query);
  }

  @Get(':id')
  @Requires('settings.read')
  one(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<PaymentMappingView> {
    return this.read.one(paymentMappingList, instanceId, id);
  }

  /** The first row of an instance is the default, whatever it says. */
  @Post()
  @Requires('settings.write')
  async add(
    @IdParam('instanceId') instanceId: string,
    @Body() body: CreatePaymentMappingBody,
  ): Promise<PaymentMappingView> {
    const empty = { gatewayId: null, journalId: null, priceListId: null, currency: null };
    const id = await this.edit.create(instanceId, { ...empty, ...body, isDefault: body.isDefault ?? false });
    return this.read.one(paymentMappingList, instanceId, id);
  }

  @Patch(':id')
  @Requires('settings.write')
  async change(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() { version, ...change }: ChangePaymentMappingBody,
  ): Promise<PaymentMappingView> {
    await this.edit.change(instanceId, id, version, change);
    return this.read.one(paymentMappingList, instanceId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('settings.write')
  async remove(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<void> {
    await this.edit.remove(instanceId, id);
  }
}
