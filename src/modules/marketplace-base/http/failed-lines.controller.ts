import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParam, InstanceScope, Requires } from '../../../platform/http/index.js';
import { RetryLines, type Retried } from '../application/retry-lines.js';
import { FailureRepository, type FailureGroup } from '../infrastructure/failure.repository.js';
import { RetryCauseBody } from './operations.dto.js';

/** What went wrong, by cause: mend the cause, then retry everything that failed for it. */
@ApiTags('jobs')
@Controller('api/v1/instances/:instanceId/failed-lines')
@InstanceScope('instanceId')
export class FailedLinesController {
  constructor(
    private readonly failures: FailureRepository,
    private readonly retryLines: RetryLines,
  ) {}

  @Get()
  @Requires('operations.read')
  async groups(@IdParam('instanceId') instanceId: string): Promise<{ data: FailureGroup[] }> {
    return { data: await this.failures.ofInstance(instanceId) };
  }

  @Post('retry')
  @HttpCode(202)
  @Requires('operations.retry')
  retry(@IdParam('instanceId') instanceId: string, @Body() body: RetryCauseBody): Promise<Retried> {
    return this.retryLines.cause(instanceId, body.errorCode);
  }
}
