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
import { EditConfiguration } from '../application/edit-configuration.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import { statusMappingList, type StatusMappingView } from '../infrastructure/workflow.lists.js';
import { ChangeStatusMappingBody, CreateStatusMappingBody } from './workflow.dto.js';

/** What a status of the store means for the order here (B13). */
@ApiTags('order status mappings')
@Controller('api/v1/instances/:instanceId/order-status-mappings')
@InstanceScope('instanceId')
export class StatusMappingsController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly edit: EditConfiguration,
  ) {}

  @Get()
  @Requires('settings.read')
  @ApiList(statusMappingList)
  list(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(statusMappingList) query: ListRequest,
  ): Promise<ListPage<StatusMappingView>> {
    return this.read.list(statusMappingList, instanceId, query);
  }

  @Get(':id')
  @Requires('settings.read')
  one(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<StatusMappingView> {
    return this.read.one(statusMappingList, instanceId, id);
  }

  @Post()
  @Requires('settings.write')
  async add(
    @IdParam('instanceId') instanceId: string,
    @Body() body: CreateStatusMappingBody,
  ): Promise<StatusMappingView> {
    const id = await this.edit.create('order-status-mapping', instanceId, { ...body });
    return this.read.one(statusMappingList, instanceId, id);
  }

  @Patch(':id')
  @Requires('settings.write')
  async change(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() { version, stage }: ChangeStatusMappingBody,
  ): Promise<StatusMappingView> {
    await this.edit.change('order-status-mapping', instanceId, id, version, { stage });
    return this.read.one(statusMappingList, instanceId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('settings.write')
  async remove(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<void> {
    await this.edit.remove('order-status-mapping', instanceId, id);
  }
}
