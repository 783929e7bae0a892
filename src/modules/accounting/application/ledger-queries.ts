import { Inject, Injectable } from '@nestjs/common';
import { Database, type Session } from '../../../platform/database/index.js';
import { DomainError, Money } from '../../../shared-kernel/index.js';
import type { Company, Journal, OrderInvoice, TaxRef, TrialBalance, TrialBalanceRow } from '../contract/index.js';

/** Reads of the books that other modules ask for. A transaction may be given to see what it has just written. */
@Injectable()
export class LedgerQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  async companies(ids?: readonly string[]): Promise<Company[]> {
    return this.database.query<Company>(
      `SELECT id, name, currency, country, is_default AS "isDefault" FROM accounting.company
        WHERE $1::uuid[] IS NULL OR id = ANY($1::uuid[]) ORDER BY is_default DESC, name, id`,
      [ids ?? null],
    );
  }

  async journals(companyIds: readonly string[]): Promise<Journal[]> {
    return this.database.query<Journal>(
      `SELECT id, company_id AS "companyId", code, name, kind, account_id AS "accountId", gateway, is_active AS "isActive"
         FROM accounting.journal WHERE company_id = ANY($1::uuid[]) ORDER BY company_id, code`,
      [companyIds],
    );
  }

  async taxesOf(companyId: string): Promise<TaxRef[]> {
    return this.database.query<TaxRef>(
      `SELECT id, company_id AS "companyId", name, rate, price_include AS "priceInclude"
         FROM accounting.tax WHERE company_id = $1 AND is_active ORDER BY rate, name, id`,
      [companyId],
    );
  }

  /** The latest rate of each currency that is valid on a day, or today: units of it for one unit of the company's currency. */
  async currentRates(companyId: string, on: string | null = null): Promise<Map<string, string>> {
    const rows = await this.database.query<{ currency: string; rate: string }>(
      `SELECT DISTINCT ON (currency) currency, rate FROM accounting.exchange_rate
        WHERE company_id = $1 AND valid_on <= coalesce($2::date, current_date) ORDER BY currency, valid_on DESC`,
      [companyId, on],
    );
    return new Map(rows.map((row) => [row.currency, row.rate]));
  }

  async invoicesOfOrders(
    orderIds: readonly string[],
    session: Pick<Session, 'query'> = this.database,
  ): Promise<Map<string, OrderInvoice[]>> {
    const rows = await session.query<InvoiceOfOrder>(
      `SELECT id, order_id AS "orderId", kind, state, number, company_id AS "companyId", contact_id AS "contactId", currency, rate,
              invoiced_on AS "invoicedOn", moved_from AS "movedFrom", net, tax, gross, amount_open AS open
         FROM accounting.invoice WHERE order_id = ANY($1::uuid[]) ORDER BY id`,
      [orderIds],
    );
    const byOrder = new Map<string, OrderInvoice[]>(orderIds.map((id) => [id, []]));
    for (const row of rows) {
      const { currency } = row;
      byOrder.get(row.orderId)?.push({
        ...row,
        net: Money.of(row.net, currency),
        tax: Money.of(row.tax, currency),
        gross: Money.of(row.gross, currency),
        open: Money.of(row.open, currency),
      });
    }
    return byOrder;
  }

  /** Debit and credit of every account up to and including a day, in the company's currency. */
  async trialBalance(companyId: string, until: string): Promise<TrialBalance> {
    const [company] = await this.companies([companyId]);
    if (!company) {
      throw new DomainError('not-found', 'accounting.company-not-found', 'There is no such company.', { companyId });
    }
    const { currency } = company;
    const rows = await this.database.query<BalanceRow>(
      `SELECT a.id AS "accountId", a.code, a.name, a.type, sum(l.debit) AS debit, sum(l.credit) AS credit
         FROM accounting.ledger_entry e
         JOIN accounting.ledger_line l ON l.entry_id = e.id
         JOIN accounting.account a ON a.id = l.account_id
        WHERE e.company_id = $1 AND e.entered_on <= $2
        GROUP BY a.id ORDER BY a.code`,
      [companyId, until],
    );
    const balances = rows.map((row): TrialBalanceRow => ({
      ...row,
      debit: Money.of(row.debit, currency),
      credit: Money.of(row.credit, currency),
    }));
    return {
      companyId,
      until,
      currency,
      rows: balances,
      debit: Money.sum(
        balances.map((row) => row.debit),
        currency,
      ),
      credit: Money.sum(
        balances.map((row) => row.credit),
        currency,
      ),
    };
  }
}

type Stored<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;
type InvoiceOfOrder = Stored<OrderInvoice, 'net' | 'tax' | 'gross' | 'open'>;
type BalanceRow = Stored<TrialBalanceRow, 'debit' | 'credit'>;
