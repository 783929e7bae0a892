import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
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
import { AccessRecords } from '../application/access-records.js';
import { ManageUsers } from '../application/manage-users.js';
import { userList, type UserView } from '../infrastructure/access.lists.js';
import { ChangeUserBody, CreateUserBody } from './users.dto.js';

@ApiTags('access')
@Controller('api/v1/users')
export class UsersController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly manage: ManageUsers,
    private readonly records: AccessRecords,
  ) {}

  @Get()
  @Requires('users.read')
  @ApiList(userList)
  list(@ListQuery(userList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<UserView>> {
    return userList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('users.read')
  one(@IdParam() id: string): Promise<UserView> {
    return this.records.user(id);
  }

  @Post()
  @Requires('users.write')
  async create(@Body() body: CreateUserBody): Promise<UserView> {
    const { name, role, instanceIds = null } = body;
    const id = await this.manage.create({ name, role, instanceIds, email: body.email.toLowerCase() });
    return this.records.user(id);
  }

  @Patch(':id')
  @Requires('users.write')
  async change(@IdParam() id: string, @Body() body: ChangeUserBody): Promise<UserView> {
    await this.manage.change(id, { ...body, ...(body.email === undefined ? {} : { email: body.email.toLowerCase() }) });
    return this.records.user(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('users.write')
  async delete(@IdParam() id: string): Promise<void> {
    await this.manage.delete(id);
  }
}
