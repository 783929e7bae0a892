import { Body, Controller, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
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
import { ArchiveContact } from '../application/archive-contact.use-case.js';
import { ChangeContact } from '../application/change-contact.use-case.js';
import { CreateContact } from '../application/create-contact.use-case.js';
import { ReadContact } from '../application/read-contact.js';
import { contactList, type ContactView } from '../infrastructure/contact.list.js';
import { ChangeContactBody, CreateContactBody } from './contacts.dto.js';

const EMPTY = {
  company: '',
  email: '',
  phone: '',
  street1: '',
  street2: '',
  city: '',
  state: '',
  postalCode: '',
  countryCode: '',
};

@ApiTags('contacts')
@Controller('api/v1/contacts')
export class ContactsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadContact,
    private readonly create: CreateContact,
    private readonly change: ChangeContact,
    private readonly archive: ArchiveContact,
  ) {}

  @Get()
  @Requires('contacts.read')
  @ApiList(contactList)
  list(@ListQuery(contactList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<ContactView>> {
    return contactList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('contacts.read')
  one(@IdParam() id: string): Promise<ContactView> {
    return this.read.run(id);
  }

  @Post()
  @Requires('contacts.write')
  async add(@Body() body: CreateContactBody): Promise<ContactView> {
    const id = await this.create.run({ ...EMPTY, ...body, parentId: body.parentId ?? null });
    return this.read.run(id);
  }

  @Patch(':id')
  @Requires('contacts.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeContactBody): Promise<ContactView> {
    await this.change.run(id, version, change);
    return this.read.run(id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('contacts.write')
  async hide(@IdParam() id: string): Promise<ContactView> {
    await this.archive.run(id, true);
    return this.read.run(id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires('contacts.write')
  async restore(@IdParam() id: string): Promise<ContactView> {
    await this.archive.run(id, false);
    return this.read.run(id);
  }
}
