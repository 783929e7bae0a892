import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../../../platform/database/index.js';
import {
  Access,
  ApiList,
  CurrentAccess,
  IdParam,
  InstanceScope,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { SelfCheckReport } from '../contract/index.js';
import { ChangeInstance } from '../application/change-instance.js';
import { ConfirmInstance, type ConfirmResult } from '../application/confirm-instance.js';
import { CreateInstance } from '../application/create-instance.js';
import { DeleteInstance } from '../application/delete-instance.js';
import { ReadInstance, type InstanceDetail, type SettingsView } from '../application/read-instance.js';
import { ReplaceCredentials } from '../application/replace-credentials.js';
import { ResetInstance } from '../application/reset-instance.js';
import { SelfCheck } from '../application/self-check.js';
import { TestConnection, type TestedConnection } from '../application/test-connection.js';
import { instanceList, type InstanceView } from '../infrastructure/instance.list.js';
import { ChangeInstanceBody, CreateInstanceBody, ReplaceCredentialsBody } from './instances.dto.js';
import { ChangeSettingsBody } from './settings.dto.js';

@ApiTags('instances')
@Controller('api/v1/instances')
export class InstancesController {
  constructor(
    private readonly database: Database,
    private readonly read: ReadInstance,
    private readonly create: CreateInstance,
    private readonly change: ChangeInstance,
    private readonly credentials: ReplaceCredentials,
    private readonly remove: DeleteInstance,
    private readonly testConnection: TestConnection,
    private readonly selfCheck: SelfCheck,
    private readonly confirmInstance: ConfirmInstance,
    private readonly reset: ResetInstance,
  ) {}

  @Get()
  @Requires('instances.read')
  @ApiList(instanceList)
  list(@ListQuery(instanceList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<InstanceView>> {
    return instanceList.run(this.database, query, access);
  }

  @Post()
  @Requires('credentials.write')
  async add(@Body() body: CreateInstanceBody, @CurrentAccess() access: Access): Promise<InstanceDetail> {
    if (!access.seesInstance(null)) {
      throw new DomainError(
        'forbidden',
        'marketplace.limited-key',
        'This key is limited to instances that exist; a new one needs a key without that limit.',
      );
    }
    return this.read.run(await this.create.run(body));
  }

  @Get(':id')
  @Requires('instances.read')
  @InstanceScope('id')
  one(@IdParam() id: string): Promise<InstanceDetail> {
    return this.read.run(id);
  }

  @Patch(':id')
  @Requires('instances.write')
  @InstanceScope('id')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeInstanceBody): Promise<InstanceDetail> {
    await this.change.run(id, version, change);
    return this.read.run(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('instances.write')
  @InstanceScope('id')
  async drop(@IdParam() id: string): Promise<void> {
    await this.remove.run(id);
  }

  /** All fields at once: a secret that is left out is gone. */
  @Put(':id/credentials')
  @Requires('credentials.write')
  @InstanceScope('id')
  async replaceCredentials(@IdParam() id: string, @Body() body: ReplaceCredentialsBody): Promise<InstanceDetail> {
    await this.credentials.run(id, body.credentials);
    return this.read.run(id);
  }

  @Get(':id/settings')
  @Requires('settings.read')
  @InstanceScope('id')
  settings(@IdParam() id: string): Promise<SettingsView> {
    return this.read.settings(id);
  }

  @Patch(':id/settings')
  @Requires('settings.write')
  @InstanceScope('id')
  async editSettings(
    @IdParam() id: string,
    @Body() { version, ...settings }: ChangeSettingsBody,
  ): Promise<SettingsView> {
    await this.change.run(id, version, { settings });
    return this.read.settings(id);
  }

  /** `ok: false` is an answer, with what is wrong and what to do; it is stored with its time. */
  @Post(':id/test-connection')
  @HttpCode(200)
  @Requires('instances.write')
  @InstanceScope('id')
  test(@IdParam() id: string): Promise<TestedConnection> {
    return this.testConnection.run(id);
  }

  /** All that the hub can check by itself (D23): credentials, scopes, jobs, balance, required fields, settings. */
  @Post(':id/self-check')
  @HttpCode(200)
  @Requires('instances.write')
  @InstanceScope('id')
  check(@IdParam() id: string): Promise<SelfCheckReport> {
    return this.selfCheck.run(id);
  }

  /** Tests, imports the master data and confirms; the problem of a failed step names the step, the endpoint and the remedy. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('instances.write')
  @InstanceScope('id')
  async confirm(@IdParam() id: string): Promise<{ instance: InstanceDetail; imported: ConfirmResult }> {
    const imported = await this.confirmInstance.run(id);
    return { instance: await this.read.run(id), imported };
  }

  @Post(':id/reset-to-draft')
  @HttpCode(200)
  @Requires('instances.write')
  @InstanceScope('id')
  async resetToDraft(@IdParam() id: string): Promise<InstanceDetail> {
    await this.reset.run(id);
    return this.read.run(id);
  }
}
