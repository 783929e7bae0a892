import { Module, type OnModuleInit } from '@nestjs/common';
import { ChangeOrder } from './application/change-order.use-case.js';
import { CheckReferences } from './application/check-references.js';
import { CreateQuotation } from './application/create-quotation.use-case.js';
import { MoveOrder } from './application/move-order.use-case.js';
import { ReadOrder } from './application/read-order.js';
import { SalesFacade } from './application/sales.facade.js';
import { Timeline } from './application/timeline.js';
import { SaleOrdersController } from './http/sale-orders.controller.js';
import { registerConstraintErrors } from './infrastructure/constraint-errors.js';
import { SaleOrderStore } from './infrastructure/sale-order.store.js';

@Module({
  controllers: [SaleOrdersController],
  providers: [
    SalesFacade,
    SaleOrderStore,
    Timeline,
    ReadOrder,
    CheckReferences,
    CreateQuotation,
    ChangeOrder,
    MoveOrder,
  ],
  exports: [SalesFacade],
})
export class SalesModule implements OnModuleInit {
  onModuleInit(): void {
    registerConstraintErrors();
  }
}
