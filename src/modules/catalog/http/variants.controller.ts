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
import { ChangeVariant } from '../application/change-variant.use-case.js';
import { variantList, type VariantView } from '../infrastructure/catalog.lists.js';
import { ReadCatalog } from '../infrastructure/read-catalog.js';
import { ChangeVariantBody } from './products.dto.js';

/** Variants of all products; a new one is added to its product. */
@ApiTags('catalog')
@Controller('api/v1/variants')
export class VariantsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadCatalog,
    private readonly change: ChangeVariant,
  ) {}

  @Get()
  @Requires('catalog.read')
  @ApiList(variantList)
  list(@ListQuery(variantList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<VariantView>> {
    return variantList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('catalog.read')
  one(@IdParam() id: string): Promise<VariantView> {
    return this.read.variant(id);
  }

  @Patch(':id')
  @Requires('catalog.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeVariantBody): Promise<VariantView> {
    await this.change.run(id, version, change);
    return this.read.variant(id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('catalog.write')
  async archive(@IdParam() id: string): Promise<VariantView> {
    await this.change.archive(id, true);
    return this.read.variant(id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires('catalog.write')
  async restore(@IdParam() id: string): Promise<VariantView> {
    await this.change.archive(id, false);
    return this.read.variant(id);
  }
}
