import { Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { AccountingFacade } from './application/accounting.facade.js';
import { AllocatePayment } from './application/allocate-payment.js';
import { AccountingBootstrap, FIRST_COMPANY, type FirstCompany } from './application/bootstrap.js';
import { ClosePeriods } from './application/close-periods.js';
import { CompanyBooksCache } from './application/company-books.js';
import { CreateCompany } from './application/create-company.js';
import { DraftInvoices } from './application/draft-invoices.js';
import { EnsureGatewayJournals } from './application/ensure-gateway-journals.js';
import { EnsureTaxes } from './application/ensure-taxes.js';
import { JournalExport } from './application/journal-export.js';
import { KeepChart } from './application/keep-chart.js';
import { KeepCompanies } from './application/keep-companies.js';
import { KeepTaxes } from './application/keep-taxes.js';
import { LedgerQueries } from './application/ledger-queries.js';
import { PostDocuments } from './application/post-documents.js';
import { PostDraft } from './application/post-draft.js';
import { ReadDocuments } from './application/read-documents.js';
import { RegisterPayment } from './application/register-payment.js';
import { Reports } from './application/reports.js';
import { ReverseInvoice } from './application/reverse-invoice.js';
import {
  AccountsController,
  CompaniesController,
  ExchangeRatesController,
  FiscalPeriodsController,
  JournalsController,
  TaxesController,
} from './http/books.controllers.js';
import { AllocationsController, InvoicesController, PaymentsController } from './http/documents.controllers.js';
import { LedgerEntriesController, ReportsController } from './http/ledger.controllers.js';
import { registerConstraintErrors } from './infrastructure/constraint-errors.js';

const CONTROLLERS = [
  AccountsController,
  AllocationsController,
  CompaniesController,
  ExchangeRatesController,
  FiscalPeriodsController,
  InvoicesController,
  JournalsController,
  LedgerEntriesController,
  PaymentsController,
  ReportsController,
  TaxesController,
];

const USE_CASES = [
  AllocatePayment,
  ClosePeriods,
  CompanyBooksCache,
  CreateCompany,
  DraftInvoices,
  EnsureGatewayJournals,
  EnsureTaxes,
  JournalExport,
  KeepChart,
  KeepCompanies,
  KeepTaxes,
  LedgerQueries,
  PostDocuments,
  PostDraft,
  ReadDocuments,
  RegisterPayment,
  Reports,
  ReverseInvoice,
];

/** Where there is no configuration, as in tests of one module. */
const MY_COMPANY: FirstCompany = { name: 'My company', currency: 'USD', country: 'US' };

@Module({
  controllers: CONTROLLERS,
  providers: [
    AccountingFacade,
    AccountingBootstrap,
    {
      provide: FIRST_COMPANY,
      inject: [{ token: Config, optional: true }],
      useFactory: (config?: Config): FirstCompany => config?.firstCompany ?? MY_COMPANY,
    },
    ...USE_CASES,
  ],
  exports: [AccountingFacade],
})
export class AccountingModule implements OnModuleInit {
  onModuleInit(): void {
    registerConstraintErrors();
  }
}
