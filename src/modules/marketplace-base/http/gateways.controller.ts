import { Body, Controller, Get, Patch } from '@nestjs/common';
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
import { EditConfiguration } from '../application/edit-configuration.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import { gatewayList, type GatewayView } from '../infrastructure/workflow.lists.js';
import { ChangeGatewayBody } from './workflow.dto.js';

/** Payment methods seen on orders; they are made on first sight (A11.12), so there is nothing to create here. */
@ApiTags('gateways')
@Controller('api/v1/instances/:instanceId/gateways')
@InstanceScope('instanceId')
export class GatewaysController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly edit: EditConfiguration,
  ) {}

  @Get()
  @Requires('settings.read')
  @ApiList(gatewayList)
  list(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(gatewayList) query: ListRequest,
  ): Promise<ListPage<GatewayView>> {
    return this.read.list(gatewayList, instanceId, query);
  }

  @Get(':id')
  @Requires('settings.read')
  one(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<GatewayView> {
    return this.read.one(gatewayList, instanceId, id);
  }

  /** Its name for people and its journal; orders find it by its code, which stays. */
  @Patch(':id')
  @Requires('settings.write')
  async change(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() { version, ...change }: ChangeGatewayBody,
  ): Promise<GatewayView> {
    await this.edit.change('gateway', instanceId, id, version, change);
    return this.read.one(gatewayList, instanceId, id);
  }
}
