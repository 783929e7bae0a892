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
import { ClosePeriods } from '../application/close-periods.js';
import { KeepChart } from '../application/keep-chart.js';
import { KeepCompanies } from '../application/keep-companies.js';
import { KeepTaxes } from '../application/keep-taxes.js';
import { ReadDocuments } from '../application/read-documents.js';
import {
  accountList,
  companyList,
  exchangeRateList,
  fiscalPeriodList,
  journalList,
  taxList,
  type AccountView,
  type CompanyView,
  type ExchangeRateView,
  type FiscalPeriodView,
  type JournalView,
  type TaxView,
} from '../infrastructure/books.lists.js';
import {
  ChangeAccountBody,
  ChangeCompanyBody,
  ChangeNamedBody,
  CloseMonthBody,
  CreateAccountBody,
  CreateCompanyBody,
  CreateExchangeRateBody,
  CreateJournalBody,
  CreateTaxBody,
} from './books.dto.js';

@ApiTags('accounting')
@Controller('api/v1/companies')
export class CompaniesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly keep: KeepCompanies,
  ) {}

  @Get()
  @Requires('journals.read')
  @ApiList(companyList)
  list(@ListQuery(companyList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<CompanyView>> {
    return companyList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('journals.read')
  one(@IdParam() id: string): Promise<CompanyView> {
    return this.read.one('company', id);
  }

  /** Comes with the default chart of accounts and its journals. */
  @Post()
  @Requires('journals.write')
  async add(@Body() { name, currency, country }: CreateCompanyBody): Promise<CompanyView> {
    return this.read.one('company', await this.keep.create({ name, currency, country }));
  }

  @Patch(':id')
  @Requires('journals.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeCompanyBody): Promise<CompanyView> {
    await this.keep.change(id, version, change);
    return this.read.one('company', id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly keep: KeepChart,
  ) {}

  @Get()
  @Requires('journals.read')
  @ApiList(accountList)
  list(@ListQuery(accountList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<AccountView>> {
    return accountList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('journals.read')
  one(@IdParam() id: string): Promise<AccountView> {
    return this.read.one('account', id);
  }

  @Post()
  @Requires('journals.write')
  async add(@Body() body: CreateAccountBody): Promise<AccountView> {
    const { companyId, code, name, type, isReconciled = false } = body;
    return this.read.one('account', await this.keep.addAccount({ companyId, code, name, type, isReconciled }));
  }

  @Patch(':id')
  @Requires('journals.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeAccountBody): Promise<AccountView> {
    await this.keep.changeAccount(id, version, change);
    return this.read.one('account', id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/journals')
export class JournalsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly keep: KeepChart,
  ) {}

  @Get()
  @Requires('journals.read')
  @ApiList(journalList)
  list(@ListQuery(journalList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<JournalView>> {
    return journalList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('journals.read')
  one(@IdParam() id: string): Promise<JournalView> {
    return this.read.one('journal', id);
  }

  /** A bank or cash journal; those for sales, credit notes and the rest come with the company. */
  @Post()
  @Requires('journals.write')
  async add(@Body() { companyId, code, name, accountId }: CreateJournalBody): Promise<JournalView> {
    return this.read.one('journal', await this.keep.addBankJournal({ companyId, code, name, accountId }));
  }

  @Patch(':id')
  @Requires('journals.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeNamedBody): Promise<JournalView> {
    await this.keep.changeJournal(id, version, change);
    return this.read.one('journal', id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/taxes')
export class TaxesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly keep: KeepTaxes,
  ) {}

  @Get()
  @Requires('journals.read')
  @ApiList(taxList)
  list(@ListQuery(taxList) query: ListRequest, @CurrentAccess() access: Access): Promise<ListPage<TaxView>> {
    return taxList.run(this.database, query, access);
  }

  @Get(':id')
  @Requires('journals.read')
  one(@IdParam() id: string): Promise<TaxView> {
    return this.read.one('tax', id);
  }

  @Post()
  @Requires('journals.write')
  async add(@Body() { companyId, name, rate, priceInclude }: CreateTaxBody): Promise<TaxView> {
    return this.read.one('tax', await this.keep.add({ companyId, name, rate, priceInclude }));
  }

  @Patch(':id')
  @Requires('journals.write')
  async edit(@IdParam() id: string, @Body() { version, ...change }: ChangeNamedBody): Promise<TaxView> {
    await this.keep.change(id, version, change);
    return this.read.one('tax', id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/exchange-rates')
export class ExchangeRatesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly keep: KeepTaxes,
  ) {}

  @Get()
  @Requires('journals.read')
  @ApiList(exchangeRateList)
  list(
    @ListQuery(exchangeRateList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<ExchangeRateView>> {
    return exchangeRateList.run(this.database, query, access);
  }

  @Post()
  @Requires('journals.write')
  async add(@Body() { companyId, currency, validOn, rate }: CreateExchangeRateBody): Promise<ExchangeRateView> {
    return this.read.one('exchange-rate', await this.keep.addRate({ companyId, currency, validOn, rate }));
  }
}

@ApiTags('accounting')
@Controller('api/v1/fiscal-periods')
export class FiscalPeriodsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
    private readonly periods: ClosePeriods,
  ) {}

  /** Months that have been closed at some time; all others are open. */
  @Get()
  @Requires('journals.read')
  @ApiList(fiscalPeriodList)
  list(
    @ListQuery(fiscalPeriodList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<FiscalPeriodView>> {
    return fiscalPeriodList.run(this.database, query, access);
  }

  /** From now on documents of this month are entered on the next open day. */
  @Post('close')
  @HttpCode(200)
  @Requires('journals.write')
  async close(@Body() { companyId, month }: CloseMonthBody): Promise<FiscalPeriodView> {
    return this.read.one('fiscal-period', await this.periods.close(companyId, month));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Requires('journals.write')
  async reopen(@IdParam() id: string): Promise<FiscalPeriodView> {
    await this.periods.reopen(id);
    return this.read.one('fiscal-period', id);
  }
}
