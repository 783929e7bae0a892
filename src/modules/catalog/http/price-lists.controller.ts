import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post, Put } from '@nestjs/common';
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
import { KeepPriceLists } from '../application/keep-price-lists.use-case.js';
import { SetPrices } from '../application/set-prices.use-case.js';
import {
  priceListItemList,
  priceListList,
  type PriceListItemView,
  type PriceListView,
} from '../infrastructure/catalog.lists.js';
import { ReadCatalog } from '../infrastructure/read-catalog.js';
import { ChangePriceListBody, CreatePriceListBody, SetPricesBody } from './price-lists.dto.js';

@ApiTags('price-lists')
@Controller('api/v1/price-lists')
export class PriceListsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadCatalog,
    private readonly keep: KeepPriceLists,
    private readonly prices: SetPrices,
  ) {}

  @Get()
  @Requires('price-lists.read')
  @ApiList(priceListList)
  list(
    @ListQuery(priceListList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<PriceListView>> {
    return priceListList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('price-lists.read')
  one(@IdParam() id: string): Promise<PriceListView> {
    return this.read.priceList(id);
  }

  @Post()
  @Requires('price-lists.write')
  async add(@Body() body: CreatePriceListBody): Promise<PriceListView> {
    return this.read.priceList(await this.keep.create(body.name, body.currency));
  }

  @Patch(':id')
  @Requires('price-lists.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangePriceListBody): Promise<PriceListView> {
    await this.keep.change(id, version, change);
    return this.read.priceList(id);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('price-lists.write')
  async archive(@IdParam() id: string): Promise<PriceListView> {
    await this.keep.change(id, null, { isArchived: true });
    return this.read.priceList(id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires('price-lists.write')
  async restore(@IdParam() id: string): Promise<PriceListView> {
    await this.keep.change(id, null, { isArchived: false });
    return this.read.priceList(id);
  }

  @Get(':id/items')
  @Requires('price-lists.read')
  @ApiList(priceListItemList)
  async items(
    @IdParam() id: string,
    @ListQuery(priceListItemList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<PriceListItemView>> {
    await this.read.priceList(id);
    return priceListItemList.run(this.database, query, access, { priceListId: id });
  }

  /** Sets prices, many at a time; those that stand and are not named stay. */
  @Put(':id/items')
  @HttpCode(204)
  @Requires('price-lists.write')
  async setPrices(@IdParam() id: string, @Body() { items }: SetPricesBody): Promise<void> {
    await this.prices.run(
      id,
      items.map(({ variantId, minQuantity = 1, price }) => ({ variantId, minQuantity, price })),
    );
  }

  @Delete(':id/items/:itemId')
  @HttpCode(204)
  @Requires('price-lists.write')
  async removePrice(@IdParam() id: string, @IdParam('itemId') itemId: string): Promise<void> {
    await this.prices.remove(id, itemId);
  }
}
