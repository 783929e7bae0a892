import { Module, type OnModuleInit } from '@nestjs/common';
import { AdjustStock } from './application/adjust-stock.js';
import { InventoryBootstrap } from './application/bootstrap.js';
import { CancelDeliveries } from './application/cancel-deliveries.js';
import { CreateDeliveries } from './application/create-deliveries.js';
import { CreateWarehouse } from './application/create-warehouse.js';
import { InventoryFacade } from './application/inventory.facade.js';
import { KeepAdjustments } from './application/keep-adjustments.js';
import { KeepWarehouses } from './application/keep-warehouses.js';
import { MoveDelivery } from './application/move-delivery.js';
import { ReadInventory } from './application/read-inventory.js';
import { ReserveDeliveries } from './application/reserve-deliveries.js';
import { ValidateDeliveries } from './application/validate-deliveries.js';
import { WarehouseDirectory } from './application/warehouse-directory.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import {
  AdjustmentsController,
  StockController,
  StockLocationsController,
  WarehousesController,
} from './http/stock.controllers.js';
import { registerConstraintErrors } from './infrastructure/constraint-errors.js';

@Module({
  controllers: [
    AdjustmentsController,
    DeliveriesController,
    StockController,
    StockLocationsController,
    WarehousesController,
  ],
  providers: [
    AdjustStock,
    CancelDeliveries,
    CreateDeliveries,
    CreateWarehouse,
    InventoryBootstrap,
    InventoryFacade,
    KeepAdjustments,
    KeepWarehouses,
    MoveDelivery,
    ReadInventory,
    ReserveDeliveries,
    ValidateDeliveries,
    WarehouseDirectory,
  ],
  exports: [InventoryFacade],
})
export class InventoryModule implements OnModuleInit {
  onModuleInit(): void {
    registerConstraintErrors();
  }
}
