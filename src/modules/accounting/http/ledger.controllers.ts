import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
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
import { calendarDay } from '../../../shared-kernel/index.js';
import { JournalExport } from '../application/journal-export.js';
import { LedgerQueries } from '../application/ledger-queries.js';
import { ReadDocuments, type LedgerEntryDetails } from '../application/read-documents.js';
import { Reports, type AgedReceivables, type TaxReportRow } from '../application/reports.js';
import type { TrialBalance } from '../contract/index.js';
import { ledgerEntryList, type LedgerEntryView } from '../infrastructure/documents.lists.js';
import { CompanyDayQuery, CompanyRangeQuery, JournalExportQuery } from './documents.dto.js';
import { requireWholeHub } from './whole-hub.js';

const today = () => calendarDay(new Date(), 'UTC');

@ApiTags('accounting')
@Controller('api/v1/ledger-entries')
export class LedgerEntriesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly read: ReadDocuments,
  ) {}

  @Get()
  @Requires('ledger.read')
  @ApiList(ledgerEntryList)
  list(
    @ListQuery(ledgerEntryList) query: ListRequest,
    @CurrentAccess() access: Access,
  ): Promise<ListPage<LedgerEntryView>> {
    requireWholeHub(access);
    return ledgerEntryList.run(this.database, query, access);
  }

  /** With its lines. An entry has the id of the document it books. */
  @Get(':id')
  @Requires('ledger.read')
  one(@IdParam() id: string, @CurrentAccess() access: Access): Promise<LedgerEntryDetails> {
    requireWholeHub(access);
    return this.read.ledgerEntry(id);
  }
}

@ApiTags('accounting')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    private readonly queries: LedgerQueries,
    private readonly reports: Reports,
    private readonly journal: JournalExport,
    private readonly read: ReadDocuments,
  ) {}

  /** Debit and credit of every account, in the company's currency. */
  @Get('trial-balance')
  @Requires('ledger.read')
  trialBalance(
    @Query() { companyId, until = today() }: CompanyDayQuery,
    @CurrentAccess() access: Access,
  ): Promise<TrialBalance> {
    requireWholeHub(access);
    return this.queries.trialBalance(companyId, until);
  }

  /** What customers owe now, by how long it has been due. */
  @Get('aged-receivables')
  @Requires('ledger.read')
  async agedReceivables(
    @Query() { companyId, until = today() }: CompanyDayQuery,
    @CurrentAccess() access: Access,
  ): Promise<AgedReceivables> {
    requireWholeHub(access);
    await this.read.one('company', companyId);
    return this.reports.agedReceivables(companyId, until);
  }

  /** Bases and taxes of a period, by tax and currency. */
  @Get('tax')
  @Requires('ledger.read')
  async tax(
    @Query() { companyId, from, to }: CompanyRangeQuery,
    @CurrentAccess() access: Access,
  ): Promise<{ data: TaxReportRow[] }> {
    requireWholeHub(access);
    await this.read.one('company', companyId);
    return { data: await this.reports.taxReport(companyId, from, to) };
  }

  /** All ledger lines of a period as CSV. */
  @Get('journal')
  @Requires('ledger.read')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'CSV with a header line.', schema: { type: 'string' } })
  async export(
    @Query() { companyId, from, to, journalId }: JournalExportQuery,
    @CurrentAccess() access: Access,
  ): Promise<StreamableFile> {
    requireWholeHub(access);
    await this.read.one('company', companyId);
    const lines = this.journal.lines({ companyId, from, to, journalId: journalId ?? null });
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="journal-${from}-${to}.csv"`,
    });
  }
}
