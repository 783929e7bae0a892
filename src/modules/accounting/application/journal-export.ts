import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { csvLine } from '../domain/csv.js';

export interface ExportRange {
  readonly companyId: string;
  readonly from: string;
  readonly to: string;
  /** Only this journal; null: all. */
  readonly journalId: string | null;
}

interface ExportRow {
  readonly entryId: string;
  readonly enteredOn: string;
  readonly cells: readonly (string | null)[];
}

const ENTRIES_PER_PAGE = 1_000;

const HEADER = [
  'date',
  'number',
  'journal',
  'reference',
  'account',
  'account_name',
  'contact_id',
  'debit',
  'credit',
  'company_currency',
  'document_debit',
  'document_credit',
  'document_currency',
];

/** Ledger lines as CSV, page by page, so that a year of a large store needs no memory to speak of. */
@Injectable()
export class JournalExport {
  constructor(@Inject(Database) private readonly database: Database) {}

  async *lines(range: ExportRange): AsyncGenerator<string> {
    yield csvLine(HEADER);
    let after: Pick<ExportRow, 'enteredOn' | 'entryId'> = {
      enteredOn: range.from,
      entryId: '00000000-0000-0000-0000-000000000000',
    };
    for (;;) {
      const rows = await this.page(range, after);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => csvLine(row.cells)).join('');
      after = last;
    }
  }

  private async page(
    { companyId, to, journalId }: ExportRange,
    after: Pick<ExportRow, 'enteredOn' | 'entryId'>,
  ): Promise<ExportRow[]> {
    return this.database.query<ExportRow>(
      `SELECT e.id AS "entryId", e.entered_on AS "enteredOn",
              ARRAY[e.entered_on::text, e.number, e.journal, e.reference, a.code, a.name, l.contact_id::text, l.debit::text,
                    l.credit::text, e.company_currency, l.document_debit::text, l.document_credit::text, e.currency] AS cells
         FROM (SELECT e.*, j.code AS journal, c.currency AS company_currency
                 FROM accounting.ledger_entry e
                 JOIN accounting.journal j ON j.id = e.journal_id
                 JOIN accounting.company c ON c.id = e.company_id
                WHERE e.company_id = $1 AND ($2::uuid IS NULL OR e.journal_id = $2)
                  AND (e.entered_on, e.id) > ($3, $4) AND e.entered_on <= $5 AND e.document_total + e.total > 0
                ORDER BY e.entered_on, e.id LIMIT ${ENTRIES_PER_PAGE}) e
         JOIN accounting.ledger_line l ON l.entry_id = e.id
         JOIN accounting.account a ON a.id = l.account_id
        ORDER BY e.entered_on, e.id, l.position`,
      [companyId, journalId, after.enteredOn, after.entryId, to],
    );
  }
}
