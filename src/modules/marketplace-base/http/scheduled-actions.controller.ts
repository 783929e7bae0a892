import { Body, Controller, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  ApiList,
  IdParam,
  InstanceScope,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { actionNotFound, ChangeScheduledAction } from '../application/change-scheduled-action.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import { RunScheduledAction } from '../application/run-scheduled-action.js';
import { scheduledActionList, type ScheduledActionView } from '../infrastructure/workflow.lists.js';
import type { OperationAnswer } from './operations.controller.js';
import { ChangeScheduledActionBody } from './scheduled-actions.dto.js';

/** What runs by itself for an instance (A24), named by its action: `import-orders`. */
@ApiTags('scheduled actions')
@Controller('api/v1/instances/:instanceId/scheduled-actions')
@InstanceScope('instanceId')
export class ScheduledActionsController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly changeAction: ChangeScheduledAction,
    private readonly runAction: RunScheduledAction,
  ) {}

  @Get()
  @Requires('scheduled-actions.read')
  @ApiList(scheduledActionList)
  list(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(scheduledActionList) query: ListRequest,
  ): Promise<ListPage<ScheduledActionView>> {
    return this.read.list(scheduledActionList, instanceId, query);
  }

  @Get(':action')
  @Requires('scheduled-actions.read')
  one(@IdParam('instanceId') instanceId: string, @Param('action') action: string): Promise<ScheduledActionView> {
    return this.byName(instanceId, action);
  }

  /** Switched on, it runs at once and then at its interval. */
  @Patch(':action')
  @Requires('scheduled-actions.write')
  async change(
    @IdParam('instanceId') instanceId: string,
    @Param('action') action: string,
    @Body() { version, ...change }: ChangeScheduledActionBody,
  ): Promise<ScheduledActionView> {
    await this.changeAction.run(instanceId, action, version, change);
    return this.byName(instanceId, action);
  }

  /** Now, whether it is switched on or not; its plan stays as it is. */
  @Post(':action/run')
  @HttpCode(202)
  @Requires('operations.run')
  async run(
    @IdParam('instanceId') instanceId: string,
    @Param('action') action: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperationAnswer> {
    const started = await this.runAction.byHand(instanceId, action);
    const address = `/api/v1/jobs/${started.jobId}`;
    response.setHeader('Location', address);
    return { ...started, address };
  }

  private async byName(instanceId: string, action: string): Promise<ScheduledActionView> {
    const query = scheduledActionList.parse({ action: action.slice(0, 100) });
    const { data } = await this.read.list(scheduledActionList, instanceId, query);
    const [row] = data;
    if (!row) throw actionNotFound(action);
    return row;
  }
}
