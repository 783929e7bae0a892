import { Controller, Get, HttpCode, Post } from '@nestjs/common';
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
import { CancelWork } from '../application/cancel-work.js';
import { ReadJob, type JobDetail, type LineDetail } from '../application/read-job.js';
import { RetryLines, type Retried } from '../application/retry-lines.js';
import { jobList, lineList, type JobView, type LineView } from '../infrastructure/job.lists.js';

/** Queue jobs and their lines (A22). */
@ApiTags('jobs')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(
    private readonly database: Database,
    private readonly read: ReadJob,
    private readonly retryLines: RetryLines,
    private readonly cancelWork: CancelWork,
  ) {}

  @Get()
  @Requires('operations.read')
  @ApiList(jobList)
  list(@ListQuery(jobList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<JobView>> {
    return jobList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('operations.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<JobDetail> {
    return this.read.job(id, access);
  }

  /** All its failed lines, read afresh; a job whose reading was given up reads on. */
  @Post(':id/retry')
  @HttpCode(202)
  @Requires('operations.retry')
  async retry(
    @IdParam() id: string,
    @CurrentAccess() access: Access,
  ): Promise<Retried & { readonly fetchRetried: boolean }> {
    await this.read.require(id, access);
    return this.retryLines.job(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('operations.retry')
  async cancel(@IdParam() id: string, @CurrentAccess() access: Access): Promise<JobDetail> {
    await this.read.require(id, access);
    await this.cancelWork.job(id);
    return this.read.job(id, access);
  }

  @Get(':id/lines')
  @Requires('operations.read')
  @ApiList(lineList)
  async lines(
    @IdParam() id: string,
    @ListQuery(lineList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<LineView>> {
    await this.read.require(id, access);
    return lineList.run(this.database, query, access, { jobId: id });
  }

  /** With the record as it was read from the store. */
  @Get(':id/lines/:lineId')
  @Requires('operations.read')
  line(@IdParam() id: string, @IdParam('lineId') lineId: string, @CurrentAccess() access: Access): Promise<LineDetail> {
    return this.read.line(id, lineId, access);
  }

  /** Reads the record afresh, then processes it (A22.3). */
  @Post(':id/lines/:lineId/retry')
  @HttpCode(202)
  @Requires('operations.retry')
  async retryLine(
    @IdParam() id: string,
    @IdParam('lineId') lineId: string,
    @CurrentAccess() access: Access,
  ): Promise<Retried> {
    await this.read.line(id, lineId, access);
    return this.retryLines.line(id, lineId);
  }

  @Post(':id/lines/:lineId/cancel')
  @HttpCode(200)
  @Requires('operations.retry')
  async cancelLine(
    @IdParam() id: string,
    @IdParam('lineId') lineId: string,
    @CurrentAccess() access: Access,
  ): Promise<LineDetail> {
    await this.read.line(id, lineId, access);
    await this.cancelWork.line(id, lineId);
    return this.read.line(id, lineId, access);
  }
}
