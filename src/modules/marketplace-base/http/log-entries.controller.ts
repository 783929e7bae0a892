import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { logEntryList, operationHistory, type JobView, type LogEntryView } from '../infrastructure/job.lists.js';

/** What happened, for people to read: the log (A22.4) and the operation history (B15). */
@ApiTags('logs')
@Controller('api/v1')
@Requires('operations.read')
export class LogEntriesController {
  constructor(private readonly database: Database) {}

  @Get('log-entries')
  @ApiList(logEntryList)
  logs(@ListQuery(logEntryList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<LogEntryView>> {
    return logEntryList.run(this.database, query, access);
  }

  @Get('operation-history')
  @ApiList(operationHistory)
  history(
    @ListQuery(operationHistory) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<JobView>> {
    return operationHistory.run(this.database, query, access);
  }
}
