import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  Idempotency,
  IdParam,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { ManageApiKeys, type MadeKey } from '../application/manage-api-keys.js';
import { AccessRecords } from '../application/access-records.js';
import { apiKeyList, type ApiKeyView } from '../infrastructure/access.lists.js';
import { CreateApiKeyBody, RotateApiKeyBody } from './api-keys.dto.js';

type MadeKeyView = ApiKeyView & Pick<MadeKey, 'key'>;

@ApiTags('access')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly manage: ManageApiKeys,
    private readonly records: AccessRecords,
  ) {}

  @Get()
  @Requires('api-keys.read')
  @ApiList(apiKeyList)
  list(@ListQuery(apiKeyList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<ApiKeyView>> {
    return apiKeyList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('api-keys.read')
  one(@IdParam() id: string): Promise<ApiKeyView> {
    return this.records.apiKey(id);
  }

  /** The answer holds the key: the only time it is shown. */
  @Post()
  @Requires('api-keys.write')
  @Idempotency('answer-not-kept')
  async create(@Body() body: CreateApiKeyBody): Promise<MadeKeyView> {
    const made = await this.manage.create({
      name: body.name,
      role: body.role,
      instanceIds: body.instanceIds ?? null,
      userId: body.userId ?? null,
      expiresAt: dateOf(body.expiresAt),
    });
    return { ...(await this.records.apiKey(made.id)), key: made.key };
  }

  /** A new key with the same limits; the old one ends. The answer holds the new key: the only time it is shown. */
  @Post(':id/rotate')
  @Requires('api-keys.write')
  @Idempotency('answer-not-kept')
  async rotate(@IdParam() id: string, @Body() body: RotateApiKeyBody): Promise<MadeKeyView> {
    const made = await this.manage.rotate(id, body.graceSeconds ?? 0, dateOf(body.expiresAt));
    return { ...(await this.records.apiKey(made.id)), key: made.key };
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires('api-keys.write')
  async revoke(@IdParam() id: string): Promise<ApiKeyView> {
    await this.manage.revoke(id);
    return this.records.apiKey(id);
  }
}

function dateOf(text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : new Date(text);
}
