import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
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
import { LinkListingItems } from '../application/link-listing-items.js';
import { ReadConfiguration } from '../application/read-configuration.js';
import {
  listingItemList,
  listingList,
  type ListingItemView,
  type ListingView,
} from '../infrastructure/listing.lists.js';
import { AddItemBody, LinkItemBody } from './listings.dto.js';

/** Products as the store shows them, and which variant here each of their variants is (A4.1). */
@ApiTags('listings')
@Controller('api/v1/instances/:instanceId')
@InstanceScope('instanceId')
export class ListingsController {
  constructor(
    private readonly read: ReadConfiguration,
    private readonly items: LinkListingItems,
  ) {}

  @Get('listings')
  @Requires('catalog.read')
  @ApiList(listingList)
  listings(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(listingList) query: ListRequest,
  ): Promise<ListPage<ListingView>> {
    return this.read.list(listingList, instanceId, query);
  }

  @Get('listings/:id')
  @Requires('catalog.read')
  listing(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<ListingView> {
    return this.read.one(listingList, instanceId, id);
  }

  @Get('listing-items')
  @Requires('catalog.read')
  @ApiList(listingItemList)
  itemsOf(
    @IdParam('instanceId') instanceId: string,
    @ListQuery(listingItemList) query: ListRequest,
  ): Promise<ListPage<ListingItemView>> {
    return this.read.list(listingItemList, instanceId, query);
  }

  @Post('listing-items')
  @Requires('catalog.write')
  async add(@IdParam('instanceId') instanceId: string, @Body() body: AddItemBody): Promise<ListingItemView> {
    const { listingId, remoteId, variantId, sku } = body;
    const id = await this.items.add(instanceId, { listingId, remoteId, variantId, sku });
    return this.read.one(listingItemList, instanceId, id);
  }

  @Patch('listing-items/:id')
  @Requires('catalog.write')
  async link(
    @IdParam('instanceId') instanceId: string,
    @IdParam() id: string,
    @Body() body: LinkItemBody,
  ): Promise<ListingItemView> {
    await this.items.link(instanceId, id, body.variantId);
    return this.read.one(listingItemList, instanceId, id);
  }

  @Delete('listing-items/:id')
  @HttpCode(204)
  @Requires('catalog.write')
  async unlink(@IdParam('instanceId') instanceId: string, @IdParam() id: string): Promise<void> {
    await this.items.unlink(instanceId, id);
  }
}
