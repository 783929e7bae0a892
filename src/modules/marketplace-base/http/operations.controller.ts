import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access, CurrentAccess, IdParam, InstanceScope, Requires } from '../../../platform/http/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { OfferedOperations, type OfferedOperation } from '../application/offered-operations.js';
import { StartOperation, type StartedOperation } from '../application/start-operation.js';
import { StartOperationBody } from './operations.dto.js';

export type OperationAnswer = StartedOperation & { readonly address: string };

/** The operations wizard (A23.1, B4–B6): what an instance offers, and a job for each thing asked for. */
@ApiTags('operations')
@Controller('api/v1/instances/:instanceId/operations')
@InstanceScope('instanceId')
export class OperationsController {
  constructor(
    private readonly offered: OfferedOperations,
    private readonly start: StartOperation,
  ) {}

  @Get()
  @Requires('operations.read')
  async list(@IdParam('instanceId') instanceId: string): Promise<{ data: OfferedOperation[] }> {
    return { data: await this.offered.of(instanceId) };
  }

  /** Starts a job; `Location` says where it stands. The same incremental run under way is answered instead of started twice. */
  @Post()
  @HttpCode(202)
  @Requires('operations.run')
  async run(
    @IdParam('instanceId') instanceId: string,
    @Body() body: StartOperationBody,
    @CurrentAccess() access: Access,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperationAnswer> {
    const started = await this.start.execute({
      instanceId,
      operation: body.operation,
      parameters: body.parameters ?? {},
      requestedBy: access.actor.name,
      correlationId: currentCorrelationId() ?? newId(),
    });
    const address = `/api/v1/jobs/${started.jobId}`;
    response.setHeader('Location', address);
    return { ...started, address };
  }
}
