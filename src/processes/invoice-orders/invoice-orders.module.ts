import { Module } from '@nestjs/common';
import { AccountingModule } from '../../modules/accounting/index.js';
import { SalesModule } from '../../modules/sales/index.js';
import { DocumentRate } from './application/document-rate.js';
import { InvoiceOrder } from './application/invoice-order.use-case.js';
import { OrderDocumentNotes } from './application/order-document-notes.js';
import { PayOrder } from './application/pay-order.use-case.js';
import { VisibleOrder } from './application/visible-order.js';
import { OrderDocumentsController } from './http/order-documents.controller.js';

@Module({
  imports: [AccountingModule, SalesModule],
  controllers: [OrderDocumentsController],
  providers: [DocumentRate, InvoiceOrder, OrderDocumentNotes, PayOrder, VisibleOrder],
})
export class InvoiceOrdersModule {}
