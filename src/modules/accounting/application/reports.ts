import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { MoneyText } from '../../../shared-kernel/index.js';

export interface AgedReceivable {
  readonly contactId: string;
  readonly notDue: MoneyText;
  readonly days1To30: MoneyText;
  readonly days31To60: MoneyText;
  readonly days61To90: MoneyText;
  readonly over90Days: MoneyText;
  readonly total: MoneyText;
}

export interface AgedReceivables {
  readonly companyId: string;
  readonly asOf: string;
  /** By contact and currency, the largest first; at most 1,000. */
  readonly rows: readonly AgedReceivable[];
  /** There are more contacts than shown. */
  readonly isCut: boolean;
}

export interface TaxReportRow {
  readonly taxId: string | null;
  readonly name: string | null;
  /** Percent. */
  readonly rate: string | null;
  readonly base: MoneyText;
  readonly tax: MoneyText;
}

const MOST_ROWS = 1_000;

/** What accountants read. In the currency of the documents; the trial balance is in the company's. */
@Injectable()
export class Reports {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** What customers owe now, by how long it has been due on `asOf`. Open credit notes count against it. */
  async agedReceivables(companyId: string, asOf: string): Promise<AgedReceivables> {
    const bucket = (condition: string) => `coalesce(sum(amount) FILTER (WHERE ${condition}), 0)::text`;
    const rows = await this.database.query<Record<keyof AgedReceivable, string> & { currency: string }>(
      `SELECT contact_id AS "contactId", currency, ${bucket('days <= 0')} AS "notDue",
              ${bucket('days BETWEEN 1 AND 30')} AS "days1To30", ${bucket('days BETWEEN 31 AND 60')} AS "days31To60",
              ${bucket('days BETWEEN 61 AND 90')} AS "days61To90", ${bucket('days > 90')} AS "over90Days",
              sum(amount)::text AS total
         FROM (SELECT contact_id, currency, $2::date - due_on AS days,
                      CASE kind WHEN 'invoice' THEN amount_open ELSE -amount_open END AS amount
                 FROM accounting.invoice
                WHERE company_id = $1 AND amount_open > 0 AND state = 'posted') AS open
        GROUP BY contact_id, currency ORDER BY abs(sum(amount)) DESC, contact_id LIMIT $3`,
      [companyId, asOf, MOST_ROWS + 1],
    );
    return {
      companyId,
      asOf,
      isCut: rows.length > MOST_ROWS,
      rows: rows.slice(0, MOST_ROWS).map(({ contactId, currency, ...amounts }) => {
        const money = (amount: string): MoneyText => ({ amount: withFourDecimals(amount), currency });
        const { notDue, days1To30, days31To60, days61To90, over90Days, total } = amounts;
        return {
          contactId,
          notDue: money(notDue),
          days1To30: money(days1To30),
          days31To60: money(days31To60),
          days61To90: money(days61To90),
          over90Days: money(over90Days),
          total: money(total),
        };
      }),
    };
  }

  /** Bases and taxes of posted documents by tax and currency; credit notes take theirs back. */
  async taxReport(companyId: string, from: string, to: string): Promise<TaxReportRow[]> {
    const rows = await this.database.query<{
      taxId: string | null;
      name: string | null;
      rate: string | null;
      currency: string;
      base: string;
      tax: string;
    }>(
      `SELECT s.tax_id AS "taxId", t.name, t.rate, s.currency, s.base, s.tax
         FROM (SELECT l.tax_id, i.currency,
                      sum(CASE i.kind WHEN 'invoice' THEN l.net ELSE -l.net END) AS base,
                      sum(CASE i.kind WHEN 'invoice' THEN l.tax ELSE -l.tax END) AS tax
                 FROM accounting.invoice i JOIN accounting.invoice_line l ON l.invoice_id = i.id
                WHERE i.company_id = $1 AND i.state <> 'draft' AND i.invoiced_on BETWEEN $2 AND $3
                GROUP BY l.tax_id, i.currency) s
         LEFT JOIN accounting.tax t ON t.id = s.tax_id
        ORDER BY s.currency, t.rate NULLS FIRST, t.name`,
      [companyId, from, to],
    );
    return rows.map(({ taxId, name, rate, currency, base, tax }) => ({
      taxId,
      name,
      rate,
      base: { amount: base, currency },
      tax: { amount: tax, currency },
    }));
  }
}

/** A bucket nothing fell into is PostgreSQL's 0. */
function withFourDecimals(amount: string): string {
  return amount.includes('.') ? amount : `${amount}.0000`;
}
