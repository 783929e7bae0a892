import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApiList,
  IdParam,
  InstanceScope,
  ListQuery,
  Requires,
  type ListPage,
  type ListRequest,
} from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { MASTER_DATA_KINDS, type MasterDataKind } from '../contract/index.js';
import { EditLocation } from '../application/edit-location.js';
import { ImportMasterData, type ImportedMasterData } from '../application/import-master-data.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import {
  brandList,
  categoryList,
  channelList,
  locationList,
  orderStatusList,
  taxClassList,
  type BrandView,
  type CategoryView,
  type ChannelView,
  type LocationView,
  type OrderStatusView,
  type TaxClassView,
} from '../infrastructure/master-data.lists.js';
import { ChangeStoreLocationBody } from './master-data.dto.js';

/** What Confirm imported (A2): read here, imported again by hand, and for locations told where their goods are (A9). */
@ApiTags('master data')
@Controller('api/v1/instances/:instanceId')
@InstanceScope('instanceId')
export class MasterDataController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly importMasterData: ImportMasterData,
    private readonly locations: EditLocation,
  ) {}

  @Get('order-statuses')
  @Requires('instances.read')
  @ApiList(orderStatusList)
  orderStatuses(
    @IdParam('instanceId') id: string,
    @ListQuery(orderStatusList) query: ListRequest,
  ): Promise<ListPage<OrderStatusView>> {
    return this.read.list(orderStatusList, id, query);
  }

  @Get('channels')
  @Requires('instances.read')
  @ApiList(channelList)
  channels(
    @IdParam('instanceId') id: string,
    @ListQuery(channelList) query: ListRequest,
  ): Promise<ListPage<ChannelView>> {
    return this.read.list(channelList, id, query);
  }

  @Get('locations')
  @Requires('instances.read')
  @ApiList(locationList)
  locationsOf(
    @IdParam('instanceId') id: string,
    @ListQuery(locationList) query: ListRequest,
  ): Promise<ListPage<LocationView>> {
    return this.read.list(locationList, id, query);
  }

  @Patch('locations/:id')
  @Requires('settings.write')
  async changeLocation(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() { version, ...change }: ChangeStoreLocationBody,
  ): Promise<LocationView> {
    await this.locations.run(instanceId, id, version, change);
    return this.read.one(locationList, instanceId, id);
  }

  @Get('tax-classes')
  @Requires('instances.read')
  @ApiList(taxClassList)
  taxClasses(
    @IdParam('instanceId') id: string,
    @ListQuery(taxClassList) query: ListRequest,
  ): Promise<ListPage<TaxClassView>> {
    return this.read.list(taxClassList, id, query);
  }

  @Get('categories')
  @Requires('instances.read')
  @ApiList(categoryList)
  categories(
    @IdParam('instanceId') id: string,
    @ListQuery(categoryList) query: ListRequest,
  ): Promise<ListPage<CategoryView>> {
    return this.read.list(categoryList, id, query);
  }

  @Get('brands')
  @Requires('instances.read')
  @ApiList(brandList)
  brands(@IdParam('instanceId') id: string, @ListQuery(brandList) query: ListRequest): Promise<ListPage<BrandView>> {
    return this.read.list(brandList, id, query);
  }

  /** Again, at any time (A2.4); what the store no longer has is deactivated. */
  @Post('master-data/:kind/import')
  @HttpCode(200)
  @Requires('operations.run')
  importAgain(@IdParam('instanceId') id: string, @Param('kind') kind: string): Promise<ImportedMasterData> {
    return this.importMasterData.run(id, kindOf(kind));
  }
}

function kindOf(text: string): MasterDataKind {
  const kind = MASTER_DATA_KINDS.find((known) => known === text);
  if (kind) return kind;
  throw new DomainError(
    'not-found',
    'marketplace.unknown-master-data',
    `There is no such kind of master data; known: ${MASTER_DATA_KINDS.join(', ')}.`,
  );
}
