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
import { FailureRepository, type MissingWorkflow } from '../infrastructure/failure.repository.js';
import { workflowList, type WorkflowView } from '../infrastructure/workflow.lists.js';
import { ChangeWorkflowBody, CreateWorkflowBody } from './workflow.dto.js';

/** What an order runs through, by gateway and payment status (A11.8, A11.10). */
@ApiTags('financial workflows')
@Controller('api/v1/instances/:instanceId/financial-workflows')
@InstanceScope('instanceId')
export class WorkflowsController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly edit: EditConfiguration,
    private readonly failures: FailureRepository,
  ) {}

  @Get()
  @Requires('settings.read')
  @ApiList(workflowList)
  list(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(workflowList) query: ListRequest,
  ): Promise<ListPage<WorkflowView>> {
    return this.read.list(workflowList, instanceId, query);
  }

  /** Pairs that orders came with and no row is for, each with the request that would add it (A11.13). */
  @Get('missing')
  @Requires('settings.read')
  async missing(@IdParam('instanceId') instanceId: string): Promise<{ data: MissingWorkflow[] }> {
    return { data: await this.failures.missingWorkflows(instanceId) };
  }

  @Get(':id')
  @Requires('settings.read')
  one(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<WorkflowView> {
    return this.read.one(workflowList, instanceId, id);
  }

  @Post()
  @Requires('settings.write')
  async add(@IdParam('instanceId') instanceId: string, @Body() body: CreateWorkflowBody): Promise<WorkflowView> {
    const id = await this.edit.create('financial-workflow', instanceId, {
      gatewayId: null,
      journalId: null,
      paymentTermDays: 0,
      ...body,
      paymentStatus: normalStatus(body.paymentStatus),
    });
    return this.read.one(workflowList, instanceId, id);
  }

  @Patch(':id')
  @Requires('settings.write')
  async change(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() { version, ...change }: ChangeWorkflowBody,
  ): Promise<WorkflowView> {
    const status = change.paymentStatus === undefined ? {} : { paymentStatus: normalStatus(change.paymentStatus) };
    await this.edit.change('financial-workflow', instanceId, id, version, { ...change, ...status });
    return this.read.one(workflowList, instanceId, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('settings.write')
  async remove(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<void> {
    await this.edit.remove('financial-workflow', instanceId, id);
  }
}

/** Orders carry it in lower case with spaces (A11.9): "Partially_Refunded" would never match. */
function normalStatus(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}
