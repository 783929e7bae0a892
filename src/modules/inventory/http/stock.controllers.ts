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
import { DomainError } from '../../../shared-kernel/index.js';
import { KeepAdjustments } from '../application/keep-adjustments.js';
import { KeepWarehouses } from '../application/keep-warehouses.js';
import { ReadInventory, type AdjustmentDetails } from '../application/read-inventory.js';
import {
  adjustmentList,
  stockLevelList,
  stockLocationList,
  stockMoveList,
  warehouseList,
  type AdjustmentView,
  type StockLevelView,
  type StockLocationView,
  type StockMoveView,
  type WarehouseView,
} from '../infrastructure/inventory.lists.js';
import {
  ChangeLocationBody,
  ChangeWarehouseBody,
  CreateAdjustmentBody,
  CreateLocationBody,
  CreateWarehouseBody,
} from './inventory.dto.js';

@ApiTags('inventory')
@Controller('api/v1/warehouses')
export class WarehousesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadInventory,
    private readonly keep: KeepWarehouses,
  ) {}

  @Get()
  @Requires('warehouses.read')
  @ApiList(warehouseList)
  list(
    @ListQuery(warehouseList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<WarehouseView>> {
    return warehouseList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('warehouses.read')
  one(@IdParam() id: string): Promise<WarehouseView> {
    return this.read.one('warehouse', id);
  }

  /** Comes with a stock location of its own. */
  @Post()
  @Requires('warehouses.write')
  async add(@Body() { code, name }: CreateWarehouseBody): Promise<WarehouseView> {
    return this.read.one('warehouse', await this.keep.create({ code, name }));
  }

  @Patch(':id')
  @Requires('warehouses.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeWarehouseBody): Promise<WarehouseView> {
    await this.keep.change(id, version, change);
    return this.read.one('warehouse', id);
  }
}

@ApiTags('inventory')
@Controller('api/v1/stock-locations')
export class StockLocationsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadInventory,
    private readonly keep: KeepWarehouses,
  ) {}

  @Get()
  @Requires('warehouses.read')
  @ApiList(stockLocationList)
  list(
    @ListQuery(stockLocationList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<StockLocationView>> {
    return stockLocationList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('warehouses.read')
  one(@IdParam() id: string): Promise<StockLocationView> {
    return this.read.one('stock-location', id);
  }

  @Post()
  @Requires('warehouses.write')
  async add(@Body() { warehouseId, name }: CreateLocationBody): Promise<StockLocationView> {
    return this.read.one('stock-location', await this.keep.addLocation(warehouseId, name));
  }

  @Patch(':id')
  @Requires('warehouses.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeLocationBody): Promise<StockLocationView> {
    await this.keep.changeLocation(id, version, change);
    return this.read.one('stock-location', id);
  }
}

@ApiTags('inventory')
@Controller('api/v1')
export class StockController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('stock-levels')
  @Requires('stock.read')
  @ApiList(stockLevelList)
  levels(
    @ListQuery(stockLevelList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<StockLevelView>> {
    return stockLevelList.run(this.database, query, access);
  }

  @Get('stock-moves')
  @Requires('stock.read')
  @ApiList(stockMoveList)
  moves(
    @ListQuery(stockMoveList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<StockMoveView>> {
    return stockMoveList.run(this.database, query, access);
  }
}

@ApiTags('inventory')
@Controller('api/v1/adjustments')
export class AdjustmentsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadInventory,
    private readonly keep: KeepAdjustments,
  ) {}

  @Get()
  @Requires('stock.read')
  @ApiList(adjustmentList)
  list(
    @ListQuery(adjustmentList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<AdjustmentView>> {
    return adjustmentList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('stock.read')
  one(@IdParam() id: string): Promise<AdjustmentDetails> {
    return this.read.adjustment(id);
  }

  /** A draft; it takes effect when it is validated. */
  @Post()
  @Requires('stock.write')
  async add(@Body() body: CreateAdjustmentBody, @CurrentAccess() access: Access): Promise<AdjustmentDetails> {
    requireWholeHub(access);
    const { locationId, mode, note = '' } = body;
    const lines = body.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    return this.read.adjustment(await this.keep.create({ locationId, mode, note, lines }));
  }

  @Post(':id/validate')
  @HttpCode(200)
  @Requires('stock.write')
  async validate(@IdParam() id: string, @CurrentAccess() access: Access): Promise<AdjustmentDetails> {
    requireWholeHub(access);
    await this.keep.validate(id);
    return this.read.adjustment(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('stock.write')
  async cancel(@IdParam() id: string, @CurrentAccess() access: Access): Promise<AdjustmentDetails> {
    requireWholeHub(access);
    await this.keep.cancel(id);
    return this.read.adjustment(id);
  }
}

/** Stock is sold by all stores: a key that may see some of them only does not change it by hand. */
function requireWholeHub(access: Access): void {
  if (access.instanceIds === null) return;
  throw new DomainError(
    'forbidden',
    'inventory.key-limited',
    'This key is limited to instances, and stock is shared by all. Use a key without that limit.',
  );
}
