import { Controller, Get, Inject } from '@nestjs/common';
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
import { auditEntryList, type AuditEntryView } from '../infrastructure/access.lists.js';

@ApiTags('access')
@Controller('api/v1/audit-entries')
export class AuditEntriesController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Requires('audit.read')
  @ApiList(auditEntryList)
  list(
    @ListQuery(auditEntryList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<AuditEntryView>> {
    return auditEntryList.run(this.database, query, access);
  }
}
