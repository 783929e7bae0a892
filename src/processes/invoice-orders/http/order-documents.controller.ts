import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OrderInvoice } from '../../../modules/accounting/contract/index.js';
import { Access, CurrentAccess, IdParam, invalidRequest, Requires } from '../../../platform/http/index.js';
import { calendarDay } from '../../../shared-kernel/index.js';
import { InvoiceOrder } from '../application/invoice-order.use-case.js';
import { PayOrder, type PaidOrder } from '../application/pay-order.use-case.js';
import { InvoiceOrderBody, PayOrderBody } from './order-documents.dto.js';

@ApiTags('sale-orders')
@Controller('api/v1/sale-orders')
export class OrderDocumentsController {
  constructor(
    private readonly invoices: InvoiceOrder,
    private readonly payments: PayOrder,
  ) {}

  /** Posts the invoice of a confirmed order that has none. */
  @Post(':id/invoice')
  @Requires('invoices.write')
  invoice(
    @IdParam() id: string,
    @Body() body: InvoiceOrderBody,
    @CurrentAccess() access: Access,
  ): Promise<OrderInvoice> {
    const { invoicedOn = calendarDay(new Date(), 'UTC'), dueOn = invoicedOn } = body;
    if (dueOn < invoicedOn) {
      throw invalidRequest([{ field: 'dueOn', code: 'min', message: 'An invoice is not due before its day.' }]);
    }
    return this.invoices.run(id, { invoicedOn, dueOn }, access);
  }

  /** Registers money that came in for the order's open invoice. */
  @Post(':id/payment')
  @Requires('payments.write')
  pay(@IdParam() id: string, @Body() body: PayOrderBody, @CurrentAccess() access: Access): Promise<PaidOrder> {
    const { journalId, amount, paidOn, reference = '' } = body;
    return this.payments.run(id, { journalId, amount, paidOn, reference }, access);
  }
}
