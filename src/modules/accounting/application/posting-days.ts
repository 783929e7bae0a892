import type { Tx } from '../../../platform/database/index.js';
import { nextOpenDay, type ClosedPeriod } from '../domain/fiscal-calendar.js';

export interface PostingDay {
  readonly day: string;
  /** The day asked for, when the books were closed on it. */
  readonly movedFrom: string | null;
}

export type PostingDays = (companyId: string, day: string) => PostingDay;

export interface OpenedBooks {
  readonly days: PostingDays;
  /** Currency of each company as it stands now. */
  readonly currencies: ReadonlyMap<string, string>;
}

/**
 * Where documents of these companies may be entered. Holds off the closing of a period, and a change of a company's currency,
 * until this transaction ends; posters do not hold off one another.
 */
export async function openPostingDays(tx: Tx, companyIds: Iterable<string>): Promise<OpenedBooks> {
  const companies = [...new Set(companyIds)].sort();
  await tx.query('SELECT accounting.hold_periods($1::uuid[])', [companies]);
  const rows = await tx.query<Record<'id' | 'currency', string> & Record<'startsOn' | 'endsOn', string | null>>(
    `SELECT c.id, c.currency, p.starts_on AS "startsOn", p.ends_on AS "endsOn"
       FROM accounting.company c
       LEFT JOIN accounting.fiscal_period p ON p.company_id = c.id AND p.state = 'closed'
      WHERE c.id = ANY($1::uuid[]) ORDER BY p.starts_on`,
    [companies],
  );
  const closed = new Map<string, ClosedPeriod[]>();
  for (const { id, startsOn, endsOn } of rows) {
    const periods = closed.get(id) ?? [];
    if (startsOn !== null && endsOn !== null) periods.push({ startsOn, endsOn });
    closed.set(id, periods);
  }
  return {
    days: (companyId, day) => {
      const open = nextOpenDay(day, closed.get(companyId) ?? []);
      return { day: open, movedFrom: open === day ? null : day };
    },
    currencies: new Map(rows.map((row) => [row.id, row.currency])),
  };
}
