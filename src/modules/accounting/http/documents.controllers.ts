import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
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
import { calendarDay, Money } from '../../../shared-kernel/index.js';
import { AllocatePayment } from '../application/allocate-payment.js';
import { DraftInvoices, type InvoiceInput } from '../application/draft-invoices.js';
import { PostDraft } from '../application/post-draft.js';
import { ReadDocuments, type InvoiceDetails, type PaymentDetails } from '../application/read-documents.js';
import { RegisterPayment } from '../application/register-payment.js';
import { ReverseInvoice } from '../application/reverse-invoice.js';
import {
  allocationList,
  invoiceList,
  paymentList,
  type AllocationView,
  type InvoiceView,
  type PaymentView,
} from '../infrastructure/documents.lists.js';
import {
  AllocatePaymentBody,
  CreateInvoiceBody,
  CreatePaymentBody,
  CreditNoteBody,
  ReplaceInvoiceBody,
} from './documents.dto.js';
import { requireWholeHub } from './whole-hub.js';

const today = () => calendarDay(new Date(), 'UTC');

@ApiTags('accounting')
@Controller('api/v1/invoices')
export class InvoicesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly drafts: DraftInvoices,
    private readonly posting: PostDraft,
    private readonly reversal: ReverseInvoice,
  ) {}

  /** Invoices and credit notes. */
  @Get()
  @Requires('invoices.read')
  @ApiList(invoiceList)
  list(@ListQuery(invoiceList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<InvoiceView>> {
    requireWholeHub(access);
    return invoiceList.run(this.database, query, access);
  }

  /** With its lines and what it has been set off against. */
  @Get(':id')
  @Requires('invoices.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<InvoiceDetails> {
    requireWholeHub(access);
    return this.read.invoice(id);
  }

  /** A draft; its totals are computed. */
  @Post()
  @Requires('invoices.write')
  async add(@Body() body: CreateInvoiceBody, @CurrentAccess() access: Access): Promise<InvoiceDetails> {
    requireWholeHub(access);
    return this.read.invoice(await this.drafts.create({ companyId: body.companyId, ...invoiceInput(body) }));
  }

  /** Writes a draft anew. */
  @Put(':id')
  @Requires('invoices.write')
  async replace(
    @IdParam() id: string,
    @Body() body: ReplaceInvoiceBody,
    @CurrentAccess() access: Access,
  ): Promise<InvoiceDetails> {
    requireWholeHub(access);
    await this.drafts.replace(id, body.version, invoiceInput(body));
    return this.read.invoice(id);
  }

  /** Throws a draft away. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('invoices.write')
  async remove(@IdParam() id: string, @CurrentAccess() access: Access): Promise<void> {
    requireWholeHub(access);
    await this.drafts.remove(id);
  }

  /** Gives a draft its number and its entry; final. */
  @Post(':id/post')
  @HttpCode(200)
  @Requires('invoices.write')
  async post(@IdParam() id: string, @CurrentAccess() access: Access): Promise<InvoiceDetails> {
    requireWholeHub(access);
    await this.posting.run(id);
    return this.read.invoice(id);
  }

  /** Takes a posted invoice back in full; answers the credit note. */
  @Post(':id/credit-note')
  @Requires('invoices.write')
  async reverse(
    @IdParam() id: string,
    @Body() { invoicedOn = today() }: CreditNoteBody,
    @CurrentAccess() access: Access,
  ): Promise<InvoiceDetails> {
    requireWholeHub(access);
    return this.read.invoice(await this.reversal.run(id, invoicedOn));
  }
}

function invoiceInput(body: Omit<CreateInvoiceBody, 'companyId'>): Omit<InvoiceInput, 'companyId'> {
  const { contactId, orderId = null, reference = '', currency, rate = null, invoicedOn } = body;
  const { dueOn = invoicedOn, pricesIncludeTax = false, lines } = body;
  return {
    contactId,
    orderId,
    reference,
    currency,
    rate,
    invoicedOn,
    dueOn,
    pricesIncludeTax,
    lines: lines.map((line) => {
      const { kind = 'goods', variantId = null, orderLineId = null, name, sku = '', quantity, unitPrice } = line;
      const { discount = null, taxId = null } = line;
      return { kind, variantId, orderLineId, name, sku, quantity, unitPrice, discount, taxId };
    }),
  };
}

@ApiTags('accounting')
@Controller('api/v1/payments')
export class PaymentsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly registration: RegisterPayment,
    private readonly allocation: AllocatePayment,
  ) {}

  @Get()
  @Requires('payments.read')
  @ApiList(paymentList)
  list(@ListQuery(paymentList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<PaymentView>> {
    requireWholeHub(access);
    return paymentList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('payments.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<PaymentDetails> {
    requireWholeHub(access);
    return this.read.payment(id);
  }

  /** Money received, or paid back. */
  @Post()
  @Requires('payments.write')
  async add(@Body() body: CreatePaymentBody, @CurrentAccess() access: Access): Promise<PaymentDetails> {
    requireWholeHub(access);
    const { companyId, contactId, kind = 'gateway', direction = 'inbound', journalId = null, amount } = body;
    const { rate = null, paidOn, reference = '', allocations = [] } = body;
    const money = { amount, rate, allocations };
    const id = await this.registration.run({
      companyId,
      contactId,
      kind,
      direction,
      journalId,
      paidOn,
      reference,
      ...money,
    });
    return this.read.payment(id);
  }

  /** Sets what is left of it off against a document. */
  @Post(':id/allocations')
  @Requires('payments.write')
  async allocate(
    @IdParam() id: string,
    @Body() { invoiceId, amount, allocatedOn = today() }: AllocatePaymentBody,
    @CurrentAccess() access: Access,
  ): Promise<PaymentDetails> {
    requireWholeHub(access);
    await this.allocation.run(id, invoiceId, Money.fromJSON(amount), allocatedOn);
    return this.read.payment(id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/allocations')
export class AllocationsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Requires('payments.read')
  @ApiList(allocationList)
  list(
    @ListQuery(allocationList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<AllocationView>> {
    requireWholeHub(access);
    return allocationList.run(this.database, query, access);
  }
}
